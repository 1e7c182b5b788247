/** Writes schemas/*.json from the literals of src/problem/schema.ts, audit/schema.ts, cli/schema.ts and cli/gate/schema.ts: `npm run schemas`. */
import { writeFileSync } from 'node:fs';
import { auditSchemas } from '../audit/schema.ts';
import { gateSchemas } from '../cli/gate/schema.ts';
import { resultSchemas } from '../cli/schema.ts';
import { schemas } from '../src/problem/schema.ts';

for (const [name, schema] of Object.entries({ ...schemas, ...auditSchemas, ...resultSchemas, ...gateSchemas }))
  writeFileSync(new URL(`../schemas/${name}.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
