/** The report of `banach verify`. */
import type { ClaimReport, Evidence, StatisticalReport } from '../properties/index.ts';
import { atlas } from './atlas.ts';
import { anchor, claimSection, isGood, isSibling, judgedOf, numberOf, standing } from './claim.ts';
import { table } from './figure.ts';
import { markup, type Html } from './html.ts';
import { replayOf } from './instance.ts';
import { mutantMatrices } from './matrix.ts';
import { mutants } from './mutants.ts';
import { count, grouped, shown } from './numbers.ts';
import { render, type Section } from './page.ts';
import { statisticalSection } from './statistics.ts';

/** `banach/verify/1`, as far as it is shown. How long it took is not: the same verdicts make the same report. */
export interface VerifyAnswer {
  readonly seed: number;
  readonly runs: number;
  readonly digits: number;
  /** Whose claims they are, if not banach's. */
  readonly module?: { readonly file: string };
  readonly claims: readonly ClaimReport[];
  readonly statistical?: { readonly errorProbability: string; readonly claims: readonly StatisticalReport[] };
  readonly exit: number;
}

type Group = {
  readonly id: string;
  readonly title: string;
  readonly says: Html | string;
  readonly claims: readonly ClaimReport[];
};

const isConformance = ({ id }: ClaimReport): boolean => id.startsWith('conformance');
const isFalse = (claim: ClaimReport): boolean => claim.expected === 'refuted' && !isSibling(claim);

function groups(claims: readonly ClaimReport[]): Group[] {
  const plain = claims.filter((claim) => !isSibling(claim) && !isFalse(claim));
  const orphans = claims.filter((claim) => isSibling(claim) && !plain.some(({ id }) => claim.id.startsWith(`${id}~`)));
  return [
    {
      id: 'theorems',
      title: 'Theorems',
      says: 'Both sides of each statement are enclosed by the certified reference.',
      claims: plain.filter((claim) => !isConformance(claim)),
    },
    {
      id: 'code',
      title: 'Float64 code',
      says: 'What the fast code says, against the reference and the bound that the code states for its error.',
      claims: plain.filter(isConformance),
    },
    {
      id: 'false',
      title: 'Statements that are false as they stand',
      says: 'Most of them in print. Each must be refuted, and is shown with its counterexample.',
      claims: claims.filter(isFalse),
    },
    { id: 'siblings', title: 'False siblings alone', says: 'Their theorems were not asked for.', claims: orphans },
  ].filter(({ claims }) => claims.length > 0);
}

const siblingsOf = ({ id }: ClaimReport, claims: readonly ClaimReport[]): ClaimReport[] =>
  claims.filter((claim) => claim.id.startsWith(`${id}~`));

const link = (id: string): Html => markup`<a class="id" href="#${anchor(id)}">${id}</a>`;

/** A line a claim, as on the terminal. */
function overview(group: Group, claims: readonly ClaimReport[]): Html {
  const rows = group.claims.map((claim) => {
    const own = siblingsOf(claim, claims);
    const caught = own.length === 0 ? '' : `${own.filter(isGood).length} of ${own.length}`;
    const { held, agreed, undecided, leastSlack } = claim;
    const slack = leastSlack ? shown(numberOf(leastSlack.relative)) : '';
    return [link(claim.id), standing(claim), grouped(held), grouped(agreed), grouped(undecided), slack, caught];
  });
  const head = ['claim', 'standing', 'held', 'agreed', 'undecided', 'least slack', 'false siblings refuted'];
  return markup`<div class="overview">${table(`${group.title}: a line a claim`, head, rows, true, 2)}</div>`;
}

/** How many of them are as expected. */
const share = (claims: readonly { readonly standing: string; readonly expected: string }[]): string =>
  `${grouped(claims.filter(isGood).length)} of ${grouped(claims.length)}`;

function summary(answer: VerifyAnswer): Html {
  const { claims, statistical } = answer;
  const plain = claims.filter((claim) => !isSibling(claim) && !isFalse(claim));
  const [theorems, code] = [plain.filter((claim) => !isConformance(claim)), plain.filter(isConformance)];
  const [siblings, falseOnes] = [claims.filter(isSibling), claims.filter(isFalse)];
  const instances = claims.reduce((sum, claim) => sum + judgedOf(claim), 0);
  const undecided = claims.reduce((sum, claim) => sum + claim.undecided, 0);
  const total = (name: string, value: string): Html =>
    markup`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return markup`<dl class="facts total">
    ${theorems.length > 0 && total('theorems supported', share(theorems))}
    ${code.length > 0 && total('Float64 code supported', share(code))}
    ${siblings.length > 0 && total('false siblings refuted', share(siblings))}
    ${falseOnes.length > 0 && total('false statements refuted', share(falseOnes))}
    ${statistical && total(`statistical, δ = ${shown(Number(statistical.errorProbability))}`, share(statistical.claims))}
    ${total('instances judged', grouped(instances))} ${total('undecided', grouped(undecided))}
  </dl>`;
}

const MEANING = markup`<p>
    An instance <i>holds</i> or <i>fails</i> only when interval enclosures of both sides, rounded outward, prove it; where they
    overlap the judge takes more digits, and says <i>undecided</i> where they never part. No tolerance enters. An equality is
    never proved by enclosures: it <i>agrees</i> to a stated number of digits. A claim is <i>supported</i> when every judged
    instance holds or agrees: random instances never prove a statement for all. Each claim has <i>false siblings</i>, the same
    statement with a constant a little too good or a hypothesis dropped, which the judge must refute by an instance; that is what
    shows that it can see.
  </p>
  <p><i>Relative slack</i> is (right − left)/max(|left|, |right|), bounded from below: 0 where a bound is attained.</p>`;

/** What was not as expected. */
function surprises(answer: VerifyAnswer): Html {
  const all = [...answer.claims, ...(answer.statistical?.claims ?? [])].filter((claim) => !isGood(claim));
  if (answer.exit === 130) return markup`<p class="bad"><b>Interrupted.</b> What was judged until then follows.</p>`;
  if (all.length === 0) return markup`<p class="good"><b>✓ All as expected.</b></p>`;
  return markup`<p class="bad"><b>✗ ${count(all.length, 'claim')} not as expected:</b></p>
    <ul>
      ${all.map((claim) => markup`<li>${link(claim.id)}: ${claim.standing}, expected ${claim.expected}</li>`)}
    </ul>`;
}

/** Not of this run: as it is kept with the package. */
const mutantsSection = (matrices: Html): Section => ({
  id: 'mutants',
  title: 'What these claims can see',
  body: markup`<p>
      A check that cannot fail is no check. Wrong versions of the code, each a change of a line or two, were judged by claims on 16 instances or fewer, and on up to
      512 by those that must see them. That was done once for this version of the package, not in this run (docs/mutants.md). What no claim here sees is seen by
      others or by test files: all of them are seen.
    </p>
    ${matrices}`,
});

/** The page, from the answer and what is known of single instances. */
export function verifyReport(answer: VerifyAnswer, evidence: ReadonlyMap<string, Evidence>): string {
  const { claims, module, statistical, seed, runs, digits } = answer;
  const sections: Section[] = groups(claims).map((group) => ({
    id: group.id,
    title: group.title,
    entries: group.claims.map(({ id }) => ({ id: anchor(id), title: id })),
    body: markup`<p>${group.says}</p>
      ${overview(group, claims)}
      ${group.claims.map((claim) => claimSection(claim, evidence.get(claim.id), isSibling(claim) ? [] : siblingsOf(claim, claims), undefined, replayOf(module)))}`,
  }));
  // Of claims of one's own neither is known.
  const matrices = module ? undefined : mutantMatrices(mutants, [...claims, ...(statistical?.claims ?? [])]);
  return render({
    title: 'banach verify',
    lead: `${count(claims.length + (statistical?.claims.length ?? 0), 'claim')} ${module ? `of ${module.file}` : 'about entropic mean-field optimisation'}, ${count(runs, 'judged instance')} each, seed ${seed}`,
    summary: markup`${surprises(answer)}${summary(answer)}
      <h2 id="how">How to read this</h2>
      ${MEANING}`,
    sections: [
      ...sections,
      ...(statistical && statistical.claims.length > 0 ? [statisticalSection(statistical)] : []),
      ...(matrices ? [mutantsSection(matrices)] : []),
      ...(module ? [] : [atlas()]),
    ],
    footer: markup`Verdicts by enclosures of at most ${digits} digits. The same seed gives the same verdicts and the same report, on
      every machine: <code>banach verify ${module && `--from ${module.file} `}--seed ${seed} --runs ${runs}</code>. ${!module && 'The statements and their proofs are in docs/mathematics.md, by the ids above.'}`,
  });
}
