/**
 * The re-checker in Python (oracles/recheck): it confirms what is right and contradicts, or at least does not confirm, what was tampered with.
 *
 * One run of the checker reads all files of a test: a line an item, `standing  FILE: item…`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { curieWeissFixedPoints, curieWeissLipschitz, curieWeissProblem, type CurieWeiss } from '../../oracles/index.ts';
import {
  C_F,
  decimal,
  diam,
  enclose,
  freeEnergy,
  L_F,
  lipschitzConstants,
  m1,
  mtilde,
  thresholds,
  Λ_F,
  ω_F,
  type Interval,
} from '../../reference/index.ts';
import type { Problem } from '../../src/problem/index.ts';
import { banach } from '../cli/run.ts';

const root = new URL('../../', import.meta.url).pathname;
const python = process.env.PYTHON ?? 'python3';
const available = spawnSync(python, ['-c', 'import mpmath']).status === 0;
const directory = mkdtempSync(join(tmpdir(), 'recheck-'));

type Pair = [string, string];
interface Certificate {
  format: string;
  problem: Problem;
  digits: number;
  constants: Record<string, Pair>;
  lipschitz: Record<string, Pair | null>;
  thresholds: Record<string, Pair>;
  contraction: { verdict: string; by: string | null };
  fixedPoints: {
    count: number | null;
    proof: string | null;
    enclosures: { weights: Pair[]; freeEnergy: Pair }[];
    open: number;
  };
  minimiser: number | null;
  minimisers: number[];
  explanation: string;
}

/** What the checker says of some files: its exit code, and the lines of each file by standing. */
function recheck(files: Readonly<Record<string, unknown>>): { code: number | null; lines: string[]; out: string } {
  const paths = Object.entries(files).map(([name, data]) => {
    const path = join(directory, name);
    writeFileSync(path, typeof data === 'string' ? data : JSON.stringify(data));
    return path;
  });
  return run(paths);
}

function run(paths: readonly string[]): { code: number | null; lines: string[]; out: string } {
  const { status, stdout, stderr } = spawnSync(python, [join(root, 'oracles/recheck/recheck.py'), ...paths], {
    encoding: 'utf8',
  });
  return { code: status, lines: stdout.split('\n'), out: stdout + stderr };
}

const DIGITS = 40;
const arithmetic = decimal(60);
const pair = (x: Interval): Pair => x.bounds(DIGITS + 3);

/** Constants as the reference has them; nothing said of contraction or fixed points. On the line. */
function certificate(problem: Problem): Certificate {
  const p = enclose(problem, arithmetic);
  const all = <K extends string>(functions: Record<K, (of: typeof p) => Interval>) =>
    Object.fromEntries(Object.entries<(of: typeof p) => Interval>(functions).map(([key, f]) => [key, pair(f(p))]));
  return {
    format: 'banach/certificate/1',
    problem,
    digits: DIGITS,
    constants: all({ C_F, L_F, omega_F: ω_F, Lambda_F: Λ_F, m1: (q) => m1(q), mtilde, diam }),
    lipschitz: { ...all({ ...lipschitzConstants, paper: (q) => lipschitzConstants.paper(q) }), local: null },
    thresholds: all(thresholds),
    contraction: lipschitzConstants.computed(p).lessThan(arithmetic.number(1))
      ? { verdict: 'proved', by: 'computed' }
      : { verdict: 'not proved', by: null },
    fixedPoints: { count: null, proof: null, enclosures: [], open: 1 },
    minimiser: null,
    minimisers: [],
    explanation: '',
  };
}

/** Curie–Weiss with all its fixed points, in the order of m. */
function curieWeiss(parameters: CurieWeiss): Certificate {
  const problem = curieWeissProblem(parameters);
  const p = enclose(problem, arithmetic);
  const one = arithmetic.number(1);
  const enclosures = curieWeissFixedPoints(arithmetic, parameters)!.map((m) => {
    const ν = [one.minus(m).scaled(-1), one.plus(m).scaled(-1)];
    return { weights: ν.map(pair), freeEnergy: pair(freeEnergy(p, ν)) };
  });
  const certified = certificate(problem);
  const contracts = enclosures.length === 1;
  return {
    ...certified,
    lipschitz: { ...certified.lipschitz, local: pair(curieWeissLipschitz(arithmetic, parameters)) },
    fixedPoints: { count: enclosures.length, proof: contracts ? 'banach' : 'cover', enclosures, open: 0 },
    minimiser: contracts ? 0 : 2,
    minimisers: contracts ? [0] : [2],
  };
}
const warm = curieWeiss({ J: 1, h: '1/10', σ: '5/4' });
const cold = curieWeiss({ J: 1, h: '1/20', σ: '1/2' });
const balanced: Certificate = { ...curieWeiss({ J: 2, h: 0, σ: 1 }), minimiser: null, minimisers: [0, 2] };

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** A value of the vectors, rounded to 50 digits, as an enclosure; the exponent is beyond what a problem may say. */
function around(value: string): Pair {
  const [mantissa, exponent] = value.split('e') as [string, string?];
  const exact = arithmetic.real(mantissa);
  if (exact.sign() === 0) return ['0', '0'];
  const error = exact.abs().times(arithmetic.number(10).power(-48)).symmetric();
  const power = Number(exponent ?? 0);
  return pair(exact.plus(error)).map((end) => {
    const [digits, own] = end.split('e') as [string, string?];
    const total = power + Number(own ?? 0);
    return total === 0 ? digits : `${digits}e${total < 0 ? '' : '+'}${total}`;
  }) as Pair;
}
interface Vector {
  readonly problem: Problem;
  readonly certificate?: Record<'constants' | 'lipschitz' | 'thresholds', Record<string, string>>;
  readonly fixedPoint?: { readonly weights: readonly string[]; readonly freeEnergy: string };
}
const vectors = [
  read('oracles/vectors/golden.json') as Vector,
  ...(read('oracles/vectors/evaluations.json') as { vectors: Vector[] }).vectors,
];
/** From values that another program computed. */
function fromVector({ problem, certificate: values, fixedPoint }: Vector): Certificate {
  const all = (group: Record<string, string>) => Object.fromEntries(Object.entries(group).map(([key, x]) => [key, around(x)]));
  return {
    ...certificate(problem),
    constants: all(values!.constants),
    lipschitz: { ...all(values!.lipschitz), local: null },
    thresholds: all(values!.thresholds),
    ...(fixedPoint && {
      fixedPoints: {
        count: null,
        proof: null,
        enclosures: [{ weights: fixedPoint.weights.map(around), freeEnergy: around(fixedPoint.freeEnergy) }],
        open: 3,
      },
      minimisers: [0],
    }),
  };
}
const golden = fromVector(vectors[0]!);

/** Two heavy wells on two points with a kink in g′, F nearly as in RA1 (b): contraction by the exact local constant, without convexity. */
const kinked = (() => {
  const problem: Problem = {
    format: 'banach/problem/1',
    prior: { points: [0, 1], weights: [1, 1] },
    functional: {
      kind: 'moment',
      features: [{ kind: 'table', values: ['-1/2', '1/2'] }],
      outer: { kind: 'piecewise', knots: ['-1/20', '1/20'], slopes: ['17/5', '13/5'] },
    },
    sigma: 1,
  };
  // Lip Ψ = 8 q(1 − q) with q = 1/(1 + e^{13/5}).
  const q = arithmetic.number(1).over(arithmetic.number(1).plus(arithmetic.real('13/5').exp()));
  const slope = q.times(arithmetic.number(1).minus(q)).scaled(3);
  const local: Pair = [slope.times(arithmetic.real('0.999')).bounds(5)[0], slope.times(arithmetic.real('1.001')).bounds(5)[1]];
  const certified = certificate(problem);
  return {
    ...certified,
    lipschitz: { ...certified.lipschitz, local },
    contraction: { verdict: 'proved', by: 'local' },
  } satisfies Certificate;
})();

/** Potts with q = 3 in R³, warm: values of O8. The fixed point is uniform. */
const potts = (() => {
  const problem: Problem = {
    format: 'banach/problem/1',
    prior: {
      points: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      weights: [1, 1, 1],
    },
    functional: {
      kind: 'quadratic',
      matrix: [
        [-1, 0, 0],
        [0, -1, 0],
        [0, 0, -1],
      ],
    },
    sigma: 1,
  };
  const real = (x: number | string) => arithmetic.real(x);
  const L = real('1/2').sqrt();
  const m = real('2/3').sqrt();
  const e = real(2).exp();
  const one = real(1);
  const half = L.times(real(2).sqrt()).scaled(-1);
  const e1 = real(1).exp();
  // L_B(σ) = 2Lm e^{2/σ}/σ = 1 at σ = 2/W₀(1/(Lm)); L_paper with m₁ = 1 at a root found by bisection.
  const paper = (σ: Interval) => {
    const x = real(2).over(σ).exp();
    return L.over(σ).times(x).times(x.plus(one));
  };
  let [low, high] = [real(2), real(6)];
  for (let k = 0; k < 150; k++) {
    const middle = low.plus(high).scaled(-1).mid();
    if (one.lessThan(paper(middle))) low = middle;
    else high = middle;
  }
  const third: Pair = pair(real('1/3'));
  return {
    ...certificate({ ...problem, prior: { points: [0, 1, 2], weights: [1, 1, 1] } }),
    problem,
    constants: {
      C_F: ['1', '1'],
      L_F: pair(L),
      omega_F: ['1', '1'],
      Lambda_F: pair(L.scaled(1)),
      m1: ['1', '1'],
      mtilde: pair(m),
      diam: pair(real(2).sqrt()),
    },
    lipschitz: {
      paper: pair(L.times(e).times(e.plus(one))),
      sharp: pair(L.scaled(1).times(e).times(m)),
      // L_cert = L_diam: κ̄ = diam/2.
      computed: pair(half),
      diameter: pair(half),
      local: null,
    },
    thresholds: {
      paper: pair(real(2).plus(e1.times(e1.plus(one)).times(L))),
      implicit: pair(low.hull(high)),
      sharp: pair(real(2).over(one.over(L.times(m)).lambertW0())),
      computed: pair(half),
      diameter: pair(half),
    },
    contraction: { verdict: 'proved', by: 'diameter' },
    fixedPoints: {
      count: 1,
      proof: 'banach',
      enclosures: [{ weights: [third, third, third], freeEnergy: pair(real('-1/6')) }],
      open: 0,
    },
    minimiser: 0,
    minimisers: [0],
  } satisfies Certificate;
})();

/** Both ends moved by some units of the last shown digit: the true value is left outside. */
function nudged([low, high]: Pair, up: boolean): Pair {
  const hull = arithmetic.real(low).hull(arithmetic.real(high));
  const unit = hull.abs().max(arithmetic.real('1e-3')).sup().times(arithmetic.number(10).power(-DIGITS));
  const moved = hull.plus(up ? unit.scaled(2) : unit.scaled(2).negated());
  return moved.bounds(DIGITS + 5);
}

type Change = (certificate: Certificate) => void;
const tampered = (original: Certificate, change: Change): Certificate => {
  const copy = structuredClone(original);
  change(copy);
  return copy;
};
const swap = <T>(list: T[], i: number, j: number): void => void ([list[i], list[j]] = [list[j]!, list[i]!]);

const certificates: Readonly<Record<string, Certificate>> = { golden, warm, cold, balanced, kinked, potts };
/** What is changed, of which certificate, and where that must be seen. */
const tamperings: readonly (readonly [certificate: string, item: string, what: string, change: Change])[] = [
  ['cold', 'lipschitz.computed', 'too small', (c) => (c.lipschitz.computed = ['1.9', '1.9'])],
  ['cold', 'lipschitz.computed', 'too large', (c) => (c.lipschitz.computed = ['2.1', '2.1'])],
  ['cold', 'lipschitz.local', 'too small', (c) => (c.lipschitz.local = nudged(c.lipschitz.local!, false))],
  ['kinked', 'lipschitz.local', 'too small', (c) => (c.lipschitz.local = ['0.51', '0.511'])],
  ['cold', 'thresholds.computed', 'too small', (c) => (c.thresholds.computed = ['0.9', '0.9'])],
  ['golden', 'digits', 'more than there are', (c) => (c.digits = 60)],
  ['cold', 'contraction', 'proved though it is false', (c) => (c.contraction = { verdict: 'proved', by: 'computed' })],
  ['golden', 'contraction', 'proved though it is not', (c) => (c.contraction = { verdict: 'proved', by: 'computed' })],
  ['golden', 'contraction', 'proved by a constant above 1', (c) => (c.contraction = { verdict: 'proved', by: 'paper' })],
  ['cold', 'contraction', 'proved locally though it is not', (c) => (c.contraction = { verdict: 'proved', by: 'local' })],
  ['warm', 'contraction', 'proved by another constant', (c) => (c.contraction.by = 'sharp')],
  ['warm', 'contraction', 'proved by nothing', (c) => (c.contraction.by = null)],
  ['warm', 'contraction', 'not proved though it is', (c) => (c.contraction = { verdict: 'not proved', by: null })],
  ['cold', 'fixedPoints[0]', 'swapped weights', (c) => swap(c.fixedPoints.enclosures[0]!.weights, 0, 1)],
  ['golden', 'fixedPoints[0]', 'swapped weights', (c) => swap(c.fixedPoints.enclosures[0]!.weights, 1, 2)],
  [
    'golden',
    'fixedPoints[0]',
    'a weight up in the last digit',
    (c) => {
      const { weights } = c.fixedPoints.enclosures[0]!;
      weights[2] = nudged(weights[2]!, true);
    },
  ],
  ['golden', 'fixedPoints[0]', 'a weight too few', (c) => void c.fixedPoints.enclosures[0]!.weights.pop()],
  [
    'cold',
    'fixedPoints[0].freeEnergy',
    'swapped energies',
    (c) => {
      const [first, , last] = c.fixedPoints.enclosures;
      [first!.freeEnergy, last!.freeEnergy] = [last!.freeEnergy, first!.freeEnergy];
    },
  ],
  [
    'golden',
    'fixedPoints[0].freeEnergy',
    'an energy down in the last digit',
    (c) => {
      const [first] = c.fixedPoints.enclosures;
      first!.freeEnergy = nudged(first!.freeEnergy, false);
    },
  ],
  ['cold', 'fixedPoints.count', 'one too few', (c) => (c.fixedPoints.count = 2)],
  ['cold', 'fixedPoints.count', 'one too many', (c) => (c.fixedPoints.count = 4)],
  [
    'cold',
    'fixedPoints.count',
    'one left out',
    (c) => {
      c.fixedPoints.count = 2;
      c.fixedPoints.enclosures.splice(1, 1);
      [c.minimiser, c.minimisers] = [1, [1]];
    },
  ],
  [
    'cold',
    'fixedPoints.enclosures',
    'one twice',
    (c) => {
      c.fixedPoints.count = 4;
      c.fixedPoints.enclosures.push(c.fixedPoints.enclosures[2]!);
    },
  ],
  ['cold', 'fixedPoints.count', 'open boxes', (c) => (c.fixedPoints.open = 1)],
  ['cold', 'fixedPoints.count', 'no proof', (c) => (c.fixedPoints.proof = null)],
  ['golden', 'fixedPoints.count', 'a proof of no count', (c) => (c.fixedPoints.proof = 'cover')],
  [
    'golden',
    'fixedPoints.count',
    'by Banach without contraction',
    (c) => {
      c.fixedPoints = { ...c.fixedPoints, count: 1, proof: 'banach', open: 0 };
    },
  ],
  [
    'potts',
    'fixedPoints.count',
    'colder, where there are others',
    (c) => {
      c.problem = { ...c.problem, sigma: '7/20' };
      c.fixedPoints.proof = 'cover';
    },
  ],
  ['cold', 'minimiser', 'another', (c) => ([c.minimiser, c.minimisers] = [0, [0]])],
  ['cold', 'minimiser', 'not among the candidates', (c) => (c.minimisers = [1, 2])],
  ['cold', 'minimisers', 'one that is certainly higher', (c) => ([c.minimiser, c.minimisers] = [null, [0, 2]])],
  ['cold', 'minimisers', 'one that is not there', (c) => ([c.minimiser, c.minimisers] = [null, [3]])],
  ['balanced', 'minimiser', 'one of two equal ones', (c) => ([c.minimiser, c.minimisers] = [2, [2]])],
  ['warm', 'constants.C_F', 'another field', (c) => (c.problem = curieWeissProblem({ J: 1, h: '1/9', σ: '5/4' }))],
  ['warm', 'lipschitz.paper', 'another temperature', (c) => (c.problem = { ...c.problem, sigma: '6/5' })],
];

const curie = {
  prior: { points: [-1, 1], weights: [1, 1] },
  functional: {
    kind: 'quadratic',
    matrix: [
      [-1, 1],
      [1, -1],
    ],
  },
};
/** BR-2.3d~fifth: W1(Ψν, Ψν′) = 2 tanh(1/4) > 4/5 · ½ near m = 0. */
const counterexample = {
  format: 'banach/counterexample/1',
  claim: 'BR-2.3d~fifth',
  instance: {
    problem: { format: 'banach/problem/1', ...curie, sigma: 2 },
    nu: { weights: [3, 5] },
    nu2: { weights: [5, 3] },
  },
  verdict: 'fails',
  lhs: ['0.24870', '0.24871'],
  rhs: ['0.2', '0.2'],
};
const falsified: readonly (readonly [string, (entry: Record<string, unknown> & typeof counterexample) => void])[] = [
  ['of the true claim', (c) => (c.claim = 'BR-2.3d')],
  ['that is said to hold', (c) => (c.verdict = 'holds')],
  ['with another left side', (c) => (c.lhs = ['0.24872', '0.24873'])],
  ['with another right side', (c) => (c.rhs = ['0.20001', '0.20002'])],
  ['with sides that overlap', (c) => (c.lhs = ['0.1', '0.3'])],
  ['at another temperature', (c) => (c.instance.problem.sigma = 1.5)],
  ['of measures that coincide', (c) => (c.instance.nu2 = c.instance.nu)],
  ['of a measure far from the other', (c) => (c.instance.nu2 = { weights: [0, 1] })],
];

const suite = (): void => {
  test('confirms certificates that are right, to the last', () => {
    const files = Object.fromEntries(Object.entries(certificates).map(([name, c]) => [`${name}.json`, c]));
    const { code, out, lines } = recheck(files);
    expect(code, out).toBe(0);
    expect(lines.filter((line) => /^(CONTRADICTED|unconfirmed)/.test(line))).toEqual([]);
    for (const item of [
      'cold.json: fixedPoints.count',
      'warm.json: fixedPoints.count',
      'potts.json: fixedPoints.count',
      'cold.json: minimiser',
      'kinked.json: contraction',
    ])
      expect(out).toMatch(new RegExp(`^confirmed +${item.replaceAll('.', '\\.')}: `, 'm'));
  });

  test('agrees with the constants of the vectors, and with the reference where they have none', () => {
    const onLine = vectors.filter(({ problem: { prior } }) => !Array.isArray(prior.points[0]) || prior.points[0].length === 1);
    const files = Object.fromEntries(
      onLine.map((v, k) => [`vector-${k}.json`, v.certificate ? fromVector(v) : certificate(v.problem)]),
    );
    const { code, out } = recheck(files);
    expect(code, out).toBe(0);
    expect(out).toMatch(/, 0 contradicted, 0 unconfirmed, /);
  });

  test('sees every certificate that was tampered with', () => {
    const files = Object.fromEntries(
      tamperings.map(([name, , , change], k) => [`${k}.json`, tampered(certificates[name]!, change)]),
    );
    const { code, lines } = recheck(files);
    expect(code).toBe(1);
    const unseen = tamperings.filter(
      ([, item], k) => !lines.some((line) => /^(CONTRADICTED|unconfirmed)/.test(line) && line.includes(`  ${k}.json: ${item}: `)),
    );
    expect(unseen.map(([name, item, what]) => `${name}, ${item}: ${what}`)).toEqual([]);
  });

  test('sees every constant of which the last digit is wrong', () => {
    const groups = ['constants', 'lipschitz', 'thresholds'] as const;
    const nudges = (['golden', 'potts'] as const).flatMap((name) =>
      [true, false].map((up) => ({ name, up, file: `${name}-${up}.json` })),
    );
    const items = nudges.flatMap(({ name, up, file }) =>
      groups.flatMap((group) =>
        Object.keys(certificates[name]![group])
          .filter((key) => key !== 'local')
          .map((key) => ({ file, group, key, up })),
      ),
    );
    const files = Object.fromEntries(
      nudges.map(({ name, up, file }) => [
        file,
        tampered(certificates[name]!, (c) => {
          for (const { group, key } of items.filter((item) => item.file === file)) c[group][key] = nudged(c[group][key]!, up);
        }),
      ]),
    );
    const { lines } = recheck(files);
    const unseen = items.filter(
      ({ file, group, key }) =>
        !lines.some((line) => /^(CONTRADICTED|unconfirmed)/.test(line) && line.includes(`  ${file}: ${group}.${key}: `)),
    );
    expect(items.length).toBe(4 * 16);
    expect(unseen).toEqual([]);
  });

  test('sees every counterexample that was tampered with, and confirms the original', () => {
    const files = Object.fromEntries(
      falsified.map(([, change], k) => {
        const copy = structuredClone(counterexample);
        change(copy);
        return [`${k}.json`, copy];
      }),
    );
    const { lines } = recheck({ 'right.json': counterexample, ...files });
    const accepted = ['right', ...falsified.keys()].filter((k) =>
      lines.some((line) => line.startsWith('confirmed') && line.includes(` ${k}.json: `)),
    );
    expect(accepted).toEqual(['right']);
  });

  test('re-checks an answer of verify, its counterexamples and its tightest instances', () => {
    const answer = banach('verify', '--claims', 'BR-*', 'T2-*', '--runs', '3', '--json').out;
    const { code, out } = recheck({ 'verify.json': answer });
    expect(code, out).toBe(0);
    const { claims } = JSON.parse(answer) as { claims: { id: string; counterexample: unknown }[] };
    // What the checker does not know, it says.
    const standing = (id: string) => new RegExp(`^(.*?)  +verify\\.json: ${id}: (.*)$`, 'm').exec(out);
    const refuted = claims.filter((claim) => claim.counterexample !== null).map(({ id }) => standing(id)!);
    for (const [line, verdict, reason] of refuted)
      expect(
        verdict === 'confirmed' ||
          /not known to this checker|an outer function|a feature|a cosine|a prior with a density/.test(reason!),
        line,
      ).toBe(true);
    expect(refuted.filter(([, verdict]) => verdict === 'confirmed').length).toBeGreaterThanOrEqual(50);
  });

  test('says which claims it does not know, and that it cannot run the Float64 code', () => {
    const unknown = { ...counterexample, claim: 'BR-unheard-of~half' };
    const float64 = { ...counterexample, claim: 'conformance-w1~binary32' };
    const { code, out } = recheck({ 'unknown.json': [unknown, float64] });
    expect(code).toBe(0);
    expect(out).toMatch(/^not re-checked, 1: the claim BR-unheard-of~half is not known to this checker$/m);
    expect(out).toMatch(/^not re-checked, 1: concerns the Float64 code/m);
    expect(out).toMatch(/^0 confirmed, 0 contradicted, 0 unconfirmed, 2 not re-checked, /m);
  });

  test('reads the corpus', () => {
    const corpus = join(root, 'test/corpus');
    const { code, out } = run(readdirSync(corpus).map((name) => join(corpus, name)));
    expect(code, out).toBe(0);
  });

  test('does not pass over a file that is no JSON, of another format, or empty', () => {
    const { code, lines } = recheck({ 'no.json': '{', 'other.json': '{"format": "banach/problem/1"}', 'empty.json': '[]' });
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith('CONTRADICTED'))).toHaveLength(3);
  });
};

if (available) describe('the re-checker in Python', suite);
// A passing test whose name says that nothing was tested: .ci/run installs what it needs, others may do without.
else
  test('NOT TESTED, the re-checker: it needs python3 with mpmath (Debian: python3-mpmath)', () => expect(available).toBe(false));
