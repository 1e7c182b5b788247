/** docs/commands.md: each command with its own help text, what it prints where, its exit codes and examples. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../dist/cli/main.js');

/** What `--help` prints to a pipe, 80 columns wide. */
const help = (...command: string[]): string =>
  execFileSync(process.execPath, [main, ...command, '--help'], { encoding: 'utf8' }).trimEnd();

interface Section {
  readonly command: string;
  /** What the help text does not say. */
  readonly text: string;
  /** Commands that run as they stand, beside the folder examples/. */
  readonly examples: readonly string[];
}

const sections: readonly Section[] = [
  {
    command: 'verify',
    text: `Prints a table of the claims that were judged, with their least slack and their false siblings, then the counterexamples of what is not as expected. A glob that matches nothing is
misuse. The instances of a claim depend on the seed and the claim alone, so a claim judged by itself gets the verdicts that it gets among all others.

Exit: 0 everything as expected · 1 a claim refuted that should hold, a false sibling or a false statement not refuted, worse than the baseline · 2 a claim could not be judged: fewer than
\`--runs\` instances within its hypotheses in ten times as many draws, or more than 1 % undecided.

Formats: [verify](formats.md#verify-answer), [baseline](formats.md#baseline), [run and blocks](formats.md#results-of-a-run). More: [concepts](concepts.md), [gates](ci.md), [long runs](running.md), [reports](report.md).`,
    examples: [
      'npx banach verify --list --claims "BR-2.3*"',
      'npx banach verify --claims BR-2.3b "BR-2.3b~*" --runs 20',
      'npx banach verify --claims BR-2.6 --runs 5 --search --seed 7',
      'npx banach verify --claims BR-KF1 --runs 1 --json found.json',
    ],
  },
  {
    command: 'certify',
    text: `Exit: 0 whenever the question was answered, also where the answer is "not proved" and why.

Formats: [problem](formats.md#problem), [certificate](formats.md#certificate). A certificate is checked by another program in another language: [oracles/recheck](../oracles/recheck/README.md).`,
    examples: ['npx banach certify examples/curie-weiss.json', 'npx banach certify examples/potts.json --digits 10 --json'],
  },
  {
    command: 'evaluate',
    text: `Prints F(ν), KL(ν|ξ), F^σ(ν), D_ν and Ψ_σ[ν], and with \`--nu2\` W1(ν, ν₂) and W1(Ψν, Ψν₂): each as both ends of an enclosure, and as the Float64 code has it, ± the bound that this code states.

Formats: [problem](formats.md#problem), [measure](formats.md#measure), [evaluation](formats.md#evaluation).`,
    examples: ['npx banach evaluate examples/problem.json --nu examples/nu.json --nu2 examples/nu2.json --digits 20'],
  },
  {
    command: 'flow',
    text: `Prints the trajectory at eleven times, unless \`--every\` or \`--at\` says otherwise. Where a Lipschitz constant of Ψ is certainly below 1, \`W1(ν, ν*) ≤\` is a proved bound, of the weights as they
are printed; without one the column is empty, and a run with \`--tolerance\` has no other end than \`--until\` and \`--max-steps\`. How a run ended is data: \`outcome\` of the answer.

Exit: 0 reached or converged · 2 too many steps, Ψ overflows, or the next step leaves the simplex · 130 interrupted, with the trajectory so far.

Formats: [problem](formats.md#problem), [measure](formats.md#measure), [flow](formats.md#flow). \`--csv\`: a line a point, \`t,residual,freeEnergy,certificate,w1,w2,…\`; what is not known is empty.`,
    examples: [
      'npx banach flow examples/curie-weiss.json --nu0 examples/start.json --until 5 --every 1',
      'npx banach flow examples/curie-weiss.json --nu0 examples/start.json --method rk4 --step 0.25 --tolerance 1e-9 --csv flow.csv',
    ],
  },
  {
    command: 'audit',
    text: `What stands after \`--\` is started as it is, without a shell. A program that hangs, crashes or talks nonsense is a finding. One of \`--check\`, \`--record\` and \`--from\` at a time; \`--handshake\`
goes with \`--record\`, \`--out\` not with \`--from\`.

Exit: 0 every claim supported, or failing as \`--expect\` accepts · 1 a claim refuted, or supported against what is accepted · 2 a claim could not be judged, or the program did what it must not.

Formats: [the protocol](formats.md#audit-protocol), [audit report](formats.md#audit-report), [accepted failures](formats.md#accepted-failures). More: [audit](audit.md).`,
    examples: [
      'npx banach audit --check -- python3 examples/audit/subject.py',
      'npx banach audit --runs 10 --claims audit-bestResponse audit-kl -- python3 examples/audit/subject.py',
      'npx banach audit --runs 5 --claims audit-kl --record questions.jsonl',
    ],
  },
  {
    command: 'merge',
    text: `Says what one run would have said, with its exit code. It refuses (64) directories of runs that differ in anything but the shard, a shard or a claim that is missing, and results that
contradict each other. More: [running](running.md#shards).`,
    examples: [
      'npx banach verify --claims BR-2.3b "BR-2.3b~half" --runs 10 --quiet --shard 1/2 --out results/1',
      'npx banach verify --claims BR-2.3b "BR-2.3b~half" --runs 10 --quiet --shard 2/2 --out results/2',
      'npx banach merge results/1 results/2',
    ],
  },
  {
    command: 'vectors',
    text: `Writes the same bytes every time. Format: [vectors](formats.md#vectors). More: [vectors](vectors.md).`,
    examples: ['npx banach vectors --out vectors'],
  },
  {
    command: 'replay',
    text: `Judges instances by value: neither seed nor generator is needed. It reads a counterexample, an array of them, or a whole answer of \`verify --json\`.

Exit: 0 every verdict as expected (a false sibling fails, any other claim does not) · 1 one that is not · 2 one is undecided.

Formats: [counterexample](formats.md#counterexample), [replay](formats.md#replay).`,
    examples: ['npx banach verify --claims "BR-2.3b~half" --runs 5 --json found.json', 'npx banach replay found.json'],
  },
];

/** The page. */
export function commandsPage(): string {
  const block = (language: string, text: string): string[] => ['', `\`\`\`${language}`, text, '```'];
  return [
    '# Commands',
    '',
    'Written by `npm run commands`; the help texts are what the program prints. The executable is `banach`; `npx banach` runs it from a project that has the package, or a clone of it.',
    ...block('text', `$ npx banach --help\n${help()}`),
    '',
    '## In common',
    '',
    '**Output.** Answers go to standard output, talk goes to standard error. Progress is shown only where standard error is a terminal, so that in a pipe there are answers and errors and nothing',
    'else. `--json` without a file prints the JSON alone; with a file the table is printed beside it. A file is written at the end, but that it can be is checked at the start.',
    '',
    '**Exit codes.**',
    '',
    '| code | |',
    '|---|---|',
    '| 0 | every verdict as expected; a question was answered, also by "not proved" |',
    '| 1 | refuted what should hold, not refuted what is false, worse than a baseline |',
    '| 2 | could not judge, or not to the end |',
    '| 64 | misuse or invalid input: one line on standard error, with what was expected, what came, and the nearest name where one is near |',
    '| 70 | a bug of banach, in one line |',
    '| 130 | interrupted (Ctrl-C, or a signal to end): what was judged so far is printed |',
    '',
    '**Environment.**',
    '',
    '| variable | |',
    '|---|---|',
    '| `NO_COLOR` | not empty: no colour. There is none anyway where standard output is no terminal |',
    '| `GITHUB_STEP_SUMMARY` | the file to which `--github` adds its summary; GitHub sets it |',
    '',
    'Nothing else is read from the environment, and nothing from files that are not named. A program under audit inherits the environment.',
    '',
    '**Numbers.** `--alpha`, `--step`, `--until`, `--tolerance` of flow, `--every` and `--at` take `0.1` or `1/10`, read as the nearest binary64. `--digits` is at most 500.',
    ...sections.flatMap(({ command, text, examples }) => [
      '',
      `## ${command}`,
      ...block('text', `$ npx banach ${command} --help\n${help(command)}`),
      '',
      text,
      ...block('sh', examples.join('\n')),
    ]),
    '',
  ].join('\n');
}
