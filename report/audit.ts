/** The report of `banach audit`: how many digits another implementation has, and whether it obeys the theorems. All that it says is its own text. */
import { isExpected, type ExpectedFailure } from '../audit/index.ts';
import type { Evidence, ClaimReport } from '../properties/index.ts';
import { anchor, claimSection, numberOf, standing } from './claim.ts';
import { table } from './figure.ts';
import { markup, said, type Html } from './html.ts';
import { copied, quoted } from './instance.ts';
import { auditMutants } from './audit-mutants.ts';
import { mutantMatrices } from './matrix.ts';
import { count, grouped, shown } from './numbers.ts';
import { render, type Section } from './page.ts';

interface Spread {
  readonly instances: number;
  readonly scaledUlps: {
    readonly median: number | string | null;
    readonly ninetieth: number | string | null;
    readonly largest: number | string | null;
  };
  readonly relative: { readonly median: number | string | null; readonly largest: number | string | null };
}

/** `banach/audit-report/1`, as far as it is shown. */
export interface AuditAnswer {
  readonly subject: {
    readonly name: string;
    readonly version?: string;
    readonly arithmetic?: string;
    readonly operations: readonly string[];
  };
  readonly command: readonly string[];
  readonly seed: number;
  readonly runs: number;
  readonly digits: number;
  readonly tolerance: number;
  readonly claims: readonly (ClaimReport & { readonly errors?: Spread })[];
  /** Failures that are accepted. */
  readonly accepted?: readonly ExpectedFailure[];
  readonly skipped: readonly string[];
  readonly findings: readonly {
    readonly offence: string;
    readonly detail: string;
    readonly request?: string | undefined;
    readonly stderr?: string | undefined;
  }[];
  readonly exit: number;
}

const inText = (x: number | string | null | undefined): string => (x === null || x === undefined ? '' : shown(numberOf(x)));

const overview = (claims: AuditAnswer['claims'], tolerance: number): Html =>
  markup`<div class="overview">${table(
    'Claims: a line each',
    ['claim', 'standing', 'held', 'undecided', 'median error', 'worst error', 'worst relative'],
    claims.map((claim) => [
      markup`<a class="id" href="#${anchor(claim.id)}">${claim.id}</a>`,
      standing(claim),
      grouped(claim.held + claim.agreed),
      grouped(claim.undecided),
      inText(claim.errors?.scaledUlps.median),
      claim.errors ? `${inText(claim.errors.scaledUlps.largest)} of ${tolerance}` : '',
      inText(claim.errors?.relative.largest),
    ]),
    true,
    2,
  )}</div>`;

function errors({ errors }: AuditAnswer['claims'][number], tolerance: number): Html | undefined {
  if (!errors || errors.instances === 0) return undefined;
  const { scaledUlps, relative, instances } = errors;
  return markup`<h4>Errors</h4>${table(
    'Errors',
    ['', 'median', 'ninetieth', 'largest'],
    [
      [`scaled ulps, ${tolerance} allowed`, inText(scaledUlps.median), inText(scaledUlps.ninetieth), inText(scaledUlps.largest)],
      ['relative', inText(relative.median), '', inText(relative.largest)],
    ],
    true,
  )}<p class="note">Over ${count(instances, 'answer')}. A scaled ulp is what half an ulp in each number of the question can change.</p>`;
}

function findingsSection(findings: AuditAnswer['findings']): Section {
  return {
    id: 'findings',
    title: 'What it did that it must not do',
    body: markup`<p>${count(findings.length, 'finding')}, in its own words.</p>
${findings.map(
  ({ offence, detail, request, stderr }) => markup`<article class="claim"><header><h3>${offence}</h3></header>
<p>${said(detail)}</p>${request && markup`<p class="note">asked: <code>${said(request, 400)}</code></p>`}${stderr && markup`<p class="note">it said:</p><pre tabindex="0" role="region" aria-label="What it said"><code>${said(stderr.trim())}</code></pre>`}</article>`,
)}`,
  };
}

/** Not of this subject: of one that is known. */
const powerSection = (matrices: Html): Section => ({
  id: 'power',
  title: 'What such an audit can see',
  body: markup`<p>Wrong versions of banach’s own code, each a change of a line or two, as subjects of an audit of 100 instances a claim: that was done once for this version of the package, not of this subject (docs/audit-power.md).</p>
${matrices}`,
});

export function auditReport(answer: AuditAnswer, evidence: ReadonlyMap<string, Evidence>): string {
  const { subject, command, seed, runs, digits, tolerance, claims, accepted = [], skipped, findings, exit } = answer;
  const bad = claims.filter((claim) => !isExpected(claim, accepted));
  const instances = claims.reduce((sum, { held, agreed, undecided, failed }) => sum + held + agreed + undecided + failed, 0);
  const fact = (name: string, value: string): Html => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const judgement =
    exit === 130
      ? markup`<p class="bad"><b>Interrupted.</b> What was judged until then follows.</p>`
      : bad.length === 0 && findings.length === 0
        ? markup`<p class="good"><b>✓ ${accepted.length === 0 ? 'Every claim is supported.' : 'Nothing failed but what is accepted.'}</b></p>`
        : markup`<p class="bad"><b>✗ ${count(bad.length, 'claim')} not as expected, ${count(findings.length, 'finding')}.</b></p>
<ul>${bad.map(({ id, standing }) => markup`<li><a class="id" href="#${anchor(id)}">${id}</a>: ${standing}</li>`)}</ul>`;
  const part = (id: string, title: string, says: string, some: AuditAnswer['claims']): Section[] =>
    some.length === 0
      ? []
      : [
          {
            id,
            title,
            entries: some.map((claim) => ({ id: anchor(claim.id), title: claim.id })),
            body: markup`<p>${says}</p>${overview(some, tolerance)}
${some.map((claim) => claimSection(claim, evidence.get(claim.id), [], errors(claim, tolerance), false))}`,
          },
        ];
  const matrices = mutantMatrices(auditMutants, claims);
  // Of recorded answers the command is --from FILE.
  const from = command[0] === '--from';
  const again = `npx banach audit --seed ${seed} --runs ${runs} --tolerance ${tolerance} ${from ? '' : '-- '}${command.map(quoted).join(' ')}`;
  return render({
    title: 'banach audit',
    lead: markup`${said(subject.name, 200)}${subject.version !== undefined && markup` ${said(subject.version, 200)}`}, in ${subject.arithmetic ?? 'binary64'}; ${count(runs, 'judged instance')} a claim, seed ${seed}`,
    summary: markup`${judgement}
<dl class="facts total">${fact('claims supported', `${claims.filter(({ standing }) => standing === 'supported').length} of ${claims.length}`)}${fact('instances judged', grouped(instances))}${fact('operations supported', `${subject.operations.length} of ${subject.operations.length + skipped.length}`)}${fact('findings', String(findings.length))}</dl>
<h2 id="again">The same audit again</h2>${copied(again, 'The line that audits it again')}
${accepted.map(({ claim, standing, because }) => markup`<p class="note">Accepted: <b>${claim}</b> ${standing}, ${because}.</p>`)}
${skipped.length > 0 && markup`<p class="note">Not supported, hence not judged: ${skipped.join(', ')}.</p>`}`,
    sections: [
      ...part(
        'conformance',
        'Conformance',
        'Each number of an answer against the truth, enclosed by the certified reference, in scaled ulps.',
        claims.filter(({ errors }) => errors),
      ),
      ...part(
        'theorems',
        'Theorems',
        'What it says is entered into theorems exactly as it is, each widened by what a conforming error can make of it, and no more.',
        claims.filter(({ errors }) => !errors),
      ),
      ...(findings.length > 0 ? [findingsSection(findings)] : []),
      ...(matrices ? [powerSection(matrices)] : []),
    ],
    footer: markup`Verdicts by enclosures of at most ${digits} digits. An implementation passes when it is within ${tolerance} scaled ulps of the truth on every judged instance; random instances never prove it for all.`,
  });
}
