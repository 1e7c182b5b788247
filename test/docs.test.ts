/**
 * Every block and every command of the documents is executed. By the language behind the fence:
 *
 * - `sh`: commands, which end with 0. `verify` and `audit` judge one instance a claim here, and `verify` without claims a few of them; no search.
 * - `text`: `$ command`, and what it prints, to the letter but for times; a line of … stands for any lines.
 * - `ts` `js` `mjs` `python`: a program that runs; TypeScript is type-checked.
 * - `json`: valid by the schema that its `format` names. `yaml`: every `run` and `script` in it is executed, for every shard of a matrix.
 * - none: a picture, a formula or a sketch, without commands.
 *
 * A block after a line that ends with `name.ext`: is that file, which a later command uses. The blocks of a document are executed in order in one folder.
 * Between backticks, `npx banach …` is executed unless it has a PLACEHOLDER, or only judges claims, which then exist; its options, those of `banach …` and
 * `--option` exist in any case.
 */
import { readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FENCE, argumentsOf, blocksOf, documents, inline, read, root, type Block } from './docs/document.ts';
import { checkout, modules, place, run } from './docs/reader.ts';

/** Blocks that need what is not here: the variables that a scheduler sets. Each is run in a folder of its own, as one of many jobs. */
const jobs: readonly {
  readonly with: string;
  readonly because: string;
  readonly environment: Readonly<Record<string, string>>;
}[] = [
  {
    with: '#SBATCH',
    because: 'Slurm sets them, in each of 64 jobs',
    environment: { SLURM_CPUS_PER_TASK: '2', SLURM_ARRAY_TASK_ID: '1' },
  },
  {
    with: 'JOB_COMPLETION_INDEX',
    because: 'Kubernetes sets one, and who starts the job the other; GNU parallel may not be installed, and is one job here',
    environment: { JOB_COMPLETION_INDEX: '2', N: '3' },
  },
];

/** Blocks with a command that runs until it is ended: only parsed. */
const servers = [{ with: 'serve.mjs', because: 'test/examples/browser.test.ts starts it' }];

/** Files that a document takes for granted: the reader's own code. */
const given: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/tutorials/gate-your-ci.md': { 'subject.py': read('examples/audit/subject.py') },
  'docs/audit.md': {
    'mine.ts': `import { bestResponse as psi, compile, normalise, type Problem } from 'banach';
export function bestResponse(problem: Problem, weights: readonly number[]): Float64Array {
  const n = weights.length;
  return psi(compile(problem), normalise(Float64Array.from(weights), new Float64Array(n)), new Float64Array(n), new Float64Array(n));
}
`,
  },
};

const QUICK = { QUICK: '1' };
const timeless = (text: string): string => text.replace(/\bin [\d.]+ s\b/g, 'in … s').trim();

/** The lines of a block as commands, each with what it prints. */
const sessions = (text: string): { command: string; shown: string }[] =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => ({ command: part.split('\n', 1)[0]!, shown: part.slice(part.indexOf('\n') + 1) }));

/** Is that what was printed? A line of … stands for any lines. */
function expectShown(printed: string, shown: string): void {
  const [got, want] = [timeless(printed), timeless(shown)];
  const parts = want.split(/^…\n?/m);
  if (parts.length === 1) return expect(got).toBe(want);
  let rest = `${got}\n`;
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    const piece = last && part !== '' ? `${part.trimEnd()}\n` : part;
    const at = i === 0 ? 0 : last ? rest.length - piece.length : rest.indexOf(piece);
    expect(at >= 0 ? rest.slice(at, at + piece.length) : rest).toBe(piece);
    rest = rest.slice(at + piece.length);
  });
}

const ajv = new Ajv2020({ strict: false });
for (const file of readdirSync(join(root, 'schemas'))) ajv.addSchema(JSON.parse(read(`schemas/${file}`)) as object, file);

/** The file of the schema of a value, if one knows it. */
function schemaOf(value: unknown): string | undefined {
  const { format, op, id, result } = value as { format?: string; op?: string; id?: unknown; result?: { protocol?: unknown } };
  if (format !== undefined) return format;
  return op === undefined && id !== undefined ? (result?.protocol ? 'audit-handshake.json' : 'audit-reply.json') : undefined;
}

function expectValid(text: string): void {
  let values: unknown[];
  try {
    values = [JSON.parse(text)];
  } catch {
    values = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  }
  for (const value of values) {
    const name = schemaOf(value);
    if (name === undefined) continue;
    const validate = ajv.getSchema(name);
    expect(validate, `a schema for ${name}`).toBeDefined();
    expect(
      validate!(name === 'audit-handshake.json' ? (value as { result: unknown }).result : value),
      ajv.errorsText(validate!.errors),
    ).toBe(true);
  }
}

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly steps?: readonly Step[];
  readonly script?: readonly string[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
}

/** Executes what a workflow runs, once for each entry of a matrix of one variable. */
function workflow(text: string, where: string): void {
  const whole = parse(text) as Readonly<Record<string, Job>> & { readonly jobs?: Readonly<Record<string, Job>> };
  for (const { steps = [], script = [], strategy } of Object.values(whole.jobs ?? whole)) {
    const [[name, values]] = Object.entries(strategy?.matrix ?? { none: [''] }) as [[string, readonly unknown[]]];
    for (const value of values)
      for (const step of [...steps, ...script.map((line): Step => ({ run: line }))]) {
        const filled = (code: string): string => code.replaceAll(`\${{ matrix.${name} }}`, String(value));
        if (step.uses?.includes('/banach@')) expect(actionInputs).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
        if (step.run === undefined) continue;
        const environment = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, code]) => [key, filled(code)]));
        const { code, output } = run(filled(step.run), where, { environment: { ...QUICK, ...environment } });
        expect(code, `${step.run}\n${output}`).toBe(0);
      }
  }
}
const actionInputs = Object.keys((parse(read('action.yml')) as { inputs: object }).inputs);

const programs: Readonly<Record<string, { readonly extension: string; readonly by: string }>> = {
  ts: { extension: 'ts', by: 'node' },
  js: { extension: 'js', by: 'node' },
  mjs: { extension: 'mjs', by: 'node' },
  python: { extension: 'py', by: 'python3' },
};

/** Executes a program: TypeScript without its types. */
function execute({ language, text }: Block, where: string): void {
  const { extension, by } = programs[language]!;
  const name = `unnamed.${language === 'ts' ? 'mjs' : extension}`;
  const { ESNext: module } = ts.ModuleKind;
  const { ESNext: target } = ts.ScriptTarget;
  writeFileSync(
    join(where, name),
    language === 'ts' ? ts.transpileModule(text, { compilerOptions: { module, target } }).outputText : text,
  );
  const { code, output } = run(`${by} ${name}`, where);
  expect(code, output).toBe(0);
}

/** Executes a block of a document. */
function check(block: Block, where: string): void {
  const { language, text, name } = block;
  if (language === 'json') expectValid(text);
  if (name !== undefined) writeFileSync(join(where, name), text);
  else if (language in programs) execute(block, where);
  switch (language) {
    case 'sh': {
      if (servers.some(({ with: part }) => text.includes(part))) return expect(run(text, where, { dry: true }).code).toBe(0);
      const job = jobs.find(({ with: part }) => text.includes(part));
      const { code, output } = run(text, job ? place('job') : where, { environment: { ...QUICK, ...job?.environment } });
      return expect(code, `${text}${output}`).toBe(0);
    }
    case 'text':
      if (name !== undefined) return;
      expect(text, 'a text is "$ command" and what it prints').toMatch(/^\$ /);
      return sessions(text).forEach(({ command, shown }) => expectShown(run(command, where, { strict: false }).output, shown));
    case 'yaml':
      return workflow(text, checkout(where));
    case '':
      return expect(text, 'commands are "sh" or "text"').not.toMatch(/^(\$ |npx |npm |banach |python3? |node )/m);
    default:
      expect(language in programs || language === 'json', `a fence of ${language}`).toBe(true);
  }
}

const fenced = documents.map((path) => [path, blocksOf(read(path))] as const).filter(([, blocks]) => blocks.length > 0);

describe('the blocks of', () => {
  test.each(fenced)(
    '%s',
    (path, blocks) => {
      const where = place(path);
      for (const [name, text] of Object.entries(given[path] ?? {})) writeFileSync(join(where, name), text);
      blocks.forEach((block, i) => {
        const later = blocks.slice(i + 1).map(({ text }) => text);
        if (block.name !== undefined)
          expect(
            later.some((text) => text.includes(block.name!.replace(/\.\w+$/, ''))),
            `${block.name} is used`,
          ).toBe(true);
        check(block, where);
      });
    },
    120_000,
  );
});

test.each(documents)('no command of %s hides in an indented block', (path) => {
  const lines = read(path).replace(FENCE, '').split('\n');
  expect(lines.filter((line) => /^(?: {4}|\t)(?:\$ |npx |npm |banach |python3? |node )/.test(line))).toEqual([]);
});

test('TypeScript in the documents is type-checked', () => {
  const files = fenced.flatMap(([path, blocks]) => {
    const where = place(`types of ${path}`);
    symlinkSync(modules, join(where, 'node_modules'));
    for (const [name, text] of Object.entries(given[path] ?? {})) writeFileSync(join(where, name), text);
    return blocks.flatMap(({ language, text, name }, i) => {
      if (language !== 'ts') return [];
      const file = join(where, name ?? `block-${i}.ts`);
      writeFileSync(file, text);
      return [file];
    });
  });
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, typeRoots: [join(modules, '@types')] },
    root,
  );
  // A reader's example declares more than it uses.
  const program = ts.createProgram(files, { ...options, noUnusedLocals: false, noUnusedParameters: false });
  const wrong = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  expect(wrong).toEqual([]);
}, 120_000);

describe('commands within lines', () => {
  const where = place('inline');
  // As a report gives it to its reader.
  writeFileSync(join(where, 'counterexample.json'), read('test/corpus/conformance-lipschitz.json'));
  const all = documents.flatMap((path) => inline(read(path)).map((code) => ({ path, code })));
  const commands = all.filter(({ code }) => /^(npx )?banach [a-z]/.test(code));
  const help = run('banach --help', where).output;
  const names = [...help.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name!).filter((name) => name !== 'help');
  const optionsOf = new Map(
    names.map((name) => [name, new Set(run(`banach ${name} --help`, where).output.match(/--[a-z][\w-]*/g))]),
  );
  const isTemplate = (args: readonly string[]): boolean => args.some((arg) => /^[A-Z]+…?$|…|^i\/n$/.test(arg));

  test('have commands and options that exist', () => {
    const wrong = commands.flatMap(({ path, code }) => {
      const [name, ...rest] = argumentsOf(code.replace(/^(npx )?banach /, ''));
      const own = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined);
      const options = optionsOf.get(name!);
      if (!options) return [`${path}: ${code}: no such command`];
      const unknown = own
        .map((arg) => /^\[?(--[a-z][\w-]*)/.exec(arg)?.[1])
        .find((option) => option !== undefined && !options.has(option));
      return unknown === undefined ? [] : [`${path}: ${code}: no option ${unknown}`];
    });
    expect(wrong).toEqual([]);
  });

  test('and options alone are those of a command', () => {
    const known = new Set(['--help', '--version', ...[...optionsOf.values()].flatMap((options) => [...options])]);
    const wrong = all.flatMap(({ path, code }) => {
      const option = /^--[a-z][\w-]*/.exec(code)?.[0];
      return option === undefined || known.has(option) ? [] : [`${path}: ${code}`];
    });
    expect(wrong).toEqual([]);
  });

  const whole = [...new Set(commands.map(({ code }) => code))].filter(
    (code) => code.startsWith('npx ') && !isTemplate(argumentsOf(code)),
  );
  const judging = /^npx banach verify (?:--search )?--claims ((?:"[^"]*"|[^\s"-]\S*)(?: (?:"[^"]*"|[^\s"-]\S*))*)$/;

  // The claims themselves are judged by claims.test.ts: here each glob matches some, and the options are accepted.
  test('name claims that exist: npx banach verify --claims …', () => {
    const globs = whole.flatMap((code) => judging.exec(code)?.[1] ?? []);
    if (globs.length === 0) return;
    const { code, output } = run(`npx banach verify --list --search --claims ${globs.join(' ')}`, where);
    expect(code, output).toBe(0);
  });

  test.each(whole.filter((code) => !judging.test(code)))(
    'run: %s',
    (command) => {
      const { code, output } = run(command, where, { environment: QUICK });
      expect(code, output).toBe(0);
    },
    120_000,
  );
});
