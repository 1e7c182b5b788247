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

const emitted = (file: string): string => file.replace(/\.ts$/, '.js');

/** TypeScript without its types, which a mutant need not respect; but it must be well formed. Tests get the stand-in for vitest. */
function compiled(fileName: string, source: string): string {
  const isTest = fileName.startsWith('test/') && fileName !== standIn;
  const text = isTest ? source.replace("from 'vitest'", `from './${posix.relative(dirname(fileName), standIn)}'`) : source;
  const { outputText, diagnostics = [] } = ts.transpileModule(text, { fileName, compilerOptions, reportDiagnostics: true });
  for (const { messageText } of diagnostics)
    throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  return outputText;
}

const write = (tree: string, file: string, text: string): void =>
  writeFileSync(join(tree, emitted(file)), file.endsWith('.ts') ? compiled(file, text) : text);

/**
 * Makes trees in a temporary folder. What a mutant does not change is linked to where it is there once, compiled: Node must run with `--preserve-symlinks`, by
 * which a module is known by its path through the links.
 */
export class Trees {
  readonly #sources = read();
  readonly #folder = mkdtempSync(join(tmpdir(), 'banach-mutants-'));
  #count = 0;
  /** The tree in which nothing is wrong. */
  readonly honest = join(this.#folder, 'honest');

  constructor() {
    // beside the trees: what all of them import is imported once
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'));
    writeFileSync(join(this.#folder, 'package.json'), '{"type":"module"}');
    for (const folder of new Set([...this.#sources.keys()].map(dirname)))
      mkdirSync(join(this.honest, folder), { recursive: true });
    for (const [file, text] of this.#sources) write(this.honest, file, text);
  }

  /** A new tree. */
  make(mutant: Mutant): string {
    const changed = new Map([...mutated(this.#sources, mutant)].filter(([file, text]) => text !== this.#sources.get(file)));
    const tree = join(this.#folder, String(this.#count++));
    const overlay = (path: string): void => {
      mkdirSync(join(tree, path));
      for (const name of readdirSync(join(this.honest, path))) {
        const at = posix.join(path, name);
        if ([...changed.keys()].some((file) => file.startsWith(`${at}/`))) overlay(at);
        else if (![...changed.keys()].some((file) => emitted(file) === at)) symlinkSync(join(this.honest, at), join(tree, at));
      }
    };
    overlay('.');
    for (const [file, text] of changed) write(tree, file, text);
    return tree;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
