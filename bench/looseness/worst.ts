/** How tight the theorems are at their worst: what `verify --search` finds, and L_paper against its ceiling at a given C_F/σ. */
import { C_F, enclose } from '../../reference/index.ts';
import { claims as theorems, isSearched, search, type Claim, type Tightest } from '../../properties/index.ts';
import { SEED } from './problems.ts';

const published = theorems.find(({ id }) => id === 'BR-2.3')!;

/** The values of C_F/σ at which L_paper is compared with its ceiling. */
const LEAST_C = [0.001, 0.2, 0.5, 1, 2] as const;

/** BR-2.3 on instances with C_F/σ ≥ c alone. */
const hot = (c: number): Claim => ({
  ...published,
  id: `BR-2.3, C_F/σ ≥ ${c}`,
  sides: (instance, arithmetic) => {
    const problem = enclose(instance.problem, arithmetic);
    const share = C_F(problem).over(problem.σ);
    return arithmetic.number(c).atMost(share) ? published.sides(instance, arithmetic) : 'outside';
  },
});

const all: readonly Claim[] = [...theorems.filter(isSearched), ...LEAST_C.map(hot)];

/** What the search finds of a claim. */
export interface Worst {
  readonly id: string;
  readonly says: string;
  readonly tightest: Tightest | null;
}

/** How many searches there are. */
export const searches = all.length;

export function worstOf(index: number): Worst {
  const claim = all[index]!;
  const { tightest, violation } = search(claim, { seed: SEED, effort: 1, digits: 200 });
  if (violation) throw new Error(`${claim.id} is violated: ${JSON.stringify(violation)}`);
  return { id: claim.id, says: claim.says, tightest };
}

export const isLoose = ({ tightest }: Worst): boolean => tightest !== null && Number(tightest.ratio[0]) < 0.5;
export const isCeiling = ({ id }: Worst): boolean => id.includes(' ≥ ');
