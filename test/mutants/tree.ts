/** The sources as JavaScript in a folder of their own, mutated or not: a module graph that shares nothing of ours with another one. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { mutated, type Mutant } from './mutant.ts';

const root = join(import.meta.dirname, '../..');
const folders = ['src', 'reference', 'oracles', 'properties', 'test'] as const;

/** The text of every TypeScript and JSON file, by its path from the root. */
function read(): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      if (entry.isFile() && /\.(ts|json)$/.test(entry.name)) {
        const path = join(entry.parentPath, entry.name);
        files.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
      }
  return files;
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

const standIn = 'test/mutants/until-failure.ts';

/** TypeScript without its types, which a mutant need not respect; but it must be well formed. Tests get the stand-in for vitest. */
function compiled(fileName: string, source: string): string {
  const isTest = fileName.startsWith('test/') && fileName !== standIn;
  const text = isTest ? source.replace("from 'vitest'", `from './${posix.relative(dirname(fileName), standIn)}'`) : source;
  const { outputText, diagnostics = [] } = ts.transpileModule(text, { fileName, compilerOptions, reportDiagnostics: true });
  for (const { messageText } of diagnostics)
    throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  return outputText;
}

/** Makes trees in a temporary folder. A file that a mutant does not change is compiled once. */
export class Trees {
  readonly #sources = read();
  readonly #compiled = new Map<string, string>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'banach-mutants-'));
  #count = 0;

  /** A new tree of those folders, all by default. */
  make(mutant: Mutant, wanted: readonly (typeof folders)[number][] = folders): string {
    const tree = join(this.#folder, String(this.#count++));
    const all = [...mutated(this.#sources, mutant)];
    const files = new Map(all.filter(([file]) => wanted.some((folder) => file.startsWith(`${folder}/`))));
    for (const folder of new Set([...files.keys()].map(dirname))) mkdirSync(join(tree, folder), { recursive: true });
    for (const [file, text] of files)
      if (file.endsWith('.json')) writeFileSync(join(tree, file), text);
      else writeFileSync(join(tree, file.replace(/ts$/, 'js')), this.#code(file, text));
    writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    return tree;
  }

  #code(file: string, text: string): string {
    if (text !== this.#sources.get(file)) return compiled(file, text);
    const known = this.#compiled.get(file);
    if (known !== undefined) return known;
    const code = compiled(file, text);
    this.#compiled.set(file, code);
    return code;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
