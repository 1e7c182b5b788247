/** Failures that are known and accepted: an audit fails where something else fails, and where one of these does not. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { nearestTo, type ClaimReport } from '../properties/index.ts';
import { InputError, show } from '../src/problem/parse.ts';
import type { Finding } from './child.ts';
import { expectedFailuresSchema } from './schema.ts';

/** A failure that is known and accepted. */
export interface ExpectedFailure {
  /** The id of the claim. */
  readonly claim: string;
  /** What it is expected to be. */
  readonly standing: 'refuted' | 'could not judge';
  /** Why it is accepted, for whoever reads the list. */
  readonly because: string;
}

const isList = new Ajv2020().compile<{ failures: ExpectedFailure[] }>(expectedFailuresSchema);

/** The list of a file (`banach/expected-failures/1`). Throws an InputError where it is none, names a claim twice, or one that is not among the ids. */
export function parseExpected(data: unknown, ids: readonly string[]): ExpectedFailure[] {
  if (!isList(data)) {
    const { instancePath, message } = isList.errors![0]!;
    throw new InputError(instancePath || 'expected failures', message ?? 'banach/expected-failures/1', 'something else');
  }
  const { failures } = data;
  failures.forEach(({ claim }, i) => {
    const path = `failures[${i}].claim`;
    if (!ids.includes(claim))
      throw new InputError(path, `a claim of this audit (did you mean ${nearestTo(claim, ids)}?)`, show(claim));
    if (failures.findIndex((other) => other.claim === claim) < i)
      throw new InputError(path, 'a claim that is named once', show(claim));
  });
  return failures;
}

/** The failures by their claims. */
const standings = (expected: readonly ExpectedFailure[]) =>
  new Map<string, ClaimReport['standing']>(expected.map(({ claim, standing }) => [claim, standing]));

/** Is a report as it should be: supported, or with the failure that is expected of it? */
export const isExpected = (
  { id, standing }: Pick<ClaimReport, 'id' | 'standing'>,
  expected: readonly ExpectedFailure[],
): boolean => standing === (standings(expected).get(id) ?? 'supported');

/**
 * The exit code of an audit. 1: something refuted that should not be, or supported that should not be; 2: something could not be judged that should be, or the subject did what it must
 * not, but for a claim that it is accepted not to answer; 0: all as expected.
 */
export function exitOf(
  reports: readonly Pick<ClaimReport, 'id' | 'standing'>[],
  findings: readonly Finding[],
  expected: readonly ExpectedFailure[],
): 0 | 1 | 2 {
  const surprising = reports.filter((report) => !isExpected(report, expected));
  if (surprising.some(({ standing }) => standing !== 'could not judge')) return 1;
  const known = standings(expected);
  const isNews = ({ claim }: Finding): boolean => claim === undefined || known.get(claim) !== 'could not judge';
  return surprising.length > 0 || findings.some(isNews) ? 2 : 0;
}
