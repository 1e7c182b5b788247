/** What is in a document that a machine can check: fenced blocks, and commands within lines. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** A fenced block. */
export interface Block {
  /** What stands behind the fence. */
  readonly language: string;
  readonly text: string;
  /** The file that it is, where the line before the fence ends with its name and a colon. */
  readonly name?: string;
}

const markdown = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path));

/** The documents whose blocks and commands are executed. */
export const documents: readonly string[] = [
  'README.md',
  ...['docs', 'reference', 'oracles', 'examples'].flatMap(markdown),
].sort();

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export const FENCE = /^( *)```([^\n`]*)\n([\s\S]*?)^\1```$/gm;

/** The blocks of a document, in order. */
export const blocksOf = (text: string): Block[] =>
  [...text.matchAll(FENCE)].map((match) => {
    const [, indent, language, body] = match as unknown as [string, string, string, string];
    const name = /`([\w.-]+\.\w+)`[^`\n]*:\s*$/.exec(text.slice(0, match.index))?.[1];
    const lines = body.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    return { language: language.trim(), text: lines.join('\n'), ...(name !== undefined && { name }) };
  });

/** What stands between backticks in a line, bars of tables unescaped. */
export const inline = (text: string): string[] =>
  [...text.replace(FENCE, '').matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code]) => code!.replaceAll('\\|', '|'));

/** The arguments of a line, in quotes or bare. */
export const argumentsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare!);
