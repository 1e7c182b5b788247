/** Every claim that the commands know: the mathematics against the reference, and this package's Float64 code against it too. */
import { distance } from 'fastest-levenshtein';
import { claims as theorems, conformance, type Claim } from '../properties/index.ts';
import * as banach from '../src/index.ts';
import { InputError } from '../src/problem/parse.ts';

export const claims: readonly Claim[] = [...theorems, ...conformance(banach)];

const nearestId = (text: string): string =>
  claims.map(({ id }) => id).reduce((best, id) => (distance(id, text) < distance(best, text) ? id : best));

/** The claim of that id. Throws an InputError with a suggestion. */
export function claimOf(id: string): Claim {
  const claim = claims.find((c) => c.id === id);
  if (!claim) throw new InputError('claim', `the id of a claim (did you mean ${nearestId(id)}?)`, JSON.stringify(id));
  return claim;
}

/** The claims whose id matches one of the globs (* and ?), in their order. Throws an InputError for a glob that matches nothing. */
export function select(globs: readonly string[]): Claim[] {
  const patterns = globs.map((glob) => {
    const pattern = new RegExp(
      `^${glob
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'i',
    );
    if (!claims.some(({ id }) => pattern.test(id)))
      throw new InputError('--claims', `a glob that matches a claim (did you mean ${nearestId(glob)}?)`, JSON.stringify(glob));
    return pattern;
  });
  return claims.filter(({ id }) => patterns.length === 0 || patterns.some((pattern) => pattern.test(id)));
}
