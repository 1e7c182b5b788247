/** The command line is tested as it is shipped: built before the tests, where dist/ is missing or older than a source (`npm ci` has just built it). */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { include: folders } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as { include: string[] };
const modified = (path: string): number => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

/** Folders too: they change where a file is added or removed. */
function isStale(): boolean {
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  const built = modified('dist/cli/main.js');
  return ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', ...folders, ...sources].some(
    (path) => modified(path) >= built,
  );
}

export default function build(): void {
  if (isStale()) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
