/** Writes docs/audit-power.md: `npm run audit-power`, half an hour. */
import { writeFileSync } from 'node:fs';
import { nothing } from '../../mutants/trial.ts';
import { chosen } from './chosen.ts';
import { page } from './page.ts';
import { audited } from './trial.ts';
import { why } from './why.ts';

const rows = await audited(
  [nothing, ...chosen],
  () => ['--runs', '100', '--seed', '1'],
  ({ mutant, refuted }) => console.error(`${mutant.name}: ${refuted.length > 0 ? refuted.join(', ') : 'nothing'}`),
);
const [control, ...others] = rows;
writeFileSync(new URL('../../../docs/audit-power.md', import.meta.url), page(others, control!, why));
