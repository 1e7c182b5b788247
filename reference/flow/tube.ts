/** Boxes that hold the solutions of the flow for a while, and how far they come apart in them. In binary64. Docs: Enclosing the flow. */
import { gibbs } from '../best-response.ts';
import type { Interval } from '../interval/interval.ts';
import type { EnclosedProblem } from '../problem.ts';
import { boxes } from './algebra.ts';
import { hessian, potential, readings, type CentredFunctional } from './centred.ts';
import { grown } from './growth.ts';

/** Ψ over a box of measures of mass 1. */
export function response(problem: EnclosedProblem, F: CentredFunctional, ν: readonly Interval[]): Interval[] {
  const V = potential(boxes, F, readings(boxes, F, ν), problem.arithmetic.number(1));
  return gibbs(
    problem,
    V.map((V_i) => V_i.over(problem.σ)),
  ).p;
}

/** How often a box is widened. */
const WIDENINGS = 12;

/** A box B that holds every solution from the start during a time h: {e^{−s}p + (1 − e^{−s})q : p in the start, q ∈ Ψ[B], 0 ≤ s ≤ h} ⊂ B. Undefined where none is found. */
export function tube(
  problem: EnclosedProblem,
  F: CentredFunctional,
  start: readonly Interval[],
  h: Interval,
): Interval[] | undefined {
  const fade = h.negated().exp();
  const rest = h.negated().expm1().negated();
  let box = start;
  for (let i = 0; i < WIDENINGS; i++) {
    const Ψ = response(problem, F, box);
    const next = start.map((p, j) => p.hull(p.times(fade).plus(Ψ[j]!.times(rest))));
    if (!next.every((x) => x.isBounded())) return undefined;
    if (next.every((x, j) => x.subsetOf(box[j]!))) return next;
    box = next.map((x) => x.plus(x.minus(x).scaled(-3)));
  }
  return undefined;
}

/** DΨ over a box: G_ij = −p_i Σ_l p_l (H_ij − H_lj), H = K/σ. */
function derivative(problem: EnclosedProblem, F: CentredFunctional, ν: readonly Interval[]): Interval[][] {
  const { arithmetic, σ } = problem;
  const p = response(problem, F, ν);
  const K = hessian(F, ν);
  const mean = K.map((_, j) =>
    arithmetic.dot(
      p,
      K.map((row) => row[j]!),
    ),
  );
  return K.map((row, i) => row.map((K_ij, j) => p[i]!.times(mean[j]!.minus(K_ij)).over(σ)));
}

/** A polynomial in time and what is known of it: ranges over intervals of time, and bounds on ∫_0^s |Ψ_i[P] − P_i − P_i′|. */
export interface Candidate {
  readonly range: (s: Interval) => Interval[];
  readonly defect: (s: Interval) => Interval[];
}

/** From this time on, for a while: |ν_i − P_i| ≤ e_i at first, and the derivative of Ψ. */
interface Piece {
  readonly from: Interval;
  readonly to: Interval;
  readonly e: readonly Interval[];
  readonly G: readonly (readonly Interval[])[];
}

/** The sums of the widths in the rows of G are at most this, or this over the length of the piece: what growth is overestimated by. */
const LOOSE = 2;
const NEGLIGIBLE = 1 / 2;

/** |ν_i(s) − P_i(s)| at the times s of the piece: grown from e, and from what the defect adds. */
function errorAt({ defect }: Candidate, { from, e, G }: Piece, s: Interval): Interval[] | undefined {
  const zero = s.arithmetic.number(0);
  const time = s.minus(from).max(zero);
  const own = grown(G, e, time);
  const added = grown(G, defect(s), zero.hull(time));
  return own && added && own.map((x, i) => x.plus(added[i]!).sup());
}

/**
 * s ↦ bounds on |ν_i(s) − P_i(s)| for 0 ≤ s ≤ h, ν the solution from a measure of mass 1 with |ν_i(0) − P_i(0)| ≤ e_i; undefined where none are
 * found. Piece by piece, each as long as the derivative of Ψ is nearly constant.
 */
export function errorOf(
  problem: EnclosedProblem,
  F: CentredFunctional,
  P: Candidate,
  e: readonly Interval[],
  h: Interval,
): ((s: Interval) => Interval[] | undefined) | undefined {
  const { arithmetic } = problem;
  const pieces: Piece[] = [];
  let from = arithmetic.number(0);
  let length = h;
  let error: readonly Interval[] | undefined = e;
  while (from.lessThan(h)) {
    const to = from.plus(length).mid().min(h);
    if (!from.lessThan(to)) return undefined;
    const piece = pieceOver(problem, F, P, error, from, to);
    if (!piece) {
      length = length.scaled(-1);
      continue;
    }
    pieces.push(piece);
    error = errorAt(P, piece, to);
    if (!error) return undefined;
    from = to;
    length = length.scaled(1);
  }
  return (s) => {
    const there = pieces.filter(({ from, to }) => !s.lessThan(from) && !to.lessThan(s));
    const errors = there.map((piece) => errorAt(P, piece, s.intersect(piece.from.hull(piece.to))!));
    return errors.reduce((x, y) => x && y && x.map((x_i, i) => x_i.max(y[i]!)));
  };
}

function pieceOver(
  problem: EnclosedProblem,
  F: CentredFunctional,
  P: Candidate,
  e: readonly Interval[],
  from: Interval,
  to: Interval,
): Piece | undefined {
  const length = to.minus(from);
  const start = P.range(from).map((x, i) => x.plus(e[i]!.symmetric()));
  const solutions = tube(problem, F, start, length);
  if (!solutions) return undefined;
  const between = P.range(from.hull(to));
  const G = derivative(
    problem,
    F,
    solutions.map((x, i) => x.hull(between[i]!)),
  );
  const looseness = Math.max(...G.map((row) => row.reduce((sum, x) => sum + x.width(), 0)));
  const tight = looseness <= LOOSE || looseness * length.toNumber() <= NEGLIGIBLE;
  return tight ? { from, to, e, G } : undefined;
}
