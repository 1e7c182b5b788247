/** Every claim that the commands know: the mathematics against the reference, and this package's Float64 code against it too. */
import { distance } from 'fastest-levenshtein';
import {
  claims as theorems,
  conformance,
  conformanceOverDensities,
  statisticalClaims,
  type Claim,
  type StatisticalClaim,
} from '../properties/index.ts';
import * as banach from '../src/index.ts';
import { InputError, show } from '../src/problem/parse.ts';

export const claims: readonly Claim[] = [...theorems, ...conformance(banach), ...conformanceOverDensities(banach.density)];

/** What is said of the laws of samples of this package's particles. */
export const statistics: readonly StatisticalClaim[] = statisticalClaims(banach.particles);

const ids: readonly string[] = [...claims, ...statistics].map(({ id }) => id);
const nearestTo = (text: string, ids: readonly string[]): string =>
  ids.reduce((best, id) => (distance(id, text) < distance(best, text) ? id : best));

/** The claim of that id. Throws an InputError with a suggestion. */
export function claimOf(id: string): Claim {
  const claim = claims.find((c) => c.id === id);
  if (!claim) throw new InputError('claim', `the id of a claim (did you mean ${nearestTo(id, ids)}?)`, JSON.stringify(id));
  return claim;
}

/** Does the text match the glob (* and ?)? On a mismatch only the last star takes one character more, so hostile globs are quick too. */
export function isMatched(glob: string, text: string): boolean {
  let [g, t, star, resume] = [0, 0, -1, 0];
  while (t < text.length) {
    if (glob[g] === '*') [star, resume] = [g++, t];
    else if (glob[g] === '?' || glob[g] === text[t]) [g, t] = [g + 1, t + 1];
    else if (star >= 0) [g, t] = [star + 1, ++resume];
    else return false;
  }
  while (glob[g] === '*') g++;
  return g === glob.length;
}

/** The statistical claim of that id. */
export const statisticalClaimOf = (id: string): StatisticalClaim | undefined => statistics.find((claim) => claim.id === id);

/** Those of the ids that match one of the globs, in their order; all for no globs. Throws an InputError for a glob that matches nothing. */
export function selectAmong(ids: readonly string[], globs: readonly string[]): string[] {
  for (const glob of globs)
    if (!ids.some((id) => isMatched(glob, id)))
      throw new InputError(
        '--claims',
        `a glob that matches a claim (did you mean ${nearestTo(glob.slice(0, 100), ids)}?)`,
        show(glob),
      );
  return ids.filter((id) => globs.length === 0 || globs.some((glob) => isMatched(glob, id)));
}

/** The claims whose id matches one of the globs, in their order, and the statistical ones. Throws an InputError for a glob that matches nothing. */
export function select(globs: readonly string[]): { claims: Claim[]; statistics: StatisticalClaim[] } {
  const selected = new Set(selectAmong(ids, globs));
  const wanted = ({ id }: { readonly id: string }): boolean => selected.has(id);
  return { claims: claims.filter(wanted), statistics: statistics.filter(wanted) };
}
