/** T(m) = ∫φ dp(m) and its derivative, for order parameters m; covariances and third cumulants under enclosed measures. BR-order-parameters. */
import { gibbs } from './best-response.ts';
import type { Interval } from './interval/interval.ts';
import type { OrderParameters } from './order-parameters.ts';
import type { EnclosedProblem } from './problem.ts';

/** p(m) for all m of a box: V over it by the mean value form about its centre. */
export function response(problem: EnclosedProblem, order: OrderParameters, m: readonly Interval[]): Interval[] {
  const { arithmetic, σ } = problem;
  const centre = m.map((x) => x.mid());
  const D = order.derivative(centre);
  if (m.every((x) => x.isThin()))
    return gibbs(
      problem,
      D.map((d) => d.over(σ)),
    ).p;
  const offset = m.map((x, l) => x.minus(centre[l]!));
  const V = order.jacobian(m).map((row, i) => D[i]!.plus(arithmetic.dot(row, offset)).over(σ));
  return gibbs(problem, V).p;
}

/** Σ φ_i p_i for a probability measure p: about its middle value, since Σp = 1. */
function expectation(φ: readonly Interval[], p: readonly Interval[], support: readonly number[]): Interval {
  const { arithmetic } = p[0]!;
  const reference = φ[support[0]!]!;
  return reference.plus(arithmetic.sum(support.slice(1).map((i) => φ[i]!.minus(reference).times(p[i]!))));
}

/** T(m) = ∫φ dp(m). */
export function momentMap(problem: EnclosedProblem, order: OrderParameters, m: readonly Interval[]): Interval[] {
  const p = response(problem, order, m);
  return order.φ.map((φ) => expectation(φ, p, problem.support));
}

/** f − a with a number a near E_p f: central moments are the same, and their enclosures narrower. */
function centred(f: readonly Interval[], p: readonly Interval[], support: readonly number[]): Interval[] {
  const a = expectation(
    f,
    p.map((x) => x.mid()),
    support,
  ).mid();
  return f.map((v) => v.minus(a));
}

/** E_p of a product of functions, on the support. */
const mean = (p: readonly Interval[], support: readonly number[], ...factors: (readonly Interval[])[]): Interval =>
  p[0]!.arithmetic.sum(support.map((i) => factors.reduce((x, f) => x.times(f[i]!), p[i]!)));

/** Cov_p(f, h) = E[FH] − E[F]E[H] for F = f − a, H = h − b, whatever the numbers a and b. */
export function covariance(
  f: readonly Interval[],
  h: readonly Interval[],
  p: readonly Interval[],
  support: readonly number[],
): Interval {
  const [F, H] = [centred(f, p, support), centred(h, p, support)];
  return mean(p, support, F, H).minus(mean(p, support, F).times(mean(p, support, H)));
}

/** E_p[(f − Ef)(h − Eh)(g − Eg)] = E[FHG] − E[FH]E[G] − E[FG]E[H] − E[HG]E[F] + 2E[F]E[H]E[G] for F = f − a, H = h − b, G = g − c. */
export function thirdCumulant(
  f: readonly Interval[],
  h: readonly Interval[],
  g: readonly Interval[],
  p: readonly Interval[],
  support: readonly number[],
): Interval {
  const [F, H, G] = [f, h, g].map((x) => centred(x, p, support)) as [Interval[], Interval[], Interval[]];
  const E = (...factors: (readonly Interval[])[]) => mean(p, support, ...factors);
  const [EF, EH, EG] = [E(F), E(H), E(G)];
  return E(F, H, G)
    .minus(E(F, H).times(EG))
    .minus(E(F, G).times(EH))
    .minus(E(H, G).times(EF))
    .plus(EF.times(EH).times(EG).scaled(1));
}

/** DT over a box of m: [l][l'] = −Cov_p(φ_l, ∂_l' D)/σ. */
export function momentDerivative(problem: EnclosedProblem, order: OrderParameters, m: readonly Interval[]): Interval[][] {
  const p = response(problem, order, m);
  const J = order.jacobian(m);
  return order.φ.map((φ) =>
    order.φ.map((_, l) =>
      covariance(
        φ,
        J.map((row) => row[l]!),
        p,
        problem.support,
      )
        .over(problem.σ)
        .negated(),
    ),
  );
}
