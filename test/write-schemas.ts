/** Writes schemas/*.json from the literals that test/all-schemas.ts lists: `npm run schemas`. */
import { writeFileSync } from 'node:fs';
import { schemas } from './all-schemas.ts';

for (const [name, schema] of Object.entries(schemas))
  writeFileSync(new URL(`../schemas/${name}.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
