/** Writes site/, the documents and the API reference: `npm run site`. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite } from './site.ts';

const out = join(import.meta.dirname, '../site');
rmSync(out, { recursive: true, force: true });
const wrong = await buildSite(out);
for (const complaint of wrong) console.error(complaint);
if (wrong.length > 0) process.exitCode = 1;
