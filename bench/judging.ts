/** `npx tsx bench/judging.ts [claim…]`: random functionals generated and judged, a second, on one core. */
import fc from 'fast-check';
import { claims, judge, ladder, type Claim, type Verdict } from '../properties/index.ts';

/** Trees of at most five nodes on at most six points. */
const USUAL = [
  'BR-2.3',
  'BR-2.3c',
  'BR-A2.1-B',
  'BR-A2.1-L',
  'BR-A-norm-lipschitz',
  'BR-A-slope',
  'BR-derivative-mean',
  'BR-2.6d-modulus',
];

const RUNS = 4000;

/** Of processor time, which a busy machine does not change. */
const seconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Instances a second, drawn and judged, after a tenth of them to warm up. */
function rate(claim: Claim): {
  readonly perSecond: number;
  readonly drawing: number;
  readonly verdicts: Partial<Record<Verdict, number>>;
} {
  const rungs = ladder(claim, 200);
  const verdicts: Partial<Record<Verdict, number>> = {};
  const pass = (seed: number, numRuns: number): { readonly drawn: number; readonly judged: number } => {
    const start = seconds();
    const instances = fc.sample(claim.instances, { seed, numRuns });
    const drawn = seconds() - start;
    for (const instance of instances) {
      const { verdict } = judge(claim, instance, rungs);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    }
    return { drawn, judged: seconds() - start - drawn };
  };
  pass(1, RUNS / 10);
  for (const verdict of Object.keys(verdicts) as Verdict[]) verdicts[verdict] = 0;
  const { drawn, judged } = pass(2, RUNS);
  return { perSecond: RUNS / (drawn + judged), drawing: drawn / (drawn + judged), verdicts };
}

const asked = process.argv.slice(2);
for (const id of asked.length > 0 ? asked : USUAL) {
  const claim = claims.find((one) => one.id === id);
  if (!claim) throw new RangeError(`bench: expected the id of a claim, got ${id}`);
  const { perSecond, drawing, verdicts } = rate(claim);
  const counts = Object.entries(verdicts).map(([verdict, n]) => `${verdict} ${n}`);
  console.log(
    `${id.padEnd(24)} ${perSecond.toFixed(0).padStart(6)} a second, ${(100 * drawing).toFixed(0)} % drawing; ${counts.join(', ')}`,
  );
}
