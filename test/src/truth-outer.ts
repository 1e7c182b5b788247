/** Outer functions: values, partial derivatives, and the suprema of directional ones over a box of moments. */
import { type Outer } from '../../src/problem/problem.ts';
import { dot, max, min, type Mp, mp, one, osc, power, range, sum, two, zero, π } from './mp.ts';

export const logistic = (t: Mp): Mp => one.div(one.add(t.neg().exp()));
export const gaussian = (t: Mp): Mp => t.mul(t).div(two).neg().exp();
type Polynomial = Extract<Outer, { kind: 'polynomial' }>;
type Piecewise = Extract<Outer, { kind: 'piecewise' }>;
type Terms = Polynomial['terms'];
/** ∂_along g(m), each factor by `at`. */
const derivative = (terms: Terms, along: readonly number[], m: readonly Mp[]): Mp =>
  sum(
    terms.map(({ coefficient, powers }) => {
      const p = [...powers];
      let c = mp(coefficient);
      for (const j of along) c = c.mul(mp(p[j]!--));
      return p.some((q) => q < 0) ? zero : m.reduce((x, y, l) => x.mul(power(y, p[l]!)), c);
    }),
  );

/** g″ of each piece, the constant ends too, with what it lies between; ±10^400 for ±∞. */
const pieces = ({ knots, slopes }: Piecewise): { from: Mp; to: Mp; bend: Mp }[] => {
  const u = knots.map(mp);
  const s = slopes.map(mp);
  const far = mp(10).mul(power(mp(10), 399));
  return [
    { from: far.neg(), to: u[0]!, bend: zero },
    ...u.slice(1).map((to, i) => ({ from: u[i]!, to, bend: s[i + 1]!.sub(s[i]!).div(to.sub(u[i]!)) })),
    { from: u.at(-1)!, to: far, bend: zero },
  ];
};

/** g′ and g as integrals of g″ and g′ from u_0, piece by piece. */
const slopeAt = (g: Piecewise, x: Mp): Mp =>
  sum(
    pieces(g).map(({ from, to, bend }) => {
      const [a, b] = [max([from, mp(g.knots[0]!)]), min([to, x])];
      return b.greaterThan(a) ? bend.mul(b.sub(a)) : zero;
    }),
  ).add(mp(g.slopes[0]!));

const heightAt = (g: Piecewise, x: Mp): Mp => {
  const start = mp(g.knots[0]!);
  if (x.lessThan(start)) return x.sub(start).mul(mp(g.slopes[0]!));
  const cuts = [start, ...g.knots.map(mp).filter((u) => u.greaterThan(start) && u.lessThan(x)), x];
  // the trapezoidal rule is exact where g′ is linear
  return sum(
    cuts.slice(1).map((b, i) =>
      b
        .sub(cuts[i]!)
        .mul(slopeAt(g, b).add(slopeAt(g, cuts[i]!)))
        .div(mp(2)),
    ),
  );
};

type Ridge = Extract<Outer, { kind: 'cosine' | 'logistic' }>;
/** The order-th derivative of h(s) at s = ⟨ω, m⟩ + p. */
const ridge = ({ kind, amplitude }: Ridge, order: number, s: Mp): Mp => {
  const λ = logistic(s);
  const slope = λ.mul(one.sub(λ));
  const h = {
    cosine: [s.cos(), s.sin().neg(), s.cos().neg()],
    logistic: [λ, slope, slope.mul(one.sub(two.mul(λ)))],
  }[kind];
  return mp(amplitude).mul(h[order]!);
};

const argument = (g: Ridge, m: readonly Mp[]): Mp => dot(g.frequency.map(mp), m).add(mp(g.phase));
/** ∂_along g at m, along at most one direction. */
export const partial = (g: Outer, along: readonly number[], m: readonly Mp[]): Mp => {
  switch (g.kind) {
    case 'polynomial':
      return derivative(g.terms, along, m);
    case 'piecewise':
      return along.length === 0 ? heightAt(g, m[0]!) : slopeAt(g, m[0]!);
    case 'cosine':
    case 'logistic': {
      const h = ridge(g, along.length, argument(g, m));
      return along.length === 0 ? h : h.mul(mp(g.frequency[along[0]!]!));
    }
    case 'logSumExp': {
      const τ = mp(g.temperature);
      // relative to the largest, because even MPFR's exponents end somewhere
      const top = max(m);
      const e = m.map((x) => x.sub(top).div(τ).exp());
      return along.length === 0 ? top.add(τ.mul(sum(e).ln())) : e[along[0]!]!.div(sum(e));
    }
  }
};

const quarters = range(400).map((q) => π.div(two).mul(mp(q - 200)));

/** The range of h⁽ᵒʳᵈᵉʳ⁾ over an interval: at the ends and wherever the next derivative is 0 between them. */
function ridgeOver(g: Ridge, order: number, [lo, hi]: Interval): Interval {
  const steep = two.add(mp(3).sqrt()).ln();
  const critical = g.kind === 'cosine' ? quarters : order === 1 ? [zero] : [steep, steep.neg()];
  return ends([lo, hi, ...critical.filter((s) => s.greaterThan(lo) && s.lessThan(hi))].map((s) => ridge(g, order, s)));
}

/** v ↦ sup ⟨∇g, v⟩ and (v, w) ↦ sup v'∇²g w over the box. */
export function supremaOver(g: Outer, box: readonly Interval[]) {
  const k = box.length;
  const largest = ([lo, hi]: Interval, c: Mp): Mp => max([lo.mul(c), hi.mul(c)]);
  switch (g.kind) {
    case 'polynomial': {
      const G = range(k).map((j) => boxed(g.terms, [j], box));
      const pairs = range(k).flatMap((j) =>
        range(k)
          .filter((l) => l >= j)
          .map((l) => [j, l] as const),
      );
      const H = pairs.map((along) => boxed(g.terms, along, box));
      return {
        slope: (v: readonly Mp[]) => sum(G.map((range, j) => largest(range, v[j]!))),
        bend: (v: readonly Mp[], w: readonly Mp[]) =>
          sum(
            H.map((range, q) => {
              const [j, l] = pairs[q]!;
              return largest(range, v[j]!.mul(w[l]!).add(j < l ? v[l]!.mul(w[j]!) : zero));
            }),
          ),
        /** sup of −c·bend(v, v) over |v_j| ≤ osc_j/2, or more. */
        concavity: (c: Mp, φ: readonly (readonly Mp[])[]) =>
          sum(
            H.map(([lo, hi], q) => {
              const [j, l] = pairs[q]!;
              const scale = osc(φ[j]!).mul(osc(φ[l]!)).div(mp(4));
              const down = max([c.mul(lo).neg(), c.mul(hi).neg()]);
              return j === l
                ? max([zero, down]).mul(scale)
                : two.mul(max([down, down.neg(), c.mul(lo).abs(), c.mul(hi).abs()])).mul(scale);
            }),
          ),
      };
    }
    case 'piecewise': {
      const [lo, hi] = box[0]!;
      const inside = g.knots.map(mp).filter((u) => u.greaterThan(lo) && u.lessThan(hi));
      const G = ends([lo, hi, ...inside].map((x) => slopeAt(g, x)));
      const met = pieces(g).filter(({ from, to }) => from.lessThan(hi) && to.greaterThan(lo));
      return ofOne(G, met.length === 0 ? [zero, zero] : ends(met.map(({ bend }) => bend)), (v) => v[0]!);
    }
    case 'cosine':
    case 'logistic': {
      // the box is that of ψ alone
      const S: Interval = [box[0]![0].add(mp(g.phase)), box[0]![1].add(mp(g.phase))];
      return ofOne(ridgeOver(g, 1, S), ridgeOver(g, 2, S), (v) => v[0]!);
    }
    case 'logSumExp': {
      const τ = mp(g.temperature);
      return {
        slope: (v: readonly Mp[]) => max(v),
        bend: (v: readonly Mp[], w: readonly Mp[]) => osc(v).mul(osc(w)).div(mp(4).mul(τ)),
        concavity: (c: Mp, φ: readonly (readonly Mp[])[]) => {
          const pairs = range(k).flatMap((j) => range(k).map((l) => osc(φ[j]!.map((x, i) => x.sub(φ[l]![i]!)))));
          return max([zero, c.neg()])
            .mul(power(max(pairs), 2))
            .div(mp(16).mul(τ));
        },
      };
    }
  }
}

/** For a g of one moment. */
const ofOne = ([a, b]: Interval, [lo, hi]: Interval, at: (v: readonly Mp[]) => Mp) => ({
  slope: (v: readonly Mp[]) => max([a.mul(at(v)), b.mul(at(v))]),
  bend: (v: readonly Mp[], w: readonly Mp[]) => max([lo.mul(at(v)).mul(at(w)), hi.mul(at(v)).mul(at(w))]),
  concavity: (c: Mp, φ: readonly (readonly Mp[])[]) =>
    max([zero, c.mul(lo).neg(), c.mul(hi).neg()])
      .mul(power(osc(φ[0]!), 2))
      .div(mp(4)),
});

/** [lo, hi] with exact ends */
type Interval = readonly [Mp, Mp];

export const ends = (xs: readonly Mp[]): Interval => [min(xs), max(xs)];
const times = (x: Interval, y: Interval): Interval => ends(x.flatMap((a) => y.map((b) => a.mul(b))));
const raised = ([lo, hi]: Interval, p: number): Interval => {
  const both = [power(lo, p), power(hi, p)];
  return p > 0 && p % 2 === 0 && lo.lessThan(zero) && hi.greaterThan(zero) ? [zero, max(both)] : ends(both);
};

const boxed = (terms: Terms, along: readonly number[], m: readonly Interval[]): Interval =>
  terms.reduce<Interval>(
    ([lo, hi], { coefficient, powers }) => {
      const p = [...powers];
      let c = mp(coefficient);
      for (const j of along) c = c.mul(mp(p[j]!--));
      if (p.some((q) => q < 0)) return [lo, hi];
      const t = m.reduce<Interval>((x, y, l) => times(x, raised(y, p[l]!)), [c, c]);
      return [lo.add(t[0]), hi.add(t[1])];
    },
    [zero, zero],
  );
