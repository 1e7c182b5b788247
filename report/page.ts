/** A page: one file that needs nothing else, and may load nothing else. */
import { createHash } from 'node:crypto';
import { markup, trusted, type Html } from './html.ts';
import { script } from './script.ts';
import { style } from './style.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
  /** What the contents list below the title. */
  readonly entries?: readonly { readonly id: string; readonly title: string }[];
}

export interface Page {
  readonly title: string;
  /** What the page says, in a line. */
  readonly lead: Html | string;
  readonly summary: Html;
  readonly sections: readonly Section[];
  /** How it came about. */
  readonly footer: Html;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing may be loaded, sent or run but this style and this script. */
const POLICY = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;

/** The same bytes for the same page. */
export function render({ title, lead, summary, sections, footer }: Page): string {
  const contents = sections.map(
    ({ id, title, entries = [] }) => markup`<b><a href="#${id}">${title}</a></b>
${entries.length > 0 && markup`<ul>${entries.map((entry) => markup`<li><a href="#${entry.id}">${entry.title}</a></li>`)}</ul>`}
`,
  );
  const many = sections.reduce((n, { entries = [] }) => n + entries.length, 0) > 12;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<div class="page">
<nav class="contents" aria-label="Contents">
${many && markup`<label hidden>Find <input id="filter" type="search" autocomplete="off"></label>`}
${contents}</nav>
<main id="main" tabindex="-1">
<h1>${title}</h1>
<p class="lead">${lead}</p>
${summary}
${sections.map(
  ({ id, title, body }) => markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${body}</section>
`,
)}
<footer class="note">${footer}</footer>
</main>
</div>
<script>${trusted(script)}</script>
</body>
</html>
`.text;
}
