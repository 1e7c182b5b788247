/** Answers to render, some of them hostile. */
import type { AuditAnswer, CertificateAnswer, FlowAnswer } from '../../report/index.ts';
import { claims, run, Sample, type ClaimReport, type Evidence } from '../../properties/index.ts';

export interface Judged {
  readonly claims: readonly ClaimReport[];
  readonly evidence: ReadonlyMap<string, Evidence>;
}

/** Some claims judged on a few instances. */
export function judged(ids: readonly string[], runs: number): Judged {
  const evidence = new Map<string, Evidence>();
  const reports = claims
    .filter(({ id }) => ids.includes(id))
    .map((claim) => {
      const sample = new Sample();
      const report = run(claim, { seed: 1, runs, digits: 100, onJudgement: (judgement) => sample.add(judgement) });
      const found = sample.evidence();
      if (found && claim.expected === 'supported') evidence.set(claim.id, found);
      return report;
    });
  return { claims: reports, evidence };
}

/** What tries to leave its place: tags, handlers, links, an override of direction, NUL. */
export const HOSTILE = [
  '</script><script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 1">',
  '"><svg onload=window.hacked=1>',
  "' onfocus='window.hacked=1' autofocus='",
  'javascript:window.hacked=1',
  '</title></style></pre></code><iframe srcdoc="<script>parent.hacked=1</script>">',
  '\u202Egnp.exe\u202C \u0000 \u2028 \uD800 \u0007',
  '${window.hacked=1} &lt;b&gt; <!--',
] as const;

/** A claim all of whose texts are hostile. */
export const hostileClaim = (text: string, place: number): ClaimReport => ({
  id: `x${place}${text}`,
  says: text,
  source: text,
  expected: 'supported',
  standing: 'refuted',
  held: 1,
  agreed: 0,
  undecided: 0,
  outside: 0,
  failed: 1,
  rungs: { [text]: 1 },
  leastSlack: {
    relative: 0.5,
    instance: { problem: text } as never,
    sides: { names: [text, text], lhs: ['1', '1'], rhs: ['2', '2'] },
  },
  counterexample: {
    format: 'banach/counterexample/1',
    claim: text,
    instance: { problem: text } as never,
    verdict: 'fails',
    lhs: [text, text],
    rhs: ['1', '1'],
    rung: text,
    path: text,
    note: text,
  },
  tightest: { ratio: [text, '1'], instance: { problem: text } as never },
  reason: text,
});

export const hostileEvidence = (text: string): Evidence => ({
  total: 3,
  stride: 1,
  lhs: [1, 2, 3],
  rhs: [2, 3, 4],
  slack: [0.5, 0.3, 0.25],
  tightest: 2,
  names: [text, text],
});

const everything = HOSTILE.join(' ');

/** An audit of a subject whose every text is hostile. */
export const hostileAudit: AuditAnswer = {
  subject: { name: everything, version: everything, arithmetic: everything, operations: [everything] },
  command: ['python3', ...HOSTILE],
  ...{ seed: 1, runs: 1, digits: 50, tolerance: 64 },
  claims: HOSTILE.map(hostileClaim),
  skipped: [everything],
  findings: HOSTILE.map((text) => ({ offence: text, detail: text, request: text, stderr: text })),
  exit: 1,
};

const problem = {
  format: 'banach/problem/1',
  prior: { points: [-1, 1], weights: [1, 1] },
  functional: {
    kind: 'quadratic',
    matrix: [
      [-1, 1],
      [1, -1],
    ],
    linear: [0.3, -0.3],
  },
  sigma: 1.6,
} as const;

const thin = (x: number): [string, string] => [String(x), String(x)];

/** Of the example of the README, in short. */
export const certificate: CertificateAnswer = {
  problem,
  digits: 20,
  constants: {
    C_F: thin(1.3),
    L_F: thin(1),
    omega_F: thin(2.6),
    Lambda_F: thin(2),
    m1: thin(1),
    mtilde: thin(1),
    diam: thin(2),
  },
  lipschitz: { paper: thin(19.29), sharp: thin(6.35), computed: thin(0.625), diameter: thin(0.625), local: null },
  thresholds: {
    paper: ['12.7073379273891', '12.7073379273892'],
    implicit: thin(4.73),
    sharp: thin(3.9),
    computed: thin(1),
    diameter: thin(1),
  },
  contraction: { verdict: 'proved', by: 'computed' },
  fixedPoints: { count: 1, proof: 'banach', enclosures: [{ weights: [thin(0.25), thin(0.75)], freeEnergy: thin(-0.07) }] },
  minimisers: [0],
  explanation: '<b>proved</b>',
};

/** The residual falls like e^{−t/2}, the certificate is four times it: 1 − L = ¼. */
export const trajectory: FlowAnswer = {
  problem,
  ...{ method: 'rk4', alpha: 1, outcome: 'reached', time: 4, steps: 40, rejected: 0, evaluations: 160 },
  trajectory: [0, 1, 2, 3, 4].map((time) => ({
    time,
    weights: [0.25 + time / 100, 0.75 - time / 100],
    residual: Math.exp(-time / 2),
    freeEnergy: Math.exp(-time),
    certificate: 4 * Math.exp(-time / 2),
  })),
  warnings: ['<script>window.hacked = 1</script>'],
};
