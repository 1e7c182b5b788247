/**
 * The same mathematics in the dumbest form that could be right, in 500-bit MPFR: what the bounds of src/ are measured against.
 * Sums as the page has them, maxima over every index, minima over every candidate; no sorting trick, no shortcut.
 */
export { max, metric, min, mp, normalised, off, sum, zero, type Mp } from './mp.ts';
export { flat, gradient, relativeEntropy, response, value } from './truth-functional.ts';
export { distance } from './truth-wasserstein.ts';
export { constants, lipschitz, weakConvexity, type Truth } from './truth-constants.ts';
