/**
 * JSON Schemas (draft 2020-12, closed) of the public formats, as literals: the files in schemas/ are written from these.
 * A `description` says what is expected there, in the words of an error message.
 */
const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

const closed = <P extends Record<string, object>>(
  properties: P,
  required: readonly (keyof P & string)[],
  description: string,
) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
  description,
});
const list = (items: object, description: string, minItems = 1) => ({ type: 'array', items, minItems, description });
const constant = (value: string) => ({ const: value, description: JSON.stringify(value) });

const NUMBER = { $ref: '#/$defs/number' };
const number = {
  type: ['number', 'string'],
  pattern: '^([+-]?[0-9]{1,800}(\\.[0-9]{1,800})?([eE][+-]?[0-9]{1,3})?|[+-]?[0-9]{1,800}/0*[1-9][0-9]{0,799})$',
  description: 'a finite number or a rational such as "3/7" or "0.1"',
};
const point = {
  type: ['number', 'string', 'array'],
  pattern: number.pattern,
  items: NUMBER,
  minItems: 1,
  description: 'a point: a number or an array of coordinates',
};

const featureKinds = ['tanh', 'sin', 'cos', 'gaussian', 'logistic', 'normalCdf', 'coordinate', 'square', 'clip'] as const;
const feature = {
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: [
    closed(
      { kind: { enum: featureKinds }, direction: list(NUMBER, 'an array of numbers, one a coordinate'), offset: NUMBER },
      ['kind'],
      'a feature of t = <direction, x> + offset',
    ),
    closed(
      { kind: { const: 'table' }, values: list(NUMBER, 'an array of numbers, one a point') },
      ['kind', 'values'],
      'a table of values',
    ),
  ],
  description: 'a feature',
};
const outer = {
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: [
    closed(
      {
        kind: { const: 'polynomial' },
        terms: list(
          closed(
            {
              coefficient: NUMBER,
              powers: list(
                { type: 'integer', minimum: 0, maximum: 100, description: 'an integer from 0 to 100' },
                'an array of powers, one a feature',
              ),
            },
            ['coefficient', 'powers'],
            'a term {"coefficient", "powers"}',
          ),
          'a non-empty array of terms',
        ),
      },
      ['kind', 'terms'],
      'a polynomial {"kind", "terms"}',
    ),
    closed(
      {
        kind: { const: 'piecewise' },
        knots: list(NUMBER, 'a non-empty array of knots'),
        slopes: list(NUMBER, 'an array of slopes, one a knot'),
      },
      ['kind', 'knots', 'slopes'],
      'a piecewise function {"kind", "knots", "slopes"}',
    ),
    closed(
      {
        kind: { enum: ['cosine', 'logistic'] },
        amplitude: NUMBER,
        frequency: list(NUMBER, 'an array of frequencies, one a feature'),
        phase: NUMBER,
      },
      ['kind', 'amplitude', 'frequency', 'phase'],
      'a function {"kind", "amplitude", "frequency", "phase"}',
    ),
    closed({ kind: { const: 'logSumExp' }, temperature: NUMBER }, ['kind', 'temperature'], 'a function {"kind", "temperature"}'),
  ],
  description: 'an outer function',
};
const kernel = closed(
  {
    kind: { enum: ['gaussian', 'laplace', 'cosine'], description: 'one of "gaussian", "laplace", "cosine"' },
    width: NUMBER,
    scale: NUMBER,
  },
  ['kind', 'width', 'scale'],
  'a kernel {"kind", "width", "scale"}',
);
const functional = {
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: [
    closed({ kind: { const: 'linear' }, potential: { $ref: '#/$defs/feature' } }, ['kind', 'potential'], 'a linear functional'),
    closed(
      {
        kind: { const: 'quadratic' },
        matrix: list(list(NUMBER, 'a row of numbers, one a point'), 'a symmetric matrix, one row a point'),
        linear: list(NUMBER, 'an array of numbers, one a point'),
      },
      ['kind', 'matrix'],
      'a quadratic functional',
    ),
    closed(
      {
        kind: { const: 'moment' },
        features: list({ $ref: '#/$defs/feature' }, 'a non-empty array of features'),
        outer: { $ref: '#/$defs/outer' },
      },
      ['kind', 'features', 'outer'],
      'a moment functional',
    ),
    closed({ kind: { const: 'interaction' }, kernel }, ['kind', 'kernel'], 'an interaction {"kind", "kernel"}'),
    closed(
      {
        kind: { const: 'network' },
        data: list(
          closed(
            { input: list(NUMBER, 'an array of numbers, one an input', 0), target: NUMBER },
            ['input', 'target'],
            'a datum {"input", "target"}',
          ),
          'a non-empty array of data',
        ),
        activation: { enum: ['tanh', 'logistic', 'gaussian'], description: 'one of "tanh", "logistic", "gaussian"' },
        amplitude: NUMBER,
      },
      ['kind', 'data', 'activation', 'amplitude'],
      'a network {"kind", "data", "activation", "amplitude"}',
    ),
    closed(
      {
        kind: { const: 'sum' },
        terms: list(
          closed({ weight: NUMBER, of: { $ref: '#/$defs/functional' } }, ['weight', 'of'], 'a term {"weight", "of"}'),
          'a non-empty array of terms',
        ),
      },
      ['kind', 'terms'],
      'a sum of functionals',
    ),
  ],
  description: 'a functional',
};
const densityOf = <P extends Record<string, object>>(density: string, parameters: P) =>
  closed(
    { density: { const: density }, ...parameters },
    ['density', ...Object.keys(parameters)] as never,
    `a ${density} density {"density", ${Object.keys(parameters)
      .map((key) => `"${key}"`)
      .join(', ')}}`,
  );
/** Each has a first moment. */
const density = {
  type: 'object',
  discriminator: { propertyName: 'density' },
  required: ['density'],
  oneOf: [
    densityOf('gaussian', { mean: NUMBER, variance: NUMBER }),
    densityOf('uniform', { from: NUMBER, to: NUMBER }),
    densityOf('laplace', { mean: NUMBER, scale: NUMBER }),
    densityOf('power', { exponent: NUMBER, scale: NUMBER }),
  ],
  description: 'a density',
};
const atomic = closed(
  {
    points: list({ $ref: '#/$defs/point' }, 'a non-empty array of points'),
    weights: list(NUMBER, 'an array of weights, one a point'),
    distances: list(list(NUMBER, 'a row of distances, one a point'), 'a matrix of distances, one row a point'),
  },
  ['points', 'weights'],
  'a prior {"points", "weights"}',
);
const prior = {
  type: 'object',
  if: { required: ['density'] },
  then: { $ref: '#/$defs/density' },
  else: { $ref: '#/$defs/atomic' },
  description: 'a prior {"points", "weights"} or {"density", …}',
};
const problem = closed(
  {
    format: constant('banach/problem/1'),
    prior: { $ref: '#/$defs/prior' },
    functional: { $ref: '#/$defs/functional' },
    sigma: NUMBER,
  },
  ['format', 'prior', 'functional', 'sigma'],
  'a problem {"format", "prior", "functional", "sigma"}',
);
const measure = closed(
  {
    points: list({ $ref: '#/$defs/point' }, 'a non-empty array of points'),
    weights: list(NUMBER, 'an array of weights, one a point'),
  },
  ['weights'],
  'a measure {"weights"} or {"points", "weights"}',
);

/** Everything that a problem file is made of. */
const problemDefinitions = { number, point, feature, outer, functional, density, atomic, prior };

export const problemSchema = { $schema: DRAFT, $id: 'banach/problem/1', ...problem, $defs: problemDefinitions };
export const measureSchema = { $schema: DRAFT, $id: 'banach/measure/1', ...measure, $defs: { number, point } };

const decimalText = {
  type: 'string',
  pattern: '^(-?[0-9]+(\\.[0-9]+)?(e[+-][0-9]+)?|-?Infinity)$',
  description: 'a decimal string',
};
const enclosure = { type: 'array', items: decimalText, minItems: 2, maxItems: 2, description: 'an enclosure [lo, hi]' };
const float64 = {
  anyOf: [{ type: 'number' }, { enum: ['Infinity', '-Infinity'] }],
  description: 'a number, or "Infinity" or "-Infinity"',
};
const evaluated = closed(
  { reference: enclosure, float64, bound: float64 },
  ['reference', 'float64', 'bound'],
  'a value: enclosure, float64 and bound',
);
const evaluatedVector = { type: 'array', items: evaluated, description: 'an array of values' };

/** The answer of `banach evaluate --json`. */
export const evaluationSchema = {
  $schema: DRAFT,
  $id: 'banach/evaluation/1',
  ...closed(
    {
      format: constant('banach/evaluation/1'),
      functional: evaluated,
      kl: evaluated,
      freeEnergy: evaluated,
      flatDerivative: evaluatedVector,
      bestResponse: evaluatedVector,
      w1: evaluated,
      w1BestResponses: evaluated,
    },
    ['format', 'functional', 'kl', 'freeEnergy', 'flatDerivative', 'bestResponse'],
    'an evaluation',
  ),
};

const optional = (schema: { readonly type: string }) => ({ ...schema, type: [schema.type, 'null'] });
const names = <N extends string>(keys: readonly N[], description: string) =>
  closed(Object.fromEntries(keys.map((key) => [key, enclosure])) as Record<N, typeof enclosure>, keys, description);
const index = { type: 'integer', minimum: 0, description: 'an index' };

/** The answer of `banach certify --json`. */
export const certificateSchema = {
  $schema: DRAFT,
  $id: 'banach/certificate/1',
  ...closed(
    {
      format: constant('banach/certificate/1'),
      problem: { $ref: '#/$defs/problem' },
      digits: { type: 'integer', minimum: 1, maximum: 500, description: 'an integer from 1 to 500' },
      constants: names(['C_F', 'L_F', 'omega_F', 'Lambda_F', 'Lip_x', 'rho', 'm1', 'mtilde', 'diam'], 'the constants'),
      lipschitz: closed(
        {
          paper: enclosure,
          sharp: enclosure,
          computed: enclosure,
          diameter: enclosure,
          // Lip Ψ itself, where a cover encloses it: BR-2.3f.
          local: optional(enclosure),
        },
        ['paper', 'sharp', 'computed', 'diameter', 'local'],
        'Lipschitz constants of the best response',
      ),
      thresholds: names(['paper', 'implicit', 'sharp', 'computed', 'diameter'], 'the thresholds'),
      contraction: closed(
        {
          verdict: { enum: ['proved', 'not proved'], description: '"proved" or "not proved"' },
          by: {
            enum: ['paper', 'sharp', 'computed', 'diameter', 'local', null],
            description: 'the constant that proves it, or null',
          },
        },
        ['verdict', 'by'],
        'whether the best response contracts',
      ),
      fixedPoints: closed(
        {
          count: { type: ['integer', 'null'], minimum: 1, description: 'how many there are, or null' },
          proof: { enum: ['banach', 'convexity', 'cover', 'krawczyk', null], description: 'how that is known, or null' },
          enclosures: {
            type: 'array',
            items: {
              ...closed(
                {
                  weights: { type: 'array', items: enclosure, description: 'an enclosure a weight' },
                  // Over a prior with a density: ∫x, ∫x², and the moments that F depends on, in the order of the problem.
                  moments: { type: 'array', items: enclosure, description: 'an enclosure a moment' },
                  freeEnergy: enclosure,
                },
                ['freeEnergy'],
                'a fixed point',
              ),
              oneOf: [{ required: ['weights'] }, { required: ['moments'] }],
            },
            description: 'fixed points, each proved to exist',
          },
          open: { type: 'integer', minimum: 0, description: 'a count' },
        },
        ['count', 'proof', 'enclosures', 'open'],
        'the fixed points',
      ),
      minimiser: { ...index, type: ['integer', 'null'] },
      // Those of the enclosures that may be a global minimiser: all global minimisers are among them where the count is known.
      minimisers: { type: 'array', items: index, description: 'an array of indices' },
      explanation: { type: 'string', description: 'a sentence' },
    },
    [
      'format',
      'problem',
      'digits',
      'constants',
      'lipschitz',
      'thresholds',
      'contraction',
      'fixedPoints',
      'minimiser',
      'minimisers',
      'explanation',
    ],
    'a certificate',
  ),
  $defs: { ...problemDefinitions, problem },
};

/** A stored counterexample: an instance by value, for `banach replay` and the corpus. */
const counterexample = closed(
  {
    format: constant('banach/counterexample/1'),
    claim: { type: 'string', description: "a claim's id" },
    instance: { type: 'object', description: 'an instance of the claim' },
    verdict: { enum: ['holds', 'agrees', 'fails', 'undecided', 'outside'], description: 'a verdict' },
    lhs: enclosure,
    rhs: enclosure,
    rung: { type: 'string', description: 'a rung of the ladder' },
    seed: { type: 'integer', minimum: 0, maximum: 4294967295, description: 'a seed' },
    path: { type: 'string', description: 'a path of shrinks' },
    note: { type: 'string', description: 'a note' },
  },
  ['format', 'claim', 'instance'],
  'a counterexample {"format", "claim", "instance"}',
);
export const counterexampleSchema = { $schema: DRAFT, $id: 'banach/counterexample/1', ...counterexample };

const count = { type: 'integer', minimum: 0, description: 'a count' };
/** Both sides of a comparison whose sides have names: a guaranteed rate and the measured one. */
const sides = closed(
  { names: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }, lhs: enclosure, rhs: enclosure },
  ['names', 'lhs', 'rhs'],
  'both sides, with their names',
);
/** What was found about a claim. */
export const claimReport = closed(
  {
    id: { type: 'string' },
    says: { type: 'string' },
    source: { type: 'string' },
    expected: { enum: ['supported', 'refuted'] },
    standing: { enum: ['supported', 'refuted', 'proved', 'could not judge'] },
    held: count,
    agreed: count,
    undecided: count,
    outside: count,
    failed: count,
    rungs: { type: 'object', additionalProperties: count },
    leastSlack: {
      ...closed({ relative: float64, instance: { type: 'object' }, sides }, ['relative', 'instance'], 'the least slack'),
      type: ['object', 'null'],
    },
    counterexample: { ...counterexample, type: ['object', 'null'] },
    // Only with --search; null for a claim that is not searched.
    tightest: {
      ...closed(
        { ratio: enclosure, ceiling: enclosure, instance: { type: 'object' }, sides },
        ['ratio', 'instance'],
        'the tightest instance',
      ),
      type: ['object', 'null'],
    },
    reason: { type: 'string' },
    milliseconds: { type: 'number', minimum: 0 },
    // Only with --baseline: how long a judged instance took, or an answer of a subject.
    yardsticks: { type: 'number', minimum: 0 },
  },
  [
    'id',
    'says',
    'source',
    'expected',
    'standing',
    'held',
    'agreed',
    'undecided',
    'outside',
    'failed',
    'rungs',
    'leastSlack',
    'counterexample',
    'milliseconds',
  ],
  'what was found about a claim',
);

/** Only with --baseline: what is better or worse than it. */
export const baselineChanges = {
  type: 'array',
  items: closed(
    {
      claim: { type: 'string' },
      what: { enum: ['claim', 'standing', 'least slack', 'worst error', 'time'] },
      kind: { enum: ['regression', 'accepted', 'improvement', 'new'] },
      says: { type: 'string' },
    },
    ['claim', 'what', 'kind', 'says'],
    'a change',
  ),
};

const probability = { type: 'string', pattern: '^0?\\.[0-9]+$|^[0-9](\\.[0-9]+)?e-[0-9]+$', description: 'a probability' };
/** What was found about the law of a sample: supported at an error probability, never proved. */
export const statisticalReport = closed(
  {
    id: { type: 'string' },
    says: { type: 'string' },
    source: { type: 'string' },
    expected: { enum: ['supported', 'refuted'] },
    standing: { enum: ['supported', 'refuted', 'could not judge'] },
    errorProbability: probability,
    seed: { type: 'string', description: 'the text that seeds the sample' },
    sample: { type: 'string', description: 'the size of the sample' },
    checks: {
      type: 'array',
      items: closed(
        {
          what: { type: 'string' },
          statistic: enclosure,
          allowed: enclosure,
          verdict: { enum: ['consistent', 'refuted', 'undecided'] },
        },
        ['what', 'statistic', 'allowed', 'verdict'],
        'a statistic beside what the statement allows it to be',
      ),
    },
    reason: { type: 'string' },
    milliseconds: { type: 'number', minimum: 0 },
  },
  ['id', 'says', 'source', 'expected', 'standing', 'errorProbability', 'seed', 'sample', 'checks', 'milliseconds'],
  'what was found about a statistical claim',
);

/** The answer of `banach verify --json`. */
export const verifySchema = {
  $schema: DRAFT,
  $id: 'banach/verify/1',
  ...closed(
    {
      format: constant('banach/verify/1'),
      seed: { type: 'integer', minimum: 0, maximum: 4294967295 },
      runs: { type: 'integer', minimum: 1 },
      digits: { type: 'integer', minimum: 1, maximum: 500 },
      // Whose claims they are, where they are not banach's: of --from.
      module: closed(
        { file: { type: 'string' }, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
        ['file', 'sha256'],
        'a module of claims',
      ),
      claims: { type: 'array', items: claimReport },
      // Where statistical claims were asked for: each at this error probability.
      statistical: closed(
        { errorProbability: probability, claims: { type: 'array', items: statisticalReport } },
        ['errorProbability', 'claims'],
        'the statistical claims',
      ),
      baseline: baselineChanges,
      exit: { enum: [0, 1, 2, 130] },
    },
    ['format', 'seed', 'runs', 'digits', 'claims', 'exit'],
    'the verdicts of a run',
  ),
};

/** The answer of `banach replay --json`. */
export const replaySchema = {
  $schema: DRAFT,
  $id: 'banach/replay/1',
  ...closed(
    {
      format: constant('banach/replay/1'),
      digits: { type: 'integer', minimum: 1, maximum: 500 },
      counterexamples: {
        type: 'array',
        items: { ...counterexample, properties: { ...counterexample.properties, expected: { enum: ['supported', 'refuted'] } } },
      },
      exit: { enum: [0, 1, 2] },
    },
    ['format', 'digits', 'counterexamples', 'exit'],
    'verdicts judged again',
  ),
};

const nullable = { anyOf: [float64, { type: 'null' }], description: 'a number or null' };

/** The answer of `banach flow --json`. */
export const flowSchema = {
  $schema: DRAFT,
  $id: 'banach/flow/1',
  ...closed(
    {
      format: constant('banach/flow/1'),
      problem: { $ref: '#/$defs/problem' },
      method: {
        enum: ['euler', 'picard', 'exponential', 'rk4', 'adaptive'],
        description: 'one of "euler", "picard", "exponential", "rk4", "adaptive"',
      },
      alpha: float64,
      // What was asked for; null where the method's default was taken, or nothing was asked.
      step: nullable,
      until: nullable,
      tolerance: nullable,
      outcome: {
        enum: ['reached', 'converged', 'max-steps', 'aborted', 'non-finite', 'no-step'],
        description: 'how the run ended',
      },
      time: float64,
      steps: count,
      rejected: count,
      evaluations: count,
      // The points asked for in the order of their times, the last of them where the run ended.
      trajectory: {
        type: 'array',
        items: closed(
          {
            time: float64,
            weights: { type: 'array', items: float64, description: 'an array of weights, one a point of the prior' },
            // W1(Ψν, ν), null where Ψ overflows; F + σ KL(·|ξ); a bound of W1(ν, ν*), null where no L < 1 is certain.
            residual: nullable,
            freeEnergy: nullable,
            certificate: nullable,
          },
          ['time', 'weights', 'residual', 'freeEnergy', 'certificate'],
          'a point of the trajectory',
        ),
        description: 'points of the trajectory',
      },
      warnings: { type: 'array', items: { type: 'string', description: 'a sentence' }, description: 'sentences' },
      exit: { enum: [0, 2, 130] },
    },
    [
      'format',
      'problem',
      'method',
      'alpha',
      'step',
      'until',
      'tolerance',
      'outcome',
      'time',
      'steps',
      'rejected',
      'evaluations',
      'trajectory',
      'warnings',
      'exit',
    ],
    'a flow',
  ),
  $defs: { ...problemDefinitions, problem },
};

/** A JSON Schema (draft 2020-12), as plain JSON: for a validator, or to be written to a file. */
export type JSONSchema = Readonly<Record<string, unknown>>;

/** Every public schema by the name of its file in schemas/. */
export const schemas: Readonly<
  Record<'problem' | 'measure' | 'evaluation' | 'certificate' | 'counterexample' | 'verify' | 'replay' | 'flow', JSONSchema>
> = {
  problem: problemSchema,
  measure: measureSchema,
  evaluation: evaluationSchema,
  certificate: certificateSchema,
  counterexample: counterexampleSchema,
  verify: verifySchema,
  replay: replaySchema,
  flow: flowSchema,
};
