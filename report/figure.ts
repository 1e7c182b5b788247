/** A picture with its title, what it shows in words, and its numbers as a table. */
import { markup, type Html } from './html.ts';

export interface Figure {
  readonly title: string;
  readonly picture: Html;
  /** What is to be seen. */
  readonly caption: Html | string;
  /** The numbers of the picture. */
  readonly numbers: Html;
}

export const figure = ({ title, picture, caption, numbers }: Figure): Html => markup`<figure>
<figcaption><b>${title}</b> ${caption}</figcaption>
${picture}
<details><summary>The numbers</summary>${numbers}</details>
</figure>`;

/** A table that scrolls by itself where it is too wide; the first column heads the rows if `headed`, the first `left` columns are text. */
export function table(
  label: string,
  head: readonly (Html | string)[],
  rows: readonly (readonly (Html | string)[])[],
  headed = false,
  left = 1,
): Html {
  const row = ([first, ...rest]: readonly (Html | string)[]): Html =>
    markup`<tr>${headed ? markup`<th scope="row">${first}</th>` : markup`<td>${first}`}${rest.map((cell) => markup`<td>${cell}`)}
`;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table${left > 1 && markup` class="text-${left}"`}>
<thead><tr>${head.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody></table></div>`;
}
