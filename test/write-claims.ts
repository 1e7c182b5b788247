/** Writes docs/claims.md: `npm run claims`. */
import { writeFileSync } from 'node:fs';
import { claimsPage } from './claims-page.ts';

writeFileSync(new URL('../docs/claims.md', import.meta.url), claimsPage());
