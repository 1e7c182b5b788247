/** An instance by value, for people who want to compute with it: buttons copy it, and the line that judges it again. */
import type { Counterexample } from '../properties/index.ts';
import { markup, type Html } from './html.ts';
import { enclosed } from './numbers.ts';

/** Text in a box with a button that copies it; the button comes with the script. */
export const copied = (text: string, label: string): Html =>
  markup`<div class="copied"><pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre></div>`;

/** JSON with a short line for each of its parts. */
export function readable(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value) ?? 'null';
  if (flat.length + indent.length <= 88 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((one) => readable(one, inner))
    : Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${readable(one, inner)}`);
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

/** A shell's word that stands for the text, whatever is in it. */
export const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Sides of a comparison as a small table: what each is enclosed by. */
export const sides = (
  lhs: readonly [string, string],
  rhs: readonly [string, string],
  [left, right]: readonly [string, string] = ['left side', 'right side'],
): Html =>
  markup`<dl class="sides"><dt>${left}</dt><dd>${enclosed(lhs, 15)}</dd><dt>${right}</dt><dd>${enclosed(rhs, 15)}</dd></dl>`;

/** The line that judges a counterexample again, in the folder where it was saved under this name; of the claims of a module, in that of the module. */
export const replayOf = (module?: { readonly file: string }): string =>
  `npx banach replay ${module ? `--from ${quoted(module.file)} ` : ''}counterexample.json`;

/**
 * A counterexample, with the line that judges it again where that is possible without the program that it is of. It ends with 0 where the claim is expected to be
 * refuted, with 1 where it should hold.
 */
export function counterexample(found: Counterexample, expected: 'supported' | 'refuted', replay: string | false): Html {
  const { claim, lhs, rhs, rung, seed, note } = found;
  const notes = [`decided by ${rung}`, seed !== undefined && `seed ${seed}`, note];
  return markup`${lhs && rhs && sides(lhs, rhs)}
    <p class="note">${notes.filter(Boolean).join(' · ')}</p>
    ${copied(readable(found), `Counterexample of ${claim}, JSON`)}
    ${
      replay !== false &&
      markup`<p class="note">
          Saved as counterexample.json, it is judged again by this line, with exit code ${expected === 'refuted' ? 0 : 1}.
        </p>
        ${copied(replay, `The line that judges it again`)}`
    }`;
}
