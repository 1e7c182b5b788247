/** Cases as JUnit XML, as Jenkins, GitLab and GitHub's reporters read it. */
import type { Case } from './answer.ts';

/** Neither control characters but tab and line ends, nor lone surrogates, nor U+FFFE and U+FFFF: XML 1.0 forbids them, escaped too. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Any text as character data; what XML has no character for becomes U+FFFD. */
const escaped = (text: string): string => text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"\r]/g, (c) => entities[c]!);
/** Any text as the value of an attribute, in one line. */
const inLine = (text: string): string => escaped(text.replace(/\s+/g, ' '));

type Attributes = Readonly<Record<string, string | number>>;

/** An element in lines, indented where it has children. */
function element(name: string, attributes: Attributes, content: string | readonly string[]): string {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${inLine(String(value))}"`)].join(' ');
  if (typeof content === 'string') return `<${open}>${escaped(content)}</${name}>`;
  if (content.length === 0) return `<${open}/>`;
  return `<${open}>\n${content.join('\n')}\n</${name}>`;
}

function testcase(
  tool: string,
  { suite, name, outcome, standing, details, counterexample, again, statistics, seconds }: Case,
): string {
  const parts = [...details, ...(counterexample ? ['counterexample', counterexample] : []), ...(again ? ['again', again] : [])];
  const body = parts.join('\n');
  const happened = {
    passed: [],
    skipped: [element('skipped', { message: standing }, [])],
    failed: [element('failure', { message: standing, type: 'refuted' }, body)],
    error: [element('error', { message: standing, type: 'not judged' }, body)],
  }[outcome];
  const said = statistics.length > 0 ? [element('system-out', {}, statistics.join('\n'))] : [];
  // Jenkins takes what precedes the last dot of a class name for a package.
  const classname = `${tool.replace(' ', '.')}.${suite}`;
  return element('testcase', { classname, name, time: seconds.toFixed(3) }, [...happened, ...said]);
}

function counts(cases: readonly Case[]) {
  const of = (which: Case['outcome']): number => cases.filter(({ outcome }) => outcome === which).length;
  const seconds = cases.reduce((sum, { seconds }) => sum + seconds, 0);
  return { tests: cases.length, failures: of('failed'), errors: of('error'), skipped: of('skipped'), time: seconds.toFixed(3) };
}

/** The file: a `testsuite` a section, a `testcase` a case. `tool` is such as `banach verify`. */
export function junit(tool: string, cases: readonly Case[]): string {
  const suites = [...new Set(cases.map(({ suite }) => suite))].map((name) => {
    const own = cases.filter(({ suite }) => suite === name);
    return element(
      'testsuite',
      { name, ...counts(own) },
      own.map((one) => testcase(tool, one)),
    );
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: tool, ...counts(cases) }, suites)}\n`;
}
