/**
 * What stands in vitest's place in a tree: its `expect`, and enough of `test` and `describe` to run a test file as it is, until its first failure and no
 * further. A mutant that dies does so at once.
 */
export { expect } from 'vitest';

type Body = (...row: readonly unknown[]) => unknown;
type Each = (rows: readonly unknown[]) => (name: string, body: Body) => void;

const bodies: (() => unknown)[] = [];

const eachOf =
  (take: (body: () => unknown) => void): Each =>
  (rows) =>
  (_, body) =>
    rows.forEach((row) => take(() => (Array.isArray(row) ? body(...(row as unknown[])) : body(row))));

export const test = Object.assign((_name: string, body: () => unknown) => void bodies.push(body), {
  each: eachOf((body) => void bodies.push(body)),
});
export const it = test;
export const describe = Object.assign((_name: string, body: () => unknown) => void body(), {
  each: eachOf((body) => void body()),
});

/** Do the tests of a file pass? Those of what cannot be imported do not. */
export async function passes(file: string): Promise<boolean> {
  bodies.length = 0;
  try {
    await import(file);
    for (const body of bodies) await body();
    return true;
  } catch {
    return false;
  }
}
