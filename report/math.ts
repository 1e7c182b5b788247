/** Formulas: TeX that we wrote to MathML, which needs no font and no script. */
import katex from 'katex';
import { trusted, type Html } from './html.ts';

/** The formula. Throws on TeX that KaTeX does not know: it is ours, so that is a bug. */
export const tex = (source: string, displayMode = false): Html =>
  trusted(katex.renderToString(source, { output: 'mathml', displayMode, throwOnError: true, strict: 'error', trust: false }));
