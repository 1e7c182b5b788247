/** Writes docs/mutants.md and report/mutants.ts: `npx tsx test/mutants/write.ts`, half an hour. */
import { writeFileSync } from 'node:fs';
import { further } from './further.ts';
import { triedOf } from './matrix.ts';
import { page } from './page.ts';
import { literal } from './literal.ts';
import { tryAll } from './trial.ts';

const rows = await tryAll();
const all = [
  triedOf(
    'The Float64 code',
    'Judged by the claims of conformance, and by what is named with each',
    await further(rows.float64, true),
  ),
  triedOf(
    'The kernel, the vocabulary, the reference and the judge',
    'Judged by the theorems that take little time, and by what is named with each',
    await further(rows.rest, false),
  ),
  triedOf(
    'Particles, and the judge of statistical claims',
    'Judged by what is named with each, statistical claims at the error probability 1e-9',
    rows.particles,
  ),
];
const root = new URL('../../', import.meta.url);
writeFileSync(new URL('docs/mutants.md', root), page(all));
writeFileSync(new URL('report/mutants.ts', root), await literal('mutants', all, 'npx tsx test/mutants/write.ts'));
