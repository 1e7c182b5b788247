/** The style of a page: one column of text, wide figures, light and dark, screen and paper. */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1f; --soft: #5a5d66; --line: #d9dbe0; --shade: #f5f6f8; --asked: #e6e8ec;
  --first: #0072b2; --second: #c8500a; --third: #009e73; --good: #00694d; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #15171b; --ink: #e8e8ea; --soft: #a3a7b0; --line: #363a42; --shade: #1d2026; --asked: #2a2e36;
  --first: #56b4e9; --second: #f0a04b; --third: #2fc49a; --good: #54d1a6; --bad: #ff8a80; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.55 "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, "DejaVu Serif", serif; }
.page { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2.5rem; }
main { min-width: 0; }
nav.contents { font-size: .82rem; line-height: 1.45; }
nav.contents ul { list-style: none; margin: 0 0 .8rem; padding: 0; }
nav.contents b { display: block; margin: .7rem 0 .15rem; }
nav.contents input { width: 100%; font: inherit; color: inherit; background: var(--shade); border: 1px solid var(--line); border-radius: 4px; padding: .25rem .5rem; }
@media (min-width: 72rem) { .page { grid-template-columns: 13.5rem minmax(0, 1fr); }
  nav.contents { position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto; align-self: start; padding-right: .5rem; } }
@media (max-width: 71.99rem) { nav.contents ul { columns: 11rem; } nav.contents { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; max-height: 15rem; overflow-y: auto; } }
a { color: var(--first); text-decoration-thickness: 1px; text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--second); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .3rem .6rem; z-index: 2; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .2rem; font-weight: 600; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 .8rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); font-weight: 600; }
h3 { font-size: 1.05rem; margin: 0; font-weight: 600; }
h4 { font-size: .95rem; margin: 1rem 0 .3rem; font-weight: 600; }
p { margin: .6rem 0; max-width: 46rem; }
.lead { font-size: 1.15rem; margin: .2rem 0 1rem; color: var(--soft); }
.note, small, figcaption, .source { color: var(--soft); font-size: .86rem; }
figcaption b, .note b { color: var(--ink); }
code, pre, kbd, .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .84em; }
.id { font-weight: 600; white-space: nowrap; }
math { font-size: 1.08em; font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Libertinus Math", "DejaVu Math TeX Gyre", math; }
math[display="block"] { margin: .8rem 0; width: max-content; }
.claim { padding: 1.4rem 0 .6rem; border-top: 1px solid var(--line); }
h2 + .claim, p + .claim { border-top: 0; }
.claim > header { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; justify-content: space-between; }
.statement { margin: .7rem 0 .3rem; overflow-x: auto; max-width: none; font-size: 1.06rem; }
.standing { font-size: .86rem; font-weight: 600; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); } .first { color: var(--first); } .second { color: var(--second); } .third { color: var(--third); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .4rem 1.2rem; margin: 1rem 0; }
.facts div { border-left: 2px solid var(--line); padding-left: .6rem; }
.facts dt { color: var(--soft); font-size: .8rem; line-height: 1.3; } .facts dd { margin: 0; font-variant-numeric: tabular-nums lining-nums; }
.total { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); } .total dd { font-size: 1.35rem; line-height: 1.3; }
.versus, .sides { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem 1rem; margin: .6rem 0; font-variant-numeric: tabular-nums lining-nums; }
.versus dt, .sides dt { color: var(--soft); font-size: .86rem; } .versus dd, .sides dd { margin: 0; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1rem 2rem; margin: 1rem 0 .4rem; align-items: start; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
figcaption { line-height: 1.4; margin-bottom: .3rem; }
.figures.alone { grid-template-columns: minmax(0, 44rem); }
.plot { display: block; width: 100%; height: auto; color: var(--ink); font-family: inherit; }
.tried { fill: var(--asked); color: var(--asked); } .wrap { white-space: normal; display: inline-block; max-width: 34rem; text-align: left; }
.figures.whole { grid-template-columns: minmax(0, 1fr); } .figures.whole figure { overflow-x: auto; } .matrix { min-width: 46rem; }
.plot text { font-size: 12px; font-family: ui-sans-serif, system-ui, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; white-space: pre; }
.plot.matrix text { font-size: 9px; }
details { margin: .4rem 0; } summary { cursor: pointer; color: var(--soft); font-size: .86rem; width: max-content; max-width: 100%; }
.scroll { overflow: auto; max-height: 22rem; border: 1px solid var(--line); border-radius: 4px; margin: .5rem 0; }
.scroll.tall { max-height: none; border: 0; } .overview .scroll { max-height: none; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; font-variant-numeric: tabular-nums lining-nums; }
th, td { padding: .22rem .7rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { position: sticky; top: 0; background: var(--shade); color: var(--soft); font-weight: 600; }
.tall thead th { position: static; background: none; }
th:first-child, td:first-child, :is(.text-2, .text-3, .text-4) :is(th, td):nth-child(2), :is(.text-3, .text-4) :is(th, td):nth-child(3), .text-4 :is(th, td):nth-child(4) { text-align: left; }
.long td { white-space: normal; }
.copied { position: relative; margin: .6rem 0; }
pre { margin: 0; padding: .7rem .9rem; background: var(--shade); border: 1px solid var(--line); border-radius: 4px; overflow: auto; max-height: 24rem; line-height: 1.45; }
button { font: .78rem/1.2 ui-sans-serif, system-ui, sans-serif; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: .3rem .6rem; cursor: pointer; }
.copied button { position: absolute; top: .45rem; right: .45rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .8rem; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { .page { padding: 1rem .9rem 3rem; } h1 { font-size: 1.55rem; } th, td { padding: .22rem .45rem; } .figures { grid-template-columns: minmax(0, 1fr); } .figures.alone figure { overflow-x: auto; } .alone .plot { min-width: 30rem; } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --shade: #fff; --asked: #e6e8ec;
    --first: #0072b2; --second: #c8500a; --third: #00795a; --good: #00694d; --bad: #b3261e; }
  @page { margin: 18mm 16mm; } body { font-size: 9.5pt; line-height: 1.4; } .page { display: block; max-width: none; padding: 0; }
  nav.contents, button, .skip, figure summary { display: none; } summary { list-style: none; width: auto; break-after: avoid; } th { white-space: normal; } th, td { padding: .2rem .4rem; } a { color: inherit; text-decoration: none; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  figure, details { break-inside: auto; } figcaption, .plot, pre, .note, .source { break-inside: avoid; } figcaption, p.note { break-after: avoid; }
  .figures { grid-template-columns: 1fr 1fr; gap: 1rem; } .figures.alone, .figures.whole { display: block; } .alone .plot { width: 150mm; }
  figure .scroll { columns: 2; column-gap: 3mm; border: 0; margin: 0; } .alone .scroll { columns: 3; } .whole .scroll { columns: 1; } .whole .wrap { max-width: 80mm; }
  figure table { font-size: 6pt; line-height: 1.1; width: auto; } figure :is(th, td) { padding: 0 .15rem; } figure th { white-space: normal; }
  .scroll, pre { max-height: none; overflow: visible; } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .facts { grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); } .total dd { font-size: 12pt; } .statement { overflow: visible; } h2, h3, h4, .claim > header, .statement { break-after: avoid; } .facts, .versus, .sides { break-inside: avoid; } tr { break-inside: avoid; }
  .plot { max-height: 75mm; } .plot.matrix { max-height: 225mm; min-width: 0; } thead { display: table-header-group; } }
`;
