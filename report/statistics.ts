/** Statistical claims: each supported or refuted at an error probability, apart from what is proved. */
import type { StatisticalReport } from '../properties/index.ts';
import { anchor, isSibling, standing } from './claim.ts';
import { table } from './figure.ts';
import { markup, type Html } from './html.ts';
import { tex } from './math.ts';
import { enclosed } from './numbers.ts';
import type { Section } from './page.ts';
import { statements } from './statements.ts';

const checks = ({ id, checks }: StatisticalReport): Html =>
  table(
    `Tests of ${id}`,
    ['test', 'found', 'allowed', 'verdict'],
    checks.map(({ what, statistic, allowed, verdict }) => [what, enclosed(statistic, 6), enclosed(allowed, 6), verdict]),
    true,
  );

function claim(report: StatisticalReport, siblings: readonly StatisticalReport[]): Html {
  const { id, says, source, sample, reason } = report;
  const formula = statements[id];
  return markup`<article class="claim" aria-labelledby="${anchor(id)}">
    <header>
      <h3 id="${anchor(id)}"><span class="id">${id}</span></h3>
      ${standing(report)}
    </header>
    ${
      formula === undefined
        ? markup`<p class="statement">${says}</p>`
        : markup`<div class="statement">${tex(formula, true)}</div>
            <p class="note">As judged: ${says}</p>`
    }
    <p class="source">Source: ${source}</p>
    <p class="note">Sample: ${sample}, seeded by “${report.seed}”</p>
    ${reason !== undefined && markup`<p class="bad">${reason}</p>`} ${report.checks.length > 0 && checks(report)}
    ${siblings.length > 0 && markup`<h4>False siblings</h4>`}
    ${siblings.map(
      (sibling) =>
        markup`<details>
          <summary>${standing(sibling)} <span class="id">${sibling.id}</span>: ${sibling.says}</summary>
          ${sibling.checks.length > 0 && checks(sibling)}
        </details>`,
    )}
  </article> `;
}

/** Each claim with its false siblings. */
export function statisticalSection({
  errorProbability,
  claims,
}: {
  readonly errorProbability: string;
  readonly claims: readonly StatisticalReport[];
}): Section {
  const plain = claims.filter((one) => !isSibling(one));
  const own = ({ id }: StatisticalReport) => claims.filter((one) => one.id.startsWith(`${id}~`));
  const orphans = claims.filter((one) => isSibling(one) && !plain.some(({ id }) => one.id.startsWith(`${id}~`)));
  return {
    id: 'statistical',
    title: 'Statistical claims',
    entries: [...plain, ...orphans].map(({ id }) => ({ id: anchor(id), title: id })),
    body: markup`<p>
        What particles do is known by their law. Each claim is supported or refuted at error probability δ = ${errorProbability},
        by concentration that is exact for the sample as it is: a true claim is refuted with a probability of at most δ over the
        seeds. Support is no proof.
      </p>
      ${[...plain, ...orphans].map((one) => claim(one, isSibling(one) ? [] : own(one)))}`,
  };
}
