/** The schemas that ship are the literals that validate. */
import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { schemas } from './all-schemas.ts';

const folder = new URL('../schemas/', import.meta.url);

test('one file a schema, in step with the literals (npm run schemas)', () => {
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
