/** Reports as text: the same bytes each time, nothing but what was put in, every link with its end. */
import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { claimOf, statisticalClaimOf } from '../../cli/claims.ts';
import { claims, Sample } from '../../properties/index.ts';
import { escape, markup, said, slug } from '../../report/html.ts';
import { auditReport, certificateReport, flowReport, verifyReport } from '../../report/index.ts';
import { quoted, readable } from '../../report/instance.ts';
import { tex } from '../../report/math.ts';
import { enclosed, grouped, shown } from '../../report/numbers.ts';
import { baseOf, elsewhere, statementOf, statements } from '../../report/statements.ts';
import { HOSTILE, certificate, hostileAudit, hostileClaim, hostileEvidence, judged, trajectory } from './fixture.ts';

/** What is used of a document; the libraries declared to TypeScript are without a DOM. */
interface Node {
  readonly tagName: string;
  readonly textContent: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly getAttribute: (name: string) => string | null;
  readonly querySelectorAll: (selector: string) => Iterable<Node>;
}
const parse = (page: string): Node => (parseHTML(page) as unknown as { readonly document: Node }).document;
const all = (page: string, selector: string): Node[] => [...parse(page).querySelectorAll(selector)];
const textOf = (page: string): string => all(page, 'body')[0]!.textContent;
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

const few = judged(['BR-2.3b', 'BR-2.3b~half', 'BR-gibbs', 'BR-KF3', 'BR-A2.1-B'], 12);
const answer = { seed: 1, runs: 12, digits: 100, claims: few.claims, exit: 0 };
const page = verifyReport(answer, few.evidence);
const hostilePage = verifyReport(
  { ...answer, exit: 1, claims: HOSTILE.map(hostileClaim) },
  new Map(HOSTILE.map((text, place) => [hostileClaim(text, place).id, hostileEvidence(text)])),
);

describe('text', () => {
  test('escapes what ends an element or an attribute, and shows what cannot be seen', () => {
    expect(escape(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
    expect(escape('a\u202Eb\u0000c\u2028\uD800\nd\te')).toBe('a⟨U+202E⟩b⟨U+0000⟩c⟨U+2028⟩⟨U+D800⟩\nd\te');
    expect(markup`<p>${'<b>'}${markup`<i>${'&'}</i>`}${false}${undefined}${[1, '<']}</p>`.text).toBe(
      '<p>&lt;b&gt;<i>&amp;</i>1&lt;</p>',
    );
    expect(said('x'.repeat(3000)).text).toMatch(/^<bdi>x{2000}<\/bdi>.*1000 more characters/);
    expect(slug('BR-2.3b~half <')).toBe('BR-2.3b_7e_half_20__3c_');
    expect(slug('a_7e_')).not.toBe(slug('a~'));
  });

  test('numbers', () => {
    expect([0, 3, 0.5, 2.98e-6, 1e-4, -1234567.8, 1e300, Infinity, NaN].map((x) => shown(x))).toEqual([
      '0',
      '3',
      '0.5',
      '2.98 × 10⁻⁶',
      '10⁻⁴',
      '−1.23 × 10⁶',
      '1.00 × 10³⁰⁰',
      '∞',
      'none',
    ]);
    expect(grouped(1234567)).toBe('1\u202F234\u202F567');
    expect(enclosed(['0.99990011', '0.99990012'])).toBe('0.9999001');
    expect(enclosed(['1', '2'])).toBe('[1, 2]');
    expect(enclosed(['1', 'Infinity'])).toBe('[1, ∞]');
  });

  test('instances are JSON that is read, and words of a shell', () => {
    const value = { problem: { points: Array.from({ length: 60 }, (_, i) => i / 8), text: "it's" } };
    expect(JSON.parse(readable(value))).toEqual(value);
    expect(readable(value).split('\n').length).toBeGreaterThan(3);
    expect(quoted("it's $(x)")).toBe(`'it'\\''s $(x)'`);
    expect(quoted('python3')).toBe('python3');
  });
});

describe('statements', () => {
  test('each belongs to a claim, and is TeX', () => {
    for (const [id, statement] of Object.entries(statements)) {
      expect(statisticalClaimOf(id) ?? claimOf(id), id).toBeDefined();
      expect(tex(statement, true).text).toMatch(/^<span class="katex"><math .*<\/math><\/span>$/s);
    }
  });

  test('a claim that is judged elsewhere says the same', () => {
    for (const { id, says } of claims.filter(({ id }) => baseOf(id) !== id && !id.includes('~'))) {
      const words = elsewhere.find((prefix) => says.startsWith(prefix));
      expect(words, id).toBeDefined();
      expect(says.slice(words!.length), id).toBe(claimOf(baseOf(id)).says);
    }
    expect(statementOf('BR-2.3b-atomic', 'in finite metric spaces: …')?.words).toBe('in finite metric spaces: ');
  });

  test('a false sibling is never set as its theorem', () => {
    for (const { id, says } of claims.filter(({ id }) => id.includes('~'))) expect(statementOf(id, says), id).toBeUndefined();
  });
});

describe('evidence', () => {
  test('is a regular sample of bounded size, the tightest in it', () => {
    const comparison = (slack: number) => ({ lhs: { toNumber: () => 1 - slack }, rhs: { toNumber: () => 1 } }) as never;
    const sample = new Sample();
    for (let i = 0; i < 5000; i++) {
      const slack = i === 1235 ? 1 / 1024 : 0.5;
      sample.add({ verdict: 'holds', rung: 'binary64', comparison: comparison(slack), slack });
    }
    sample.add({ verdict: 'undecided', rung: 'binary64' });
    const { total, stride, slack, lhs, tightest } = sample.evidence()!;
    expect([total, stride]).toEqual([5000, 32]);
    expect(slack.length).toBe(Math.ceil(5000 / 32) + 1);
    expect(slack[tightest]).toBe(1 / 1024);
    expect(lhs[tightest]).toBe(1 - 1 / 1024);
    expect(new Sample().evidence()).toBeUndefined();
  });
});

describe.each([
  ['an ordinary report', page],
  ['a hostile one', hostilePage],
  [
    'one of an audit',
    auditReport(hostileAudit, new Map(HOSTILE.map((text, k) => [hostileClaim(text, k).id, hostileEvidence(text)]))),
  ],
  ['one of a certificate', certificateReport(certificate)],
  ['one of a flow', flowReport(trajectory)],
])('%s', (_, page) => {
  test('has one style and one script, those of its policy, and nothing that is loaded', () => {
    const policy = all(page, 'meta[http-equiv="Content-Security-Policy"]')[0]!.getAttribute('content')!;
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; base-uri 'none'; form-action 'none'$/,
    );
    for (const tag of ['style', 'script']) {
      const [element, ...others] = [...page.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))];
      expect(others).toEqual([]);
      expect(policy).toContain(createHash('sha256').update(element![1]!).digest('base64'));
    }
    expect(all(page, 'script, style')).toHaveLength(2);
    expect(all(page, 'img, iframe, object, embed, link, form, video, audio, base, [src], [srcdoc], [style]')).toEqual([]);
    const handlers = all(page, '*').flatMap(({ attributes }) => [...attributes].filter(({ name }) => /^on/i.test(name)));
    expect(handlers).toEqual([]);
    expect(/[\0\u202A-\u202E\u2028]/.exec(page)).toBeNull();
  });

  test('links to places that it has, each id once', () => {
    const ids = all(page, '[id]').map((element) => element.getAttribute('id')!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of all(page, '[href]')) {
      expect(link.getAttribute('href')).toMatch(/^#/);
      expect(ids).toContain(link.getAttribute('href')!.slice(1));
    }
    for (const labelled of all(page, '[aria-labelledby]')) expect(ids).toContain(labelled.getAttribute('aria-labelledby'));
  });

  test('every picture has a name, and its numbers as text', () => {
    const figures = all(page, 'figure');
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) {
      expect([...figure.querySelectorAll('svg[role="img"]')][0]!.getAttribute('aria-label')).toMatch(/\S{3}/);
      expect([...figure.querySelectorAll('details td')].length).toBeGreaterThan(5);
    }
  });
});

describe('a report of banach verify', () => {
  test('has the same bytes each time', () => {
    expect(sha(verifyReport(answer, few.evidence))).toBe(sha(page));
    expect(sha(verifyReport(structuredClone(answer), few.evidence))).toBe(sha(page));
  });

  test('does not depend on how long it took', () => {
    const slow = { ...answer, claims: answer.claims.map((claim) => ({ ...claim, milliseconds: 1234567 })) };
    expect(verifyReport(slow, few.evidence)).toBe(page);
  });

  test('says what was found', () => {
    const text = textOf(page);
    expect(text).toContain('All as expected');
    expect(text).toContain('[LM25');
    expect(all(page, '.claim math').length).toBe(3);
    expect(all(page, '.claim h3').map(({ textContent }) => textContent)).toEqual(['BR-A2.1-B', 'BR-2.3b', 'BR-gibbs', 'BR-KF3']);
    expect(text).toContain('npx banach replay');
    const { counterexample } = few.claims.find(({ id }) => id === 'BR-2.3b~half')!;
    const copies = all(page, '.copied code').map(({ textContent }) => textContent);
    expect(
      copies.some((code) => code.startsWith('{') && JSON.stringify(JSON.parse(code)) === JSON.stringify(counterexample)),
    ).toBe(true);
  });

  test('of claims of one’s own says whose they are and how they are judged again, and nothing of banach’s', () => {
    const own = verifyReport({ ...answer, module: { file: 'my <claims>.mjs' } }, few.evidence);
    expect(textOf(own)).toContain('5 claims of my <claims>.mjs');
    expect(all(own, '.copied code').map(({ textContent }) => textContent)).toContain(
      "npx banach replay --from 'my <claims>.mjs' counterexample.json",
    );
    expect(all(page, '#atlas, #mutants')).toHaveLength(2);
    expect(all(own, '#atlas, #mutants')).toEqual([]);
  });

  test('without evidence has no pictures of instances, and says the rest', () => {
    const plain = verifyReport(answer, new Map());
    expect(all(plain, '.claim figure')).toEqual([]);
    expect(all(plain, '.claim')).toHaveLength(4);
  });

  test('a hostile one says what is wrong, as text', () => {
    const text = textOf(hostilePage);
    expect(text).toContain(`${HOSTILE.length} claims not as expected`);
    for (const said of HOSTILE.filter((one) => !/[\0\u202E]/.test(one))) expect(text).toContain(said);
    expect(text).toContain('⟨U+202E⟩gnp.exe');
  });
});

describe('other reports', () => {
  test('a certificate: what is proved, with digits that are', () => {
    const text = textOf(certificateReport(certificate));
    expect(text).toContain('Ψ is a contraction in W1, proved by the computed constant');
    expect(text).toContain('12.7073379273890'.slice(0, 8));
    expect(text).toContain('a contraction has exactly one');
    expect(certificateReport(certificate)).toBe(certificateReport(certificate));
  });

  test('a flow: the observed rate and the guaranteed one', () => {
    const page = flowReport(trajectory);
    expect(all(page, 'figure')).toHaveLength(3);
    expect(textOf(page)).toMatch(/falling at the rate 0\.5 on average.*rate\s+0\.25 ≤ α\(1 − L\)/s);
    const endless = { ...trajectory, trajectory: trajectory.trajectory.map((row) => ({ ...row, certificate: null })) };
    expect(textOf(flowReport(endless))).toContain('No Lipschitz constant of Ψ is certainly below 1');
    expect(flowReport(trajectory)).toBe(page);
  });

  test('an audit: the subject in its own words, the line that audits it again as words of a shell', () => {
    const page = auditReport(hostileAudit, new Map());
    expect(textOf(page)).toContain(
      `npx banach audit --seed 1 --runs 1 --tolerance 64 -- python3 '</script><script>window.hacked = 1</script>'`,
    );
    expect(textOf(page)).toContain(`${HOSTILE.length} claims not as expected, ${HOSTILE.length} findings`);
    expect(auditReport(hostileAudit, new Map())).toBe(page);
  });
});
