/** Writes docs/audit-power.md and report/audit-mutants.ts: `npm run audit-power`, half an hour. */
import { writeFileSync } from 'node:fs';
import { literal } from '../../mutants/literal.ts';
import { nothing } from '../../mutants/trial.ts';
import { chosen } from './chosen.ts';
import { page } from './page.ts';
import { audited, triedOf } from './trial.ts';
import { why } from './why.ts';

const tried = triedOf(
  await audited(
    [nothing, ...chosen],
    () => ['--runs', '100', '--seed', '1'],
    ({ mutant, refuted }) => console.error(`${mutant.name}: ${refuted.length > 0 ? refuted.join(', ') : 'nothing'}`),
  ),
);
const root = new URL('../../../', import.meta.url);
writeFileSync(new URL('docs/audit-power.md', root), page(tried, why));
writeFileSync(new URL('report/audit-mutants.ts', root), await literal('auditMutants', [tried], 'npm run audit-power'));
