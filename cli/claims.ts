/** Every claim that the commands know: the mathematics against the reference, and this package's Float64 code against it too. */
import {
  claims as theorems,
  conformance,
  conformanceOverDensities,
  nearestTo,
  selectAmong,
  statisticalClaims,
  type Claim,
  type StatisticalClaim,
} from '../properties/index.ts';
import * as banach from '../src/index.ts';
import { InputError } from '../src/problem/parse.ts';

export const claims: readonly Claim[] = [...theorems, ...conformance(banach), ...conformanceOverDensities(banach.density)];

/** What is said of the laws of samples of this package's particles. */
export const statistics: readonly StatisticalClaim[] = statisticalClaims(banach.particles);

const ids: readonly string[] = [...claims, ...statistics].map(({ id }) => id);
/** The claim of that id. Throws an InputError with a suggestion. */
export function claimOf(id: string): Claim {
  const claim = claims.find((c) => c.id === id);
  if (!claim) throw new InputError('claim', `the id of a claim (did you mean ${nearestTo(id, ids)}?)`, JSON.stringify(id));
  return claim;
}

/** The statistical claim of that id. */
export const statisticalClaimOf = (id: string): StatisticalClaim | undefined => statistics.find((claim) => claim.id === id);

/** The claims whose id matches one of the globs, in their order, and the statistical ones. Throws an InputError for a glob that matches nothing. */
export function select(globs: readonly string[]): { claims: Claim[]; statistics: StatisticalClaim[] } {
  const selected = new Set(selectAmong(ids, globs));
  const wanted = ({ id }: { readonly id: string }): boolean => selected.has(id);
  return { claims: claims.filter(wanted), statistics: statistics.filter(wanted) };
}

/** Those of the claims whose id matches one of the globs, in their order. Throws an InputError for a glob that matches nothing. */
export function selectOf(claims: readonly Claim[], globs: readonly string[]): Claim[] {
  const selected = selectAmong(
    claims.map(({ id }) => id),
    globs,
  );
  return claims.filter(({ id }) => selected.includes(id));
}
