/** A section for a claim: the statement, where it is from, how it stands, its evidence, how tight it is, and what became of its false siblings. */
import { LEAST_DISTANCE, LEAST_WEIGHT, type ClaimReport, type Evidence, type Tightest } from '../properties/index.ts';
import { figure } from './figure.ts';
import { markup, slug, type Html } from './html.ts';
import { copied, counterexample, readable, sides } from './instance.ts';
import { tex } from './math.ts';
import { count, enclosed, grouped, shown } from './numbers.ts';
import { sidesAgainstBounds, slackDistribution } from './plots.ts';
import { statementOf } from './statements.ts';

export const isSibling = ({ id }: { readonly id: string }): boolean => id.includes('~');
export const isGood = ({ standing, expected }: { readonly standing: string; readonly expected: string }): boolean =>
  expected === 'refuted' ? standing === 'refuted' : standing === 'supported' || standing === 'proved';
export const judgedOf = ({ held, agreed, undecided, failed }: ClaimReport): number => held + agreed + undecided + failed;
export const anchor = (id: string): string => `claim-${slug(id)}`;

/** A number of the answer; where JSON has none for it, a word. */
export const numberOf = (x: number | string): number => Number(x);

/** The standing in a word, with a mark that needs no colour. */
export function standing(claim: { readonly standing: string; readonly expected: string }): Html {
  const good = isGood(claim);
  const words = claim.expected === 'refuted' && good ? 'refuted, as it must be' : claim.standing;
  return markup`<span class="standing ${good ? 'good' : 'bad'}">${good ? '✓' : '✗'} ${words}</span>`;
}

/** Set where it is set by hand; always the claim's own line. */
function statement({ id, says }: Pick<ClaimReport, 'id' | 'says'>): Html {
  const found = statementOf(id, says);
  if (!found) return markup`<p class="statement">${says}</p>`;
  return markup`<div class="statement">${found.words}${tex(found.tex, true)}</div>
    <p class="note">As judged: ${says}</p>`;
}

const fact = (name: string, value: Html | string): Html =>
  markup`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

function facts(claim: ClaimReport): Html {
  const { held, agreed, undecided, outside, failed, rungs, leastSlack } = claim;
  const decided = Object.entries(rungs).map(([rung, n]) => `${rung}: ${grouped(n)}`);
  return markup`<dl class="facts">
    ${fact('held, proved', grouped(held))} ${agreed > 0 && fact('agreed', grouped(agreed))}
    ${fact('undecided', grouped(undecided))} ${fact('outside hypotheses', grouped(outside))}
    ${failed > 0 && fact('failed', grouped(failed))}
    ${leastSlack && fact('least relative slack', shown(numberOf(leastSlack.relative)))}
    ${decided.length > 0 && fact('decided by', decided.join(', '))}
  </dl>`;
}

/** Two lines: the largest share of the bound that was found, and the theorem's. */
function bestFound({ ratio, ceiling, instance, sides: named }: Tightest): Html {
  return markup`<h4>Best found against theorem</h4>
    <dl class="versus">
      <dt>best found</dt>
      <dd>${enclosed(ratio, 13)}</dd>
      ${
        ceiling &&
        markup`<dt>ceiling there</dt>
          <dd>${enclosed(ceiling, 13)}</dd>`
      }
      <dt>theorem</dt>
      <dd>1</dd>
    </dl>
    ${named && sides(named.lhs, named.rhs, named.names)}
    <p class="note">
      Left side over right side, enclosed, at the worst instance that a search found over ξᵢ ≥ ${shown(LEAST_WEIGHT)} and W1(ν,
      ν′) ≥ ${shown(LEAST_DISTANCE)} diam.
    </p>
    <details>
      <summary>That instance</summary>
      ${copied(readable(instance), 'The worst instance, JSON')}
    </details>`;
}

function tightest({ leastSlack, tightest }: ClaimReport): Html | undefined {
  if (tightest) return bestFound(tightest);
  if (!leastSlack) return undefined;
  const relative = numberOf(leastSlack.relative);
  if (!Number.isFinite(relative)) return undefined;
  return markup`${
    leastSlack.sides &&
    markup`<h4>Where it is tightest</h4>
        ${sides(leastSlack.sides.lhs, leastSlack.sides.rhs, leastSlack.sides.names)}`
  }
    <details>
      <summary>The tightest instance, relative slack ≥ ${shown(relative)}</summary>
      ${copied(readable(leastSlack.instance), 'The tightest instance, JSON')}
    </details>`;
}

/** The false siblings: what they say, and the instance that refutes each. */
function siblings(claims: readonly ClaimReport[], replay: string | false): Html | undefined {
  if (claims.length === 0) return undefined;
  return markup`<h4>False siblings</h4>
    ${claims.map((claim) => {
      const after = claim.failed > 0 ? ` after ${count(judgedOf(claim), 'instance')}` : '';
      return markup`<details>
        <summary>${standing(claim)} <span class="id">${claim.id}</span>${isGood(claim) && after}: ${claim.says}</summary>
        <p class="source">${claim.source}</p>
        ${claim.counterexample && counterexample(claim.counterexample, claim.expected, replay)}
      </details>`;
    })}`;
}

/** Where the instances of a claim can be seen: pictures of them. */
function pictures(id: string, evidence: Evidence | undefined): Html | undefined {
  const both = evidence && [slackDistribution(id, evidence), sidesAgainstBounds(id, evidence)].filter((one) => one !== undefined);
  return both && both.length > 0 ? markup`<div class="figures">${both.map(figure)}</div>` : undefined;
}

export function claimSection(
  claim: ClaimReport,
  evidence: Evidence | undefined,
  own: readonly ClaimReport[],
  more: Html | undefined,
  replay: string | false,
): Html {
  const { id, source, reason } = claim;
  const open = claim.counterexample && (!isGood(claim) || claim.expected === 'refuted');
  return markup`<article class="claim" aria-labelledby="${anchor(id)}">
    <header>
      <h3 id="${anchor(id)}"><span class="id">${id}</span></h3>
      ${standing(claim)}
    </header>
    ${statement(claim)}
    <p class="source">Source: ${source}</p>
    ${reason !== undefined && markup`<p class="bad">${reason}</p>`} ${facts(claim)} ${more} ${tightest(claim)}
    ${pictures(id, evidence)}
    ${
      open &&
      markup`<h4>Counterexample</h4>
        ${counterexample(claim.counterexample, claim.expected, replay)}`
    }
    ${siblings(own, replay)}
  </article> `;
}
