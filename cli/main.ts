#!/usr/bin/env node
/**
 * The command line: options in, exit codes out. Answers go to stdout, talk to stderr; misuse is one line and 64.
 *
 * A command is imported when it is called, so that none waits for what the others need.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../src/problem/parse.ts';
import { parseRational, toNumber } from '../src/problem/rational.ts';
import { methods } from '../src/flow/methods.ts';
import type { AuditOptions } from './audit.ts';
import type { CertifyOptions } from './certify.ts';
import type { EvaluateOptions } from './evaluate.ts';
import type { FlowCommand } from './flow.ts';
import type { MergeOptions } from './merge.ts';
import type { ReplayOptions } from './replay.ts';
import type { Shard } from './run.ts';
import type { VectorsOptions } from './vectors.ts';
import type { VerifyOptions } from './verify.ts';
import { version } from './version.ts';

const MISUSE = 64;

const integer =
  (least: number, most: number) =>
  (text: string): number => {
    const n = Number(text);
    if (!/^\d+$/.test(text) || n < least || n > most)
      throw new InvalidArgumentError(`expected an integer from ${least} to ${most}.`);
    return n;
  };
const digits = integer(1, 500);
const probability = (text: string): number => {
  const p = Number(text);
  if (text.trim() === '' || !(p >= 1e-15 && p <= 0.5)) throw new InvalidArgumentError('expected a number from 1e-15 to 0.5.');
  return p;
};

/** i/n. */
const shard = (text: string): Shard => {
  const [index, of] = /^\d{1,9}\/\d{1,9}$/.test(text) ? text.split('/').map(Number) : [];
  if (!index || !of || index > of) throw new InvalidArgumentError('expected i/n such as 2/8, 1 ≤ i ≤ n.');
  return { index, of };
};
/** A shard without a directory could not be merged with the others. */
const expectOut = ({ shard, out }: { readonly shard?: unknown; readonly out?: unknown }): void => {
  if (shard !== undefined && out === undefined) throw new InputError('--shard', '--out DIR beside it, for banach merge', 'none');
};

/** A number such as 0.1 or 1/10, positive, or at least 0. */
const real =
  (zero = false) =>
  (text: string): number => {
    const q = parseRational(text);
    const x = q === undefined ? NaN : toNumber(q);
    if (!(zero ? x >= 0 : x > 0) || x === Infinity)
      throw new InvalidArgumentError(`expected a number ${zero ? '≥' : '>'} 0 such as 0.1 or 1/10.`);
    return x;
  };

const factor = (text: string): number => {
  const x = Number(text);
  if (text.trim() === '' || !(x >= 1 && x < Infinity)) throw new InvalidArgumentError('expected a number ≥ 1.');
  return x;
};
/** Infinity: times are not compared. */
const slowdown = (text: string): number => (text === 'off' ? Infinity : factor(text));

/** The options of a gate, which verify, audit and merge have. */
const withGate = (command: Command): Command =>
  command
    .option('--junit <file>', 'the claims as JUnit XML')
    .option('--github', 'annotations for GitHub, and a summary where $GITHUB_STEP_SUMMARY says', false)
    .option('--baseline <file>', 'fail where a slack, an error, a time or a standing is worse than there')
    .option('--update-baseline', 'rewrite the file of --baseline', false)
    .option('--regression <factor>', 'by which a slack or an error may be worse, 2 by default', factor)
    .option('--slowdown <factor>', 'by which a claim may take longer; verify 4 and audit off by default', slowdown);

/** One line, whatever the parser says. */
const oneLine = (text: string): string =>
  `banach: ${text
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n+\s*/g, ' ')
    .replace(/\p{Cc}/gu, '?')}`;

let exit = 0;
const program = new Command('banach')
  .description('Theorems about entropic mean-field optimisation, judged instance by instance with proved verdicts.')
  .version(version)
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });

withGate(
  program
    .command('verify')
    .description('judge claims against the certified reference')
    .option('--claims <glob...>', 'only the claims whose id matches, e.g. "BR-2.3*"', [])
    .option('--from <file>', "judge the claims that a module of one's own exports, in place of banach's")
    .option('--runs <n>', 'judged instances a claim', integer(1, 1e9), 100)
    .option('--seed <n>', 'an integer from 0 to 4294967295', integer(0, 4294967295), 1)
    .option('--effort <n>', 'multiplies --runs, and the evaluations of --search', integer(1, 1e6), 1)
    .option('--search', 'also climb to the worst case of every theorem: how tight is it?', false)
    .option('--digits <max>', 'the top of the ladder of precisions', digits, 200)
    .option('--error-probability <p>', 'of each statistical claim', probability, 1e-9)
    .option('--json [file]', 'the answer as JSON: to the file, or alone on standard output')
    .option('--out <dir>', 'a directory for the results: the same command again goes on where it was ended or killed')
    .option('--shard <i/n>', 'only the i-th of n parts of the claims, into --out, for banach merge', shard)
    .option('--report <dir>', 'also a report for people: index.html in the directory')
    .option('--list', 'only list the claims', false)
    .option('--workers <n>', 'threads; the result does not depend on it', integer(1, 1024))
    .option('--quiet', 'no progress, and no table when all is as expected', false),
).action(async (options: VerifyOptions) => {
  expectOut(options);
  const { verify } = await import('./verify.ts');
  exit = await verify(options);
});

program
  .command('certify')
  .description('prove what can be proved of one problem: contraction, fixed points, the minimiser')
  .argument('<problem>', 'a problem file (banach/problem/1)')
  .option('--digits <d>', 'relative width 10^-d of every enclosure', digits, 40)
  .option('--json', 'the answer as JSON', false)
  .option('--report <dir>', 'also a report for people: index.html in the directory')
  .action(async (problem: string, options: CertifyOptions) => {
    const { certify } = await import('./certify.ts');
    exit = await certify(problem, options);
  });

program
  .command('evaluate')
  .description('certified values of a problem at a measure, beside Float64')
  .argument('<problem>', 'a problem file (banach/problem/1)')
  .requiredOption('--nu <file>', 'a measure')
  .option('--nu2 <file>', 'a second measure, for W1')
  .option('--digits <d>', 'relative width 10^-d of every enclosure', digits, 40)
  .option('--json', 'the answer as JSON', false)
  .action(async (problem: string, options: EvaluateOptions) => {
    const { evaluate } = await import('./evaluate.ts');
    exit = evaluate(problem, options);
  });

program
  .command('flow')
  .description('run the flow of a problem from a measure: dν/dt = α(Ψ[ν] − ν), in Float64')
  .argument('<problem>', 'a problem file (banach/problem/1) over finitely many points')
  .requiredOption('--nu0 <file>', 'the measure at t = 0')
  .option('--alpha <α>', 'the rate', real(), 1)
  .option('--until <t>', 'the last time; 10/α by default, none with --tolerance where Ψ contracts', real(true))
  .option('--step <h>', 'the step, αh ≤ 1 for euler; the first one tried for adaptive', real())
  .addOption(new Option('--method <name>', 'adaptive by default, euler with --step').choices(methods))
  .option('--tolerance <ε>', 'end as soon as W1 to the fixed point is certainly at most this', real())
  .option('--every <t>', 'show every so much', real())
  .option('--at <t...>', 'show at these times', (text: string, list?: number[]) => [...(list ?? []), real(true)(text)])
  .option('--max-steps <n>', 'steps at most', integer(0, 1e12), 100_000)
  .option('--json [file]', 'the answer as JSON: to the file, or alone on standard output')
  .option('--report <dir>', 'also a report for people: index.html in the directory')
  .option('--csv [file]', 'the trajectory as CSV: to the file, or alone on standard output')
  .action(async (problem: string, options: FlowCommand) => {
    const { runFlow } = await import('./flow.ts');
    exit = await runFlow(problem, options);
  });

withGate(
  program
    .command('audit')
    .description('judge another implementation, in any language: a program that answers questions on its standard output')
    .argument('[command...]', 'the program and its arguments, after --')
    .option('--claims <glob...>', 'only the claims whose id matches', [])
    .option('--runs <n>', 'judged instances a claim', integer(1, 1e9), 100)
    .option('--seed <n>', 'an integer from 0 to 4294967295', integer(0, 4294967295), 1)
    .option('--tolerance <k>', 'scaled ulps that an answer may be off', integer(1, 1e9), 64)
    .option('--timeout <ms>', 'how long an answer may take', integer(1, 1e9), 10000)
    .option('--start-timeout <ms>', 'how long it may take to start', integer(1, 1e9), 60000)
    .option('--digits <max>', 'the top of the ladder of precisions', digits, 200)
    .option('--workers <n>', 'copies of the program, each asked by a thread', integer(1, 1024))
    .option('--record <file>', 'write the questions to the file, for a program that cannot be started from here')
    .option('--handshake <file>', 'what that program can do (the result of a handshake), everything by default')
    .option('--from <file>', 'judge the answers in the file, to the questions of the same --seed, --runs and --claims')
    .option('--expect <file>', 'failures that are accepted; one that is not there fails too')
    .option('--out <dir>', 'a directory for the results: the same command again goes on where it was ended or killed')
    .option('--shard <i/n>', 'only the i-th of n parts of the claims, into --out, for banach merge', shard)
    .option('--report <dir>', 'also a report for people: index.html in the directory')
    .option('--check', 'only the handshake and three questions, with all that is said', false)
    .option('--json [file]', 'the answer as JSON: to the file, or alone on standard output')
    .option('--quiet', 'no progress, and no table when all is as expected', false),
).action(async (command: string[], options: AuditOptions) => {
  expectOut(options);
  const { audit } = await import('./audit.ts');
  exit = await audit(command, options);
});

withGate(
  program
    .command('merge')
    .description('join the results of shards into the answer of one run; refuses gaps and conflicts')
    .argument('<dir...>', 'directories of results, of verify or audit with --out')
    .option('--json [file]', 'the answer as JSON: to the file, or alone on standard output')
    .option('--report <dir>', 'also a report for people: index.html in the directory')
    .option('--quiet', 'no table when all is as expected', false),
).action(async (folders: string[], options: MergeOptions) => {
  const { merge } = await import('./merge.ts');
  exit = await merge(folders, options);
});

program
  .command('vectors')
  .description('write questions with certified answers, for implementations in any language')
  .requiredOption('--out <dir>', 'the folder for the files, one an operation')
  .action(async (options: VectorsOptions) => {
    const { vectors } = await import('./vectors.ts');
    exit = vectors(options);
  });

program
  .command('replay')
  .description('judge stored counterexamples again')
  .argument('<file...>', 'counterexamples: one, an array of them, or an answer of verify --json')
  .option('--from <file>', "of the claims that a module of one's own exports, in place of banach's")
  .option('--digits <max>', 'the top of the ladder of precisions', digits, 200)
  .option('--json', 'the answer as JSON', false)
  .action(async (files: string[], options: ReplayOptions) => {
    const { replay } = await import('./replay.ts');
    exit = await replay(files, options);
  });

// A reader that has gone (banach … | head) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? exit : 70));

try {
  if (process.argv.length === 2) program.outputHelp();
  else await program.parseAsync();
  process.exitCode = exit;
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : MISUSE;
  } else if (error instanceof InputError) {
    console.error(oneLine(error.message));
    process.exitCode = MISUSE;
  } else {
    // A bug of banach, not of its user.
    console.error(oneLine(`internal error: ${error instanceof Error ? error.message : String(error)}`));
    process.exitCode = 70;
  }
}
