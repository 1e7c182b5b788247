/** Wrong versions of the flow in src/flow/. */
import { mutant, type Mutant } from './mutant.ts';

const driver = 'src/flow/flow.ts';
const error = 'src/flow/error.ts';
const rk4 = 'src/flow/rk4.ts';
const dormandPrince = 'src/flow/dormand-prince.ts';
const relaxation = 'src/flow/relaxation.ts';
const stepper = 'src/flow/stepper.ts';
const tests = 'src/flow/flow';

export const flowMutants: readonly Mutant[] = [
  mutant(
    relaxation,
    'exponential Euler with αh for 1 − e^{−αh}',
    ['conformance-flow-exponential', tests],
    ['-Math.expm1(-z)', 'z'],
  ),
  mutant(rk4, 'the third stage of RK4 in the middle', ['conformance-flow-rk4', tests], ['[0, 0, 1]', '[0, 0, 1 / 2]']),
  mutant(rk4, 'RK4 interpolated by a straight line', [tests], ['const [dp, dq] = [z *', 'const [dp, dq] = [0 *']),
  mutant(
    dormandPrince,
    'a coefficient of Dormand and Prince off',
    ['conformance-flow-adaptive', tests],
    ['500 / 1113, 125 / 192,', '501 / 1113, 125 / 192,'],
  ),
  mutant(dormandPrince, 'every step accepted', [tests], ['error <= 1 && isMeasure(', '!Number.isNaN(error) && isMeasure(']),
  mutant(
    stepper,
    'the last point but one returned',
    ['conformance-flow-euler', tests],
    ['state.weights = state.proposed;', 'state.weights = state.before;'],
  ),
  mutant(
    driver,
    'the last step not shortened',
    ['conformance-flow-adaptive', tests],
    ['? Math.min(alpha * (until - time), stepper.limit)', '? Math.min(state.next, stepper.limit)'],
  ),
  mutant(driver, 'α forgotten', [tests], ['alpha * step;', 'step;']),
  mutant(
    driver,
    'a tolerance met without 1 − L',
    [tests],
    ['distance !== null && distance <= tolerance', 'distance !== null && distance * (1 - L) <= tolerance'],
    ['> tolerance * (1 - L)', '> tolerance'],
  ),
  mutant(
    driver,
    'errors of earlier steps forgotten',
    ['conformance-flow-euler'],
    ['inflate(error * Math.exp((ℓ - 1) * tried) +', 'inflate(0 * error +'],
  ),
  mutant(
    error,
    'truncation of Euler forgotten',
    ['conformance-flow-euler'],
    ['const truncation = curvature(ℓ) * R', 'const truncation = 0 * R'],
  ),
  mutant(
    error,
    'truncation of RK4 forgotten',
    ['conformance-flow-rk4'],
    ['return (truncation(rows, order, z, R, ℓ) + off', 'return (0 * truncation(rows, order, z, R, ℓ) + off'],
  ),
];
