/** Writes schemas/*.json from the literals of src/problem/schema.ts, audit/schema.ts and cli/schema.ts: `npm run schemas`. */
import { writeFileSync } from 'node:fs';
import { auditSchemas } from '../audit/schema.ts';
import { resultSchemas } from '../cli/schema.ts';
import { schemas } from '../src/problem/schema.ts';

for (const [name, schema] of Object.entries({ ...schemas, ...auditSchemas, ...resultSchemas }))
  writeFileSync(new URL(`../schemas/${name}.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
