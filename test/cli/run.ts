/** The built command line, run as a user runs it. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const main = new URL('../../dist/cli/main.js', import.meta.url).pathname;

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const banach = (...args: string[]): Outcome => banachWith({}, ...args);

/** With these in its environment. */
export function banachWith(environment: Readonly<Record<string, string>>, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Interrupts once the process has been running for so long. */
export const interrupted = (milliseconds: number, ...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('close', (code) => resolve({ code, out, err }));
    setTimeout(() => child.kill('SIGINT'), milliseconds);
  });

const folder = mkdtempSync(join(tmpdir(), 'banach-'));

/** A file of its own with that text, or that value as JSON. */
export function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

export const example = (name: string): string => new URL(`../../examples/${name}`, import.meta.url).pathname;
