/** HTML that escapes what is put into it: the only way by which text enters a page. */

/** Markup that is safe as it is. Made by {@link markup}, or by {@link trusted} of what we wrote ourselves. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | false | null | undefined | readonly Part[];

/** For our own style and script and for what Plot and KaTeX make, never for data. */
export const trusted = (markup: string): Html => new Html(markup);

/**
 * What cannot be seen, or turns the text around it, by its code point: NUL and other controls, the overrides of direction, characters of no width, the ends of lines
 * of Unicode, halves of surrogate pairs.
 */
export const visible = (text: string): string =>
  text.replace(/[^\P{C}\n\t]|[\u2028\u2029]/gu, (c) => {
    const point = c.codePointAt(0)!;
    return `⟨U+${point.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that is nothing but text, also within a quoted attribute. */
export const escape = (text: string): string => visible(text).replace(/[&<>"']/g, (c) => ENTITIES[c]!);

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === false || part === null || part === undefined) return '';
  if (typeof part === 'string') return escape(part);
  if (typeof part === 'number') return String(part);
  return part.map(textOf).join('');
}

/** A template whose values are escaped, but for what is Html itself; lists are joined; false, null and undefined are nothing. Attributes must be quoted. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((text, string, i) => text + textOf(parts[i - 1]) + string));

/** Text of somebody else: apart from ours in direction, and cut off where it goes on and on. */
export function said(text: string, most = 2000): Html {
  const rest = text.length - most;
  return markup`<bdi>${rest > 0 ? text.slice(0, most) : text}</bdi>${rest > 0 && markup` <small>… ${rest} more characters</small>`}`;
}

/** An id for a fragment: letters, digits, `.`, `-` and `_` as they are, all else by its code point. */
export const slug = (text: string): string =>
  [...text].map((c) => (/[A-Za-z0-9.-]/.test(c) ? c : `_${c.codePointAt(0)!.toString(16)}_`)).join('');
