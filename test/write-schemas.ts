/** Writes schemas/*.json from the literals of src/problem/schema.ts: `npm run schemas`. */
import { writeFileSync } from 'node:fs';
import { schemas } from '../src/problem/schema.ts';

for (const [name, schema] of Object.entries(schemas))
  writeFileSync(new URL(`../schemas/${name}.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
