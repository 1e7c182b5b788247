/** What a search found of each claim, for a terminal: best found against theorem. */
import { LEAST_DISTANCE, LEAST_WEIGHT, type ClaimReport, type Tightest } from '../properties/index.ts';
import { besides, style, wrap } from './text.ts';

/** The digits of a lower bound after its nines, cut off: still a lower bound. */
const fromBelow = (text: string): string => /^0\.9*\d{1,4}/.exec(text)?.[0] ?? text;

/** The ratio, and what share it is of what it can be at the C_F/σ of the instance. */
function bestFound({ ratio: [least], ceiling }: Tightest): string {
  if (!ceiling) return fromBelow(least);
  const share = Number(least) / Number(ceiling[1]);
  return `${fromBelow(least)}, ${fromBelow(String(share))} of its ceiling ${fromBelow(ceiling[1])}`;
}

/** Two aligned lines a claim, then the instance by value. */
export function printTightest(reports: readonly ClaimReport[]): void {
  const found = reports.filter(({ tightest }) => tightest);
  console.log(`\n${style('bold', 'The worst case found: left side / right side, enclosed')}`);
  console.log(style('dim', `  over ξ_i ≥ ${LEAST_WEIGHT} and W1(ν, ν′) ≥ ${LEAST_DISTANCE} diam`));
  const width = Math.max(0, ...found.map(({ id }) => id.length));
  for (const { id, tightest } of found) {
    console.log(`  ${id.padEnd(width)}  best found  ${bestFound(tightest!)}`);
    console.log(`  ${' '.repeat(width)}  theorem     1`);
    if (tightest!.sides) console.log(`  ${' '.repeat(width)}  ${besides(tightest!.sides)}`);
    for (const line of wrap(JSON.stringify(tightest!.instance), 76)) console.log(style('dim', `    ${line}`));
  }
  const without = reports.length - found.length;
  if (without > 0) console.log(`  ${without} claims left out: equalities, densities, sides whose ratio says nothing`);
}
