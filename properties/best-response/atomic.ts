/** BR-2.3-atomic: what is claimed of the line, in the plane and in finite metric spaces. */
import type { Claim } from '../claim.ts';
import { decidable } from '../generators/climb.ts';
import { elsewhere, inMetricSpaces } from '../generators/space.ts';

/** Attained on ordinary instances: judged where distances are rational. */
const TIED = ['BR-A2.1-L', 'BR-A-norm-lipschitz', 'BR-A-norm-median', 'BR-A-slope', 'BR-A-smooth'];

/** The claims in which distances occur, but for those that are special to the line. */
const METRIC = [
  ...TIED,
  'BR-2.3',
  'BR-2.3a',
  'BR-2.3b',
  'BR-2.3c',
  'BR-2.3d',
  'BR-2.3e',
  'BR-order-sharp',
  'BR-order-computed',
  'BR-2.4-unique',
  'BR-2.5-fixed-points',
  'BR-D1',
  'BR-D2',
  'BR-D3-upper',
  'BR-D3-lower',
];

/** The claims and their false siblings, judged on points of the plane and of finite metric spaces. */
export const atomic = (claims: readonly Claim[]): Claim[] =>
  claims.flatMap((claim) => {
    const [base, sibling] = claim.id.split('~') as [string, string?];
    if (!METRIC.includes(base)) return [];
    return [
      {
        ...claim,
        id: sibling === undefined ? `${base}-atomic` : `${base}-atomic~${sibling}`,
        says: `${TIED.includes(base) ? 'in' : 'in R² and'} finite metric spaces: ${claim.says}`,
        source: sibling === undefined ? 'docs/mathematics.md, BR-2.3-atomic' : claim.source.replace(base, `${base}-atomic`),
        instances: TIED.includes(base) ? decidable(inMetricSpaces(claim.instances), claim.sides) : elsewhere(claim.instances),
      },
    ];
  });
