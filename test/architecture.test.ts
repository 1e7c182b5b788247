/** The one-way rule between the folders, held by reading the imports. */
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = dirname(import.meta.dirname);

/** Who may import what of ours: the first rule whose folder holds the file. A folder imports itself. */
const rules: readonly (readonly [folder: string, mayImport: readonly string[]])[] = [
  ['src/problem/', []],
  ['src/', []],
  ['reference/', ['src/problem/']],
  ['oracles/', ['src/problem/', 'reference/interval/']],
  ['properties/', ['src/problem/', 'reference/', 'oracles/']],
  ['audit/', ['src/problem/', 'reference/', 'properties/']],
  ['report/', ['src/problem/', 'reference/', 'oracles/', 'properties/', 'audit/']],
  ['cli/', ['src/', 'reference/', 'oracles/', 'properties/', 'audit/', 'report/']],
];
const folders = ['src/', 'reference/', 'oracles/', 'properties/', 'audit/', 'report/', 'cli/', 'test/', 'bench/', 'examples/'];

/** npm packages that one file alone may know. */
const owners: Readonly<Record<string, string>> = {
  'decimal.js': 'reference/interval/decimal.ts',
  'fft.js': 'src/interaction/toeplitz.ts',
  highs: 'src/transport.ts',
  katex: 'report/math.ts',
  '@observablehq/plot': 'report/svg.ts',
  linkedom: 'report/svg.ts',
};

/** Our own package by its name is an import like any other. */
const ourselves = /^banach(?:\/(.*))?$/;

/** The specifiers of every static and dynamic import, re-export and require. */
function imports(code: string): string[] {
  const pattern = /\bfrom\s*(['"])(.+?)\1|\bimport\s*(['"])(.+?)\3|\b(?:import|require)\s*\(\s*(['"`])(.+?)\5/g;
  return [...code.matchAll(pattern)].map((match) => (match[2] ?? match[4] ?? match[6])!);
}

/** What breaks the rule, a line each. `files` maps paths from the root to their text. */
function violations(files: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const [file, code] of files) {
    const rule = rules.find(([folder]) => file.startsWith(folder));
    if (!rule) continue;
    const allowed = [rule[0], ...rule[1]];
    for (const specifier of imports(code)) {
      const own = ourselves.exec(specifier);
      const relativeTo = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined;
      const target = own ? `${own[1] ?? 'src'}/` : relativeTo;
      if (target !== undefined) {
        const ours = target.startsWith('..') || folders.some((folder) => target.startsWith(folder));
        if (ours && !allowed.some((folder) => target.startsWith(folder))) found.push(`${file} imports ${specifier}`);
      } else {
        const name = Object.keys(owners).find((owned) => specifier === owned || specifier.startsWith(`${owned}/`));
        if (name && owners[name] !== file) found.push(`${file} imports ${specifier}`);
      }
    }
  }
  return found;
}

/** Every source file below our folders. */
function sources(): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders.filter((name) => existsSync(join(root, name))))
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name)) {
        const path = join(entry.parentPath, entry.name);
        files.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
      }
  return files;
}

describe('the one-way rule', () => {
  const files = sources();

  test('the kernel and the vocabulary are among the files read', () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['reference/interval/decimal.ts', 'src/problem/rational.ts', 'test/architecture.test.ts']),
    );
    expect(imports(files.get('reference/interval/decimal.ts')!)).toContain('decimal.js');
  });

  test('every folder imports only what it may', () => {
    expect(violations(files)).toEqual([]);
  });
});

describe('the rule would be broken by', () => {
  test.each([
    ['src/problem/measure.ts', "import { x } from '../flow.ts';"],
    ['src/problem/schema/ajv.ts', "import { x } from '../../flow.ts';"],
    ['src/flow.ts', "import { exact } from '../reference/interval/exact.ts';"],
    ['src/flow.ts', "import type { Claim } from '../properties/claim.ts';"],
    ['src/flow.ts', 'import "../cli/main.ts";'],
    ['src/flow.ts', "export * from '../test/src/instances.ts';"],
    ['src/flow.ts', "const m = await import('../oracles/rational.ts');"],
    ['src/flow.ts', 'const m = await import(`../bench/run.ts`);'],
    ['src/flow.ts', "import { x } from 'banach/reference';"],
    ['src/flow.ts', "import {\n  one,\n  two,\n} from '../examples/first.ts';"],
    ['src/flow.ts', "import { Decimal } from 'decimal.js';"],
    ['src/flow.ts', "import loadHighs from 'highs';"],
    ['oracles/rational.ts', "const { default: load } = await import('highs');"],
    ['reference/transport.ts', "import loadHighs from 'highs';"],
    ['src/flow.ts', "import { x } from '../../elsewhere/x.ts';"],
    ['reference/flow.ts', "import { flow } from '../src/flow.ts';"],
    ['reference/flow.ts', "import { truth } from '../oracles/rational.ts';"],
    ['reference/flow.ts', "import { Decimal } from 'decimal.js';"],
    ['reference/interval/binary64.ts', "import { Decimal } from 'decimal.js/decimal.mjs';"],
    ['oracles/rational.ts', "import { bestResponse } from '../reference/best-response.ts';"],
    ['oracles/rational.ts', "import { flow } from '../src/flow.ts';"],
    ['properties/judge.ts', "import { flow } from '../src/flow.ts';"],
    ['properties/judge.ts', "import { main } from '../cli/main.ts';"],
    ['cli/main.ts', "import { instance } from '../test/src/instances.ts';"],
    ['cli/main.ts', "const { Decimal } = require('decimal.js');"],
  ])('%s with %j', (file, code) => {
    expect(violations(new Map([[file, code]]))).toHaveLength(1);
  });

  test('and not by', () => {
    const innocent = new Map([
      ['src/problem/problem.ts', "import { rational } from './rational.ts';\nimport Ajv from 'ajv';"],
      ['src/flow.ts', "import { rational } from './problem/rational.ts';\nimport seedrandom from 'seedrandom';"],
      [
        'reference/flow.ts',
        "import { decimal } from './interval/decimal.ts';\nimport { ONE } from '../src/problem/rational.ts';",
      ],
      ['reference/interval/decimal.ts', "import { Decimal } from 'decimal.js';"],
      ['src/transport.ts', "import loadHighs from 'highs';"],
      ['oracles/rational.ts', "import { decimal } from '../reference/interval/decimal.ts';"],
      ['properties/judge.ts', "import { flow } from '../reference/flow.ts';\nimport { truth } from '../oracles/truth.ts';"],
      ['cli/main.ts', "import { claims } from '../properties/index.ts';\nimport { flow } from '../src/flow.ts';"],
      ['test/src/flow.test.ts', "import { main } from '../../cli/main.ts';"],
    ]);
    expect(violations(innocent)).toEqual([]);
  });
});
