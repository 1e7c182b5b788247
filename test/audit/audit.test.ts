/** Audits within this process: functions as subjects, questions and answers in lists. */
import { expect, test } from 'vitest';
import {
  auditOf,
  explain,
  isExpected,
  judgeImplementation,
  Offended,
  operations,
  parseExpected,
  PROTOCOL,
  readRecorded,
  record,
  recorded,
  Unsupported,
  type Finding,
  type Functions,
  type Handshake,
  type Operation,
  type Question,
  type Subject,
} from '../../audit/index.ts';
import { referenceSubject } from '../../audit/reference-subject.ts';

const handshake: Handshake = {
  protocol: PROTOCOL,
  name: 'the reference',
  operations: operations.filter((op) => ['flatDerivative', 'totalVariation', 'thresholds'].includes(op)),
};
const reference = referenceSubject(handshake);
const options = { seed: 1, runs: 10, digits: 50 };

/** The reference as functions, with some of them replaced. */
const functions = (other: Functions = {}): Functions => ({
  ...Object.fromEntries(handshake.operations.map((op) => [op, (question: never) => reference.ask(op, question)])),
  ...other,
});
const standings = (given: Functions, ...claims: string[]) =>
  judgeImplementation(given, claims, { runs: 10 }).map(({ id, standing }) => [id, standing]);

test('the reference conforms to itself', () => {
  expect(standings(functions())).toEqual([
    ['audit-flatDerivative', 'supported'],
    ['audit-totalVariation', 'supported'],
    ['audit-thresholds', 'supported'],
  ]);
});

test('what is no answer refutes, and says what was wrong', () => {
  const [report] = judgeImplementation(functions({ totalVariation: () => [] }), ['audit-total*'], { runs: 10 });
  expect(report!.standing).toBe('refuted');
  expect(explain(report!)).toContain('totalVariation: expected a number, "Infinity", "-Infinity" or "NaN", got []');
});

test('what a function throws refutes, with the smallest instance', () => {
  const fails = (): never => {
    throw new RangeError('of my own');
  };
  const [report] = judgeImplementation(functions({ totalVariation: fails }), ['audit-total*'], { runs: 10 });
  expect(explain(report!)).toContain('the subject says: of my own');
  expect(report!.counterexample!.instance.problem.prior.points.length).toBeLessThanOrEqual(2);
});

test('typed arrays are lists; what is not supported is left out', () => {
  const flatDerivative: Functions['flatDerivative'] = (question) => {
    if (question.problem.functional.kind === 'network') throw new Unsupported('networks');
    return Float64Array.from(reference.ask('flatDerivative', question) as number[]);
  };
  expect(standings(functions({ flatDerivative }), 'audit-flat*')).toEqual([['audit-flatDerivative', 'supported']]);
});

test('a question without an answer leaves the claim unjudged, and no verdict is lost', () => {
  let asked = 0;
  const { judge } = auditOf(
    {
      handshake,
      ask: (op, question) => {
        if (++asked % 4 === 3) throw new Offended('crashed: exited with code 9');
        return reference.ask(op, question);
      },
    },
    64,
  );
  const { report } = judge('audit-totalVariation', options);
  expect(report).toMatchObject({ standing: 'could not judge', held: 10 });
  expect(report.reason).toMatch(/^no answer about \d instances; the first: crashed: exited with code 9$/);
});

test('a glob that matches nothing is refused', () => {
  expect(() => judgeImplementation(functions(), ['audit-kl'])).toThrow(/did you mean audit-/);
});

interface Asked extends Question {
  readonly id: number;
  readonly op: Operation;
}

/** What is recorded of so many runs, and the answers of the reference. */
function recording(runs: number): { asked: ReadonlySet<number>; questions: Asked[]; answers: string[] } {
  const lines: string[] = [];
  const asked = record(handshake, { seed: 1, runs, select: (ids) => ids }, (line) => lines.push(line));
  const all = lines.map((line) => JSON.parse(line) as Asked);
  const answers = all.map(({ id, op, ...question }) =>
    JSON.stringify({ id, result: id === 0 ? handshake : reference.ask(op, question) }),
  );
  return { asked, questions: all.slice(1), answers };
}

/** Lines of a file as a respondent, and what is found of it. */
function read(lines: readonly string[], asked: ReadonlySet<number>) {
  const found = readRecorded(lines);
  if (typeof found === 'string') throw new Error(found);
  const findings: Finding[] = [...found.findings];
  const { ask } = recorded(found, asked, (finding) => findings.push(finding));
  return {
    findings,
    ask: ({ op, problem, nu, nu2, step }: Asked) =>
      ask(op, { problem, ...(nu && { nu }), ...(nu2 && { nu2 }), ...(step !== undefined && { step }) }),
  };
}

test('recorded: the same questions from the same seed, each once', () => {
  const [first, second] = [recording(5), recording(5)];
  expect(first.questions).toEqual(second.questions);
  expect(new Set(first.questions.map(({ id }) => id)).size).toBe(first.questions.length);
  expect(first.asked.size).toBe(first.questions.length);
});

test('what is recorded does not depend on the answers', () => {
  const all: Handshake = { ...handshake, operations };
  const questions = (ask: Subject['ask']) => {
    const asked: string[] = [];
    const { ids, judge } = auditOf(
      {
        handshake: all,
        ask: (op, question) => {
          asked.push(JSON.stringify([op, question]));
          return ask(op, question);
        },
      },
      64,
    );
    for (const id of ids) judge(id, { seed: 3, runs: 1, digits: 50 });
    return new Set(asked);
  };
  const { ask } = referenceSubject(all);
  const right = questions(ask);
  // Off by less than is asked for, so that nothing is shrunk.
  const off = (x: unknown): unknown => (typeof x === 'number' && x > 0.01 ? x * (1 + 4e-16) : Array.isArray(x) ? x.map(off) : x);
  expect(questions((op, question) => off(ask(op, question)))).toEqual(right);
});

test('recorded answers come back whatever their order', async () => {
  const { asked, questions, answers } = recording(5);
  const { ask, findings } = read(answers.toReversed(), asked);
  for (const question of questions) expect(await ask(question)).toHaveProperty('result');
  expect(findings).toEqual([]);
});

test('what of recorded answers is none is a finding', () => {
  const { asked, answers } = recording(1);
  const { findings } = read([...answers, answers[1]!, '{"id":', '{"id":"1","result":0}'], asked);
  expect(findings.map(({ offence }) => offence)).toEqual(['answered twice', 'bad line', 'bad line']);
  expect(readRecorded(answers.slice(1))).toContain('is not among its lines');
});

test('a recorded question without an answer is an offence, another one not supported', async () => {
  const { asked, questions, answers } = recording(1);
  const { ask, findings } = read(answers.slice(0, 1), asked);
  expect(await ask(questions[0]!)).toHaveProperty('offence', 'not answered');
  expect(findings).toHaveLength(1);
  expect(await ask({ ...questions[0]!, step: 0.125 })).toHaveProperty('unsupported');
});

test('expected failures: what is listed must fail so, all else must not', () => {
  const ids = ['audit-kl', 'audit-freeEnergy'];
  const failure = { claim: 'audit-kl', standing: 'refuted', because: 'float32 logarithms' } as const;
  const list = parseExpected({ format: 'banach/expected-failures/1', failures: [failure] }, ids);
  expect(isExpected({ id: 'audit-kl', standing: 'refuted' }, list)).toBe(true);
  expect(isExpected({ id: 'audit-kl', standing: 'supported' }, list)).toBe(false);
  expect(isExpected({ id: 'audit-kl', standing: 'could not judge' }, list)).toBe(false);
  expect(isExpected({ id: 'audit-freeEnergy', standing: 'refuted' }, list)).toBe(false);
  const refused = (failures: unknown) => () => parseExpected({ format: 'banach/expected-failures/1', failures }, ids);
  expect(refused([{ ...failure, claim: 'audit-k' }])).toThrow('did you mean audit-kl?');
  expect(refused([failure, failure])).toThrow('named once');
  expect(refused([{ ...failure, why: '' }])).toThrow('additional properties');
});
