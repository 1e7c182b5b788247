/**
 * A problem over the line with a density, made ready once: the prior in standard position, and the functional as terms over a list of waves.
 *
 *   linear    ∫V dν                                              one wave
 *   moment    g(m), m_j = Σ_a c_ja ∫ψ_a dν                       a row c_j for each moment; networks, ridges and cosine kernels are of this kind
 *   kernel    ½∬ c·k((x − y)/w) ν(dx)ν(dy), k gaussian or laplace
 */
import type { OuterFunction } from '../outer/outer.ts';
import { Polynomial } from '../outer/polynomial.ts';
import type { DensityProblem, Feature, Functional, Kernel, Outer } from '../problem/problem.ts';
import { read } from '../read.ts';
import * as r from '../rounding.ts';
import type { Bounded } from '../rounding.ts';
import { LeastSquares } from '../outer/least-squares.ts';
import { compileOuter } from '../terms.ts';
import { Gibbs } from './gibbs.ts';
import { mesh, type Wave } from './mesh.ts';
import type { Kind } from './shape.ts';
import { standardise, type Standard } from './standard.ts';

/** Σ c_a ψ_a, a list of waves and their coefficients. */
export type Row = readonly { readonly wave: number; readonly coefficient: Bounded }[];

/** c·F_t. */
export type DensityTerm = { readonly coefficient: Bounded } & (
  | { readonly kind: 'linear'; readonly wave: number }
  /** `source`: g as it was given, or the kernel that it stands for. */
  | {
      readonly kind: 'moment';
      readonly rows: readonly Row[];
      readonly outer: OuterFunction;
      readonly source: Outer | Kernel | 'network';
    }
  /** `wave` stands for k about any point: it has a size on a panel, and no value. B of a wave about a point is scale/width of the prior and the kernel. */
  | {
      readonly kind: 'kernel';
      readonly shape: 'gaussian' | 'decay';
      readonly amplitude: Bounded;
      readonly width: Bounded;
      readonly wave: number;
    }
);

/**
 * A problem over the line with a density, ready to be computed with. Make one with {@link compile}. The functions of it answer numbers with what they are off at most, quadrature, tails and
 * roundings included.
 */
export interface CompiledDensity {
  /**
   * The density of ξ in standard position.
   *
   * @hidden
   */
  readonly ξ: Standard;
  /** σ > 0. */
  readonly sigma: Bounded;
  /**
   * The functions of x that the terms are made of, each once.
   *
   * @hidden
   */
  readonly waves: readonly Wave[];
  /**
   * F as a list of terms c·F_t over the waves.
   *
   * @hidden
   */
  readonly terms: readonly DensityTerm[];
  /**
   * x and x², as indices of waves.
   *
   * @hidden
   */
  readonly powers: readonly [number, number];
  /**
   * ξ itself.
   *
   * @hidden
   */
  readonly prior: Gibbs;
}

/** Waves, each once. */
class Waves {
  readonly list: Wave[] = [];

  index(wave: Wave): number {
    const same = (x: Bounded, y: Bounded): boolean => x.value === y.value && x.bound === y.bound;
    const at = this.list.findIndex(({ kind, A, B }) => kind === wave.kind && same(A, wave.A) && same(B, wave.B));
    return at >= 0 ? at : this.list.push(wave) - 1;
  }
}

/** t = d·x + o = (d·origin + o) + (d·scale)y. */
const wave = (ξ: Standard, kind: Kind, direction: Bounded, offset: Bounded): Wave => ({
  kind,
  A: r.add(r.multiply(direction, ξ.origin), offset),
  B: r.multiply(direction, ξ.scale),
});

function featureWave(ξ: Standard, feature: Feature): Wave {
  if (feature.kind === 'table') throw new RangeError('compile: expected a feature that is a function of x, got a table');
  const { kind, direction, offset } = feature;
  if (direction && direction.length !== 1)
    throw new RangeError(`compile: expected a direction of 1 coordinate, got ${direction.length}`);
  return wave(ξ, kind, direction ? read(direction[0]!) : r.exact(1), read(offset ?? 0));
}

function kernelTerm(ξ: Standard, kernel: Kernel, coefficient: Bounded, waves: Waves): DensityTerm {
  const { kind, width, scale } = kernel;
  const [w, amplitude] = [read(width), read(scale)];
  if (!(w.value > 0)) throw new RangeError(`compile: expected a width > 0, got ${width}`);
  const inverse = r.divide(r.exact(1), w);
  if (kind === 'cosine') {
    // cos((x − y)/w) = cos cos + sin sin
    const rows = (['cos', 'sin'] as const).map((f): Row => [
      { wave: waves.index(wave(ξ, f, inverse, r.exact(0))), coefficient: r.exact(1) },
    ]);
    const half = r.multiply(r.exact(0.5), amplitude);
    return {
      kind: 'moment',
      source: kernel,
      coefficient,
      rows,
      outer: new Polynomial(2, [half, half], Int32Array.of(2, 0, 0, 2)),
    };
  }
  const shape = kind === 'gaussian' ? 'gaussian' : 'decay';
  const anywhere = { kind: 'gaussian', A: { value: 0, bound: Infinity }, B: r.multiply(inverse, ξ.scale) } as const;
  return { kind: 'kernel', coefficient, shape, amplitude, width: w, wave: waves.index(anywhere) };
}

function flatten(ξ: Standard, functional: Functional, coefficient: Bounded, waves: Waves): DensityTerm[] {
  const one = r.exact(1);
  switch (functional.kind) {
    case 'sum':
      return functional.terms.flatMap(({ weight, of }) => flatten(ξ, of, r.multiply(coefficient, read(weight)), waves));
    case 'linear':
      return [{ kind: 'linear', coefficient, wave: waves.index(featureWave(ξ, functional.potential)) }];
    case 'moment': {
      const { outer: g, features } = functional;
      const each = features.map((feature) => waves.index(featureWave(ξ, feature)));
      const rows: Row[] =
        g.kind === 'cosine' || g.kind === 'logistic'
          ? [each.map((wave, j) => ({ wave, coefficient: read(g.frequency[j]!) }))]
          : each.map((wave) => [{ wave, coefficient: one }]);
      return [{ kind: 'moment', source: g, coefficient, rows, outer: compileOuter(g, features.length) }];
    }
    case 'network': {
      const amplitude = read(functional.amplitude);
      const rows = functional.data.map(({ input }): Row => {
        if (input.length > 0) throw new RangeError(`compile: expected inputs of 0 coordinates, got ${input.length}`);
        return [{ wave: waves.index(wave(ξ, functional.activation, one, r.exact(0))), coefficient: amplitude }];
      });
      const outer = new LeastSquares(functional.data.map(({ target }) => read(target)));
      return [{ kind: 'moment', source: 'network', coefficient, rows, outer }];
    }
    case 'interaction':
      return [kernelTerm(ξ, functional.kernel, coefficient, waves)];
    case 'quadratic':
      throw new RangeError('compile: expected a functional over the line, got a quadratic one over finitely many points');
  }
}

/**
 * Compiles a valid problem over the line. Throws a RangeError, naming what was expected, on numbers that binary64 cannot hold, lengths that do not match,
 * tables and matrices, and σ ≤ 0.
 */
export function compile(problem: DensityProblem): CompiledDensity {
  const ξ = standardise(problem.prior, read);
  if (!(ξ.scale.value > ξ.scale.bound && ξ.scale.value < Infinity))
    throw new RangeError(`compile: expected a prior of finite extent, got one of the scale ${ξ.scale.value}`);
  const sigma = read(problem.sigma);
  if (!(sigma.value > 0)) throw new RangeError(`compile: expected σ > 0, got ${problem.sigma}`);
  const waves = new Waves();
  const terms = flatten(ξ, problem.functional, r.exact(1), waves);
  const powers = (['coordinate', 'square'] as const).map((kind) => waves.index(wave(ξ, kind, r.exact(1), r.exact(0)))) as [
    number,
    number,
  ];
  if (waves.list.some(({ A, B }) => !Number.isFinite(A.value) || !Number.isFinite(B.value)))
    throw new RangeError('compile: a feature overflows');
  const none = { coefficients: waves.list.map(() => r.exact(0)), uniform: 0 };
  return { ξ, sigma, waves: waves.list, terms, powers, prior: new Gibbs(mesh(ξ, waves.list, [none]), 0) };
}
