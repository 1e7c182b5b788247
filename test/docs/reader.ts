/**
 * A reader of the documents: a folder of its own with the examples and this package installed, in which commands run. Nothing that a reader would fetch is
 * fetched: `npm install` has been done, and what reaches the network is refused.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './document.ts';

/**
 * `npx`: banach and vitest, as built and installed here. With QUICK, `verify` and `audit` judge one instance a claim, and a `verify` of all claims a few:
 * all of them take minutes, and have a test of their own. Nor is the worst case searched for, which takes seconds a claim. Claims of a reader's own are judged as
 * he says.
 */
const NPX = `#!/bin/bash
case "$1" in
  banach) shift;;
  vitest) shift; exec ${process.execPath} ${join(root, 'node_modules/vitest/vitest.mjs')} "$@";;
  *) echo "npx $1: not installed" >&2; exit 127;;
esac
own=(); some=; command=$1
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case "$command$1" in *--claims|*--list) some=1;; verify--from) QUICK=;; esac
  [ -n "$QUICK" ] && [ "$1" = --search ] || own+=("$1")
  shift
done
if [ -n "$QUICK" ]; then
  case "$command" in
    verify) own+=(--runs 1 --workers 1); [ -n "$some" ] || own+=(--claims BR-KF1 BR-KF3 BR-A2.2-growth BR-2.3-positive);;
    audit) own+=(--runs 1 --workers 1);;
  esac
fi
exec ${process.execPath} ${join(root, 'dist/cli/main.js')} "\${own[@]}" "$@"
`;

/** `npm`: what is installed is installed, and a script exists. */
const NPM = `#!/bin/bash
case "$1" in
  ci|install|init) ;;
  test) ;;
  run) node -e 'process.exit(process.argv[1] in require("${root}/package.json").scripts ? 0 : 1)' "$2" || { echo "npm run $2: no such script" >&2; exit 1; };;
  *) echo "npm $1: unknown" >&2; exit 127;;
esac
`;

/** GNU parallel, of the first argument alone. */
const PARALLEL = `#!/bin/bash
command=()
while [ "$1" != ::: ]; do command+=("$1"); shift; done
exec "\${command[@]//\\{\\}/$2}"
`;

const refused = ['curl', 'wget', 'git', 'pip', 'pip3', 'docker', 'yarn', 'pnpm'];

const folder = mkdtempSync(join(tmpdir(), 'banach-docs-'));
const bin = join(folder, 'bin');
mkdirSync(bin);
const programs: Readonly<Record<string, string>> = {
  npx: NPX,
  banach: '#!/bin/sh\nexec npx banach "$@"\n',
  npm: NPM,
  parallel: PARALLEL,
  ...Object.fromEntries(refused.map((name) => [name, `#!/bin/sh\necho ${name}: reaches the network >&2\nexit 127\n`])),
};
for (const [name, script] of Object.entries(programs)) {
  writeFileSync(join(bin, name), script);
  chmodSync(join(bin, name), 0o755);
}
/** This package as `npm install banach` leaves it, among what is installed here. */
export const modules = join(folder, 'node_modules');
mkdirSync(modules);
for (const name of readdirSync(join(root, 'node_modules')).filter((entry) => !entry.startsWith('.')))
  symlinkSync(join(root, 'node_modules', name), join(modules, name));
symlinkSync(root, join(modules, 'banach'));

/** A folder of a reader, by a name. */
export function place(name: string): string {
  const own = mkdtempSync(join(folder, `${name.replace(/\W/g, '-')}-`));
  cpSync(join(root, 'examples'), join(own, 'examples'), { recursive: true });
  writeFileSync(join(own, 'package.json'), '{ "private": true, "type": "module" }\n');
  return own;
}

/** A folder with the files of another, as a repository is checked out. */
export function checkout(of: string): string {
  const own = place('checkout');
  for (const entry of readdirSync(of, { withFileTypes: true }))
    if (entry.isFile()) cpSync(join(of, entry.name), join(own, entry.name));
  return own;
}

export interface Ran {
  readonly code: number | null;
  /** Of standard output and standard error. */
  readonly output: string;
}

/** A line as it is typed, or a script: with `strict` it ends at the first command that fails, and `dry` it is only parsed. */
export function run(
  script: string,
  where: string,
  {
    environment = {},
    strict = true,
    dry = false,
  }: { environment?: Readonly<Record<string, string>>; strict?: boolean; dry?: boolean } = {},
): Ran {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  const options = ['--noprofile', '--norc', ...(strict ? ['-eo', 'pipefail'] : []), ...(dry ? ['-n'] : [])];
  const { status, stdout, stderr } = spawnSync('bash', [...options, '-c', `exec 2>&1\n${script}`], {
    cwd: where,
    encoding: 'utf8',
    timeout: 110_000,
    env: { PATH: `${bin}:${PATH}`, HOME, LANG, NO_COLOR: '1', npm_config_offline: 'true', ...environment },
  });
  return { code: status, output: stdout + stderr };
}
