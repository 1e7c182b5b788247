/** The schemas that ship are the literals that validate. */
import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { auditSchemas } from '../audit/schema.ts';
import { resultSchemas } from '../cli/schema.ts';
import { schemas as problemSchemas } from '../src/problem/schema.ts';

const schemas = { ...problemSchemas, ...auditSchemas, ...resultSchemas };
const folder = new URL('../schemas/', import.meta.url);

test('one file a schema, in step with src/problem/schema.ts, audit/schema.ts and cli/schema.ts (npm run schemas)', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(schemas)
      .map((name) => `${name}.json`)
      .sort(),
  );
});

test.each(Object.entries(schemas))('schemas/%s.json', (name, schema) => {
  const shipped = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as object;
  expect(shipped).toEqual(JSON.parse(JSON.stringify(schema)));
  expect(new Ajv2020({ strict: false }).validateSchema(shipped)).toBe(true);
});
