/** docs/formats.md: every format, with a table of its fields from the schema and an example that is valid by it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemas } from './all-schemas.ts';
import { meanings } from './formats-meanings.ts';

type SchemaName = keyof typeof schemas;

interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Parts that have a table of their own. */
const elsewhere: Readonly<Record<string, string>> = {
  number: 'a [number](#numbers)',
  point: 'a number, or an array of them',
  problem: 'a [problem](#problem)',
  prior: 'a [prior](#priors)',
  functional: 'a [functional](#functionals)',
  feature: 'a [feature](#features)',
  outer: 'an [outer function](#outer-functions)',
};

const code = (value: unknown): string => `\`${typeof value === 'string' ? `"${value}"` : JSON.stringify(value)}\``;

/** What a value is, in a few words. */
function kind(schema: Schema): string {
  if (schema.$ref !== undefined) return elsewhere[schema.$ref.replace('#/$defs/', '')] ?? schema.$ref;
  if ('const' in schema) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(' ');
  const choices = schema.anyOf ?? (schema.properties ? undefined : schema.oneOf);
  if (choices) return [...new Set(choices.map(kind))].join(' or ');
  if (schema.minItems === 2 && schema.maxItems === 2 && schema.items?.pattern !== undefined) return '[enclosure](#numbers)';
  if (schema.items && schema.type === 'array') return `array of ${kind(schema.items)}`;
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['anything']);
  return types.join(' or ');
}

/** The fields of an object and of what is in it, by their paths; `?` behind those that may be left out. */
function* fields(schema: Schema, path = ''): Generator<readonly [path: string, is: string]> {
  const { properties = {}, required = [] } = schema;
  for (const [name, value] of Object.entries(properties)) {
    const here = `${path}${name}`;
    yield [required.includes(name) ? here : `${here}?`, kind(value)];
    if (elsewhere[name] !== undefined && value.$ref !== undefined) continue;
    if (value.properties) yield* fields(value, `${here}.`);
    const items = value.items?.properties ? value.items : value.items?.anyOf?.[0];
    if (items?.properties) yield* fields(items, `${here}[].`);
  }
}

const meaningOf = (name: string, path: string): string => {
  const bare = path.replace(/\?$/, '');
  return meanings[`${name}:${bare}`] ?? meanings[bare] ?? meanings[`…${bare.slice(bare.lastIndexOf('.'))}`] ?? '';
};

function tableOf(name: SchemaName): string[] {
  const schema = schemas[name] as unknown as Schema;
  const variants = schema.oneOf?.every(({ properties }) => properties) ? schema.oneOf : [schema];
  const rows = new Map(variants.flatMap((one) => [...fields(one)]));
  return [
    '',
    '| field | is | |',
    '|---|---|---|',
    ...[...rows].map(([path, is]) => `| \`${path}\` | ${is} | ${meaningOf(name, path)} |`),
  ];
}

const main = join(import.meta.dirname, '../dist/cli/main.js');
const root = join(import.meta.dirname, '..');

/** A problem so small that answers about it are short. */
const problem = {
  format: 'banach/problem/1',
  prior: { points: [0, 1], weights: [1, 1] },
  functional: { kind: 'linear', potential: { kind: 'coordinate' } },
  sigma: 1,
};
const counterexample = {
  format: 'banach/counterexample/1',
  claim: 'BR-2.3b~half',
  instance: {
    problem: {
      ...problem,
      prior: { points: [0, 1], weights: [1, 3] },
      functional: {
        kind: 'quadratic',
        matrix: [
          [-1, 1],
          [1, -1],
        ],
      },
      sigma: 64,
    },
    nu: { weights: [1, 2] },
    nu2: { weights: [2, 1] },
  },
};

interface Example {
  readonly schema: SchemaName;
  readonly value: unknown;
}

/** What the commands answer, but for times: an example for every format that a command writes. */
function answers(): Partial<Record<SchemaName, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'banach-formats-'));
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(problem));
  writeFileSync(join(folder, 'nu.json'), '{"weights": [1, 3]}');
  writeFileSync(join(folder, 'counterexample.json'), JSON.stringify(counterexample));
  const run = (...args: string[]): string => execFileSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8' });
  const timeless = (text: string): unknown =>
    JSON.parse(text, (key, value: unknown) =>
      key === 'milliseconds' ? 12.5 : key === 'yardsticks' ? 4 : key === 'sha256' ? '0'.repeat(64) : value,
    );
  const verify = ['verify', '--claims', 'BR-KF1', '--runs', '1'];
  const verified = run(...verify, '--json');
  run(...verify, '--quiet', '--out', 'results');
  run(...verify, '--quiet', '--baseline', 'baseline.json', '--update-baseline');
  const file = (path: string): unknown => timeless(readFileSync(join(folder, path), 'utf8'));
  const audited = run(
    ...['audit', '--runs', '1', '--claims', 'audit-functionalValue', '--json', '--'],
    ...['python3', join(root, 'examples/audit/subject.py')],
  );
  return {
    certificate: timeless(run('certify', 'problem.json', '--digits', '3', '--json')),
    evaluation: timeless(run('evaluate', 'problem.json', '--nu', 'nu.json', '--digits', '3', '--json')),
    flow: timeless(run('flow', 'problem.json', '--nu0', 'nu.json', '--at', '1', '--until', '1', '--json')),
    verify: timeless(verified),
    replay: timeless(run('replay', 'counterexample.json', '--digits', '25', '--json')),
    run: file('results/run.json'),
    block: file('results/BR-KF1.block.json'),
    baseline: file('baseline.json'),
    'audit-report': { ...(timeless(audited) as object), command: ['python3', 'examples/audit/subject.py'] },
    vectors: smallest(JSON.parse(readFileSync(join(root, 'vectors/kl.json'), 'utf8')) as Vectors),
  };
}

interface Vectors {
  readonly notes: Readonly<Record<string, unknown>>;
  readonly groups: readonly { readonly tests: readonly { readonly flags: readonly string[] }[] }[];
}
/** A file of vectors with its first question alone. */
function smallest(vectors: Vectors): unknown {
  const group = vectors.groups[0]!;
  const test = group.tests[0]!;
  const notes = Object.fromEntries(Object.entries(vectors.notes).filter(([flag]) => test.flags.includes(flag)));
  return { ...vectors, notes, groups: [{ ...group, tests: [test] }] };
}

const byHand: Partial<Record<SchemaName, unknown>> = {
  problem: {
    format: 'banach/problem/1',
    prior: { points: [-1, 1], weights: [1, 1] },
    functional: {
      kind: 'quadratic',
      matrix: [
        [-1, 1],
        [1, -1],
      ],
      linear: ['3/10', '-3/10'],
    },
    sigma: 1.6,
  },
  measure: { weights: [1, 3] },
  counterexample,
  'audit-handshake': {
    ...{ protocol: 'banach/audit/1', name: 'mine', version: '2.1', operations: ['bestResponse'] },
    limits: { points: 64, dimension: 1, functionals: ['quadratic'] },
  },
  'audit-reply': { id: 1, result: [0.25, 0.75] },
  'expected-failures': {
    format: 'banach/expected-failures/1',
    failures: [{ claim: 'audit-kl', standing: 'refuted', because: 'logarithms in single precision' }],
  },
};

/** Every example of the page, by the name of its schema. */
export function examples(): Example[] {
  const all = { ...answers(), ...byHand };
  return (Object.keys(schemas) as SchemaName[]).map((schema) => ({ schema, value: all[schema] }));
}

/** JSON in lines that are neither one nor hundreds: what fits in a line stands in one. */
function shown(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n */g, ' ').replace(/\[ /g, '[').replace(/ \]/g, ']');
  if (flat.length + indent.length <= 140 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const body = Array.isArray(value)
    ? value.map((one) => `${inner}${shown(one, inner)}`)
    : Object.entries(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${shown(one, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${body.join(',\n')}\n${indent}${close}`;
}

const sections: readonly { readonly title: string; readonly schemas: readonly SchemaName[]; readonly text: string }[] = [
  {
    title: 'Problem',
    schemas: ['problem'],
    text: `A file of yours: minimise F(ν) + σ KL(ν|ξ). Read by \`certify\`, \`evaluate\` and \`flow\`, by \`parseProblem\` of \`banach/problem\`; asked in an audit and in vectors.`,
  },
  {
    title: 'Measure',
    schemas: ['measure'],
    text: "A file of yours: ν. Read by `evaluate` and `flow`. Without `points`, the weights are those of the points of the prior in their order; with them, every point must be one of the prior's. It has no `format`.",
  },
  {
    title: 'Evaluation',
    schemas: ['evaluation'],
    text: 'Written by `evaluate --json`. Of a vector there is an entry a point; of a problem over a density, moments.',
  },
  {
    title: 'Certificate',
    schemas: ['certificate'],
    text: 'Written by `certify --json`; read by the checker in `oracles/recheck`. It has all that an independent checker needs.',
  },
  {
    title: 'Flow',
    schemas: ['flow'],
    text: 'Written by `flow --json`. Numbers are Float64; only `certificate` is a proved bound.',
  },
  {
    title: 'Verify answer',
    schemas: ['verify'],
    text: 'Written by `verify --json` and `merge --json`; read by `replay`. Two runs with the same seed differ in `milliseconds` alone. A false sibling is an entry of its own, with `"expected": "refuted"`.',
  },
  {
    title: 'Counterexample',
    schemas: ['counterexample'],
    text: 'An instance by value. Written within the answers of `verify`, kept in `test/corpus/`, read by `replay`, for which `format`, `claim` and `instance` are enough.',
  },
  { title: 'Replay', schemas: ['replay'], text: 'Written by `replay --json`.' },
  {
    title: 'Results of a run',
    schemas: ['run', 'block'],
    text: 'A directory of `--out`: `run.json`, what was asked, and a `*.block.json` a claim, what was found. Written by `verify` and `audit`, read by them to go on, and by `merge`. Nothing in it is to be edited: digests would tell.',
  },
  {
    title: 'Baseline',
    schemas: ['baseline'],
    text: 'Written by `--update-baseline`, compared with by `--baseline`; for your repository.',
  },
  {
    title: 'Audit protocol',
    schemas: ['audit-handshake', 'audit-reply'],
    text: 'JSON Lines, `banach/audit/1`: what a program writes. The first table is the `result` of the handshake, the second a line. The [protocol](audit.md#the-protocol) has the questions.',
  },
  { title: 'Accepted failures', schemas: ['expected-failures'], text: 'A file of yours, read by `audit --expect`.' },
  { title: 'Audit report', schemas: ['audit-report'], text: 'Written by `audit --json`, and `merge --json` of audits.' },
  {
    title: 'Vectors',
    schemas: ['vectors'],
    text: 'Written by `vectors`, in the package as `banach/vectors/*.json`; read by test suites in any language. [vectors.md](vectors.md) has how.',
  },
];

const problemParts = readFileSync(join(import.meta.dirname, 'formats-problem.md'), 'utf8').trim();

/** The page. */
export function formatsPage(made: readonly Example[] = examples()): string {
  const found = new Map(made.map(({ schema, value }) => [schema, value]));
  return [
    '# Formats',
    '',
    'Written by `npm run formats`: fields from the schemas, examples from the program, each valid by its schema. Every format is JSON with a closed JSON Schema (draft 2020-12): a key that is',
    'not known is refused, for a key that is ignored is a question that is not asked. The files are `schemas/*.json`, in the package `banach/schemas/*.json`. The number at the end of a `format`',
    'changes when the meaning of a file does. A `?` behind a field: it may be left out.',
    '',
    '## Numbers',
    '',
    'A JSON number is the binary64 that it denotes, and means exactly that real number: `0.1` is 0.1000000000000000055…. A string `"3/7"` or `"0.1"` is accepted wherever a number of a problem or',
    'measure is, and means exactly that rational: in the reference as it is, in Float64 code as its nearest binary64, the difference being part of the stated bound. In answers ±∞ are the strings',
    '`"Infinity"` and `"-Infinity"`. Refused, with exit 64 and the path of the place: NaN, numbers that overflow, negative or all-zero weights, points that coincide.',
    '',
    'An enclosure is `[lo, hi]`: two decimal strings, rounded outward. The true value lies between, ends included; where they are equal it is that number.',
    '',
    'Weights w mean the probability measure w/Σw, exactly: `[1, 2]` is (⅓, ⅔).',
    ...sections.flatMap(({ title, schemas: names, text }) => [
      '',
      `## ${title}`,
      '',
      text,
      ...names.flatMap((name) => [
        '',
        `Schema: [schemas/${name}.json](../schemas/${name}.json).`,
        ...tableOf(name),
        '',
        '```json',
        shown(found.get(name)),
        '```',
        ...(name === 'problem' ? ['', problemParts] : []),
      ]),
    ]),
    '',
  ].join('\n');
}
