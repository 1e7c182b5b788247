/** Wrong versions of src/ as subjects of an audit: each in a tree of its own, asked by examples/audit/subject.mjs. */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../../../audit/index.ts';
import type { Tried } from '../../../report/tried.ts';
import type { Mutant } from '../../mutants/mutant.ts';
import { Trees } from '../../mutants/tree.ts';

const root = join(import.meta.dirname, '../../..');

/** What an audit says of a mutant: all claims, those that refute it, and those that could not be judged. */
export interface Audited {
  readonly mutant: Mutant;
  readonly claims: readonly string[];
  readonly refuted: readonly string[];
  readonly unjudged: readonly string[];
}

interface Report {
  readonly claims: readonly { readonly id: string; readonly standing: string }[];
}

/** A subject in a tree: the mutated sources under the package's own name, and the subject that is shipped. */
function subjectIn(tree: string): string {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
  const exports = { '.': './src/index.js', './problem': './src/problem/index.js' };
  writeFileSync(join(tree, 'package.json'), JSON.stringify({ name, type: 'module', exports }));
  const subject = join(tree, 'subject.mjs');
  copyFileSync(join(root, 'examples/audit/subject.mjs'), subject);
  return subject;
}

/** `banach audit` of a subject, as it is shipped in dist/. */
function audit(subject: string, options: readonly string[]): Promise<Report> {
  const command = [process.execPath, '--preserve-symlinks', subject];
  const args = [join(root, 'dist/cli/main.js'), 'audit', '--json', '--quiet', ...options, '--', ...command];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.once('close', () => {
      try {
        resolve(JSON.parse(out) as Report);
      } catch {
        reject(new Error(`${subject}: no answer of an audit`));
      }
    });
  });
}

/** Audits each mutant with the options that it is given. */
export async function audited(
  mutants: readonly Mutant[],
  options: (mutant: Mutant) => readonly string[],
  onAudited: (row: Audited) => void = () => undefined,
): Promise<Audited[]> {
  const trees = new Trees();
  try {
    const rows: Audited[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < mutants.length) {
        const k = next++;
        const mutant = mutants[k]!;
        const { claims } = await audit(subjectIn(trees.make(mutant)), options(mutant));
        const of = (standing: string) => claims.filter((claim) => claim.standing === standing).map(({ id }) => id);
        rows[k] = { mutant, claims: claims.map(({ id }) => id), refuted: of('refuted'), unjudged: of('could not judge') };
        onAudited(rows[k]);
      }
    };
    await Promise.all([lane(), lane()]);
    return rows;
  } finally {
    trees.remove();
  }
}

/** The rows as data, the first that of nothing wrong. */
export function triedOf(rows: readonly Audited[]): Tried {
  const columns = rows[0]!.claims;
  return {
    of: 'src/, asked through examples/audit/subject.mjs',
    by: 'Judged by banach audit, 100 instances a claim, seed 1, 64 scaled ulps',
    columns,
    rows: rows.map(({ mutant: { name, edits }, claims, refuted, unjudged }) => ({
      ...{ name, file: edits[0]?.file ?? '' },
      marks: columns
        .map((id) => (refuted.includes(id) ? 'x' : unjudged.includes(id) ? '?' : claims.includes(id) ? '·' : ' '))
        .join(''),
    })),
  };
}

/** Does the claim compare answers with truths? Otherwise it is a theorem about answers. */
export const isConformance = (id: string): boolean => (operations as readonly string[]).includes(id.replace(/^audit-/, ''));
