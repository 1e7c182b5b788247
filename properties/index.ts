/**
 * The claims, in the papers' order, and what it takes to judge them.
 *
 * @packageDocumentation
 */
import { atomic } from './best-response/atomic.ts';
import { constantClaims, thresholdClaims } from './best-response/constants.ts';
import { contractionClaims, orderingClaims } from './best-response/contraction.ts';
import { convexityClaims } from './best-response/convexity.ts';
import { densityClaims, densityStatements } from './best-response/density.ts';
import { derivativeClaims } from './best-response/derivatives.ts';
import { identityClaims } from './best-response/identities.ts';
import { coverClaims } from './best-response/cover.ts';
import { metamorphicClaims } from './best-response/metamorphic.ts';
import { minimiserClaims } from './best-response/minimiser.ts';
import { optimalityClaims } from './best-response/optimality.ts';
import { publishedClaims } from './best-response/published.ts';
import { schemeClaims } from './best-response/schemes.ts';
import { asymptoticClaims } from './flow/asymptotic.ts';
import { convergenceClaims } from './flow/convergence.ts';
import { discreteClaims } from './flow/discrete.ts';
import { logNormClaims } from './flow/log-norm.ts';
import { stabilityClaims } from './flow/stability.ts';
import { flowStatements } from './flow/statements.ts';
import { valueClaims } from './flow/value.ts';
import { wellPosedClaims } from './flow/well-posed.ts';
import type { Claim } from './claim.ts';

/** The claims on the line. */
const onLine: readonly Claim[] = [
  ...constantClaims,
  ...derivativeClaims,
  ...convexityClaims,
  ...contractionClaims,
  ...orderingClaims,
  ...thresholdClaims,
  ...optimalityClaims,
  ...coverClaims,
  ...minimiserClaims,
  ...identityClaims,
  ...schemeClaims,
  ...metamorphicClaims,
];

/** The claims on continuous time, on few atoms of the line. */
const ofFlows: readonly Claim[] = [
  ...wellPosedClaims,
  ...stabilityClaims,
  ...convergenceClaims,
  ...logNormClaims,
  ...valueClaims,
  ...asymptoticClaims,
  ...discreteClaims,
];

/** Every claim about the mathematics, each followed by its false sibling; then statements that are false, most of them in print. */
export const claims: readonly Claim[] = [
  ...onLine,
  ...atomic(onLine),
  ...ofFlows,
  ...densityClaims,
  ...publishedClaims,
  ...flowStatements,
  ...densityStatements,
];

export { conformance } from './conformance.ts';
export { conformanceOverDensities } from './conformance-density.ts';
export type {
  Bounded,
  DensityImplementation,
  FlowMethod,
  Implementation,
  InnerSampler,
  ParticleImplementation,
  Vector,
} from './implementation.ts';
export {
  atMost,
  below,
  equal,
  named,
  type Claim,
  type Comparison,
  type Judgement,
  type Sides,
  type Standing,
  type Verdict,
} from './claim.ts';
export { Sample, type Evidence } from './evidence.ts';
export { parseInstance, type DensityInstance, type Instance } from './instance.ts';
export { matches, nearestTo, selectAmong } from './select.ts';
export { judge, ladder, RUNGS } from './judge.ts';
export {
  counterexampleOf,
  report,
  run,
  Tally,
  type Beside,
  type ClaimReport,
  type Counterexample,
  type RunOptions,
  type Tightest,
} from './run.ts';
export {
  judgeSample,
  statisticalClaims,
  type Check,
  type StatisticalClaim,
  type StatisticalReport,
  type Trial,
} from './particles/index.ts';
export {
  isNondegenerate,
  isSearched,
  search,
  withSearch,
  LEAST_DISTANCE,
  LEAST_WEIGHT,
  type Searched,
  type SearchOptions,
} from './search.ts';

// For claims of one's own.
export { judgeClaim, parseClaims, type JudgeClaimOptions } from './own.ts';
export { onSupport, when } from './best-response/sides.ts';
export * as generate from './generators/index.ts';
export {
  /** fast-check, of which generators are made: the instance of it that `generate` uses. */
  default as fc,
} from 'fast-check';
