import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { schemas } from './all-schemas.ts';
import { examples, formatsPage } from './formats-page.ts';

let made: ReturnType<typeof examples>;
beforeAll(() => {
  made = examples();
}, 120_000);

test('docs/formats.md is in step with the schemas and the program (npm run formats)', () => {
  expect(readFileSync(new URL('../docs/formats.md', import.meta.url), 'utf8')).toBe(formatsPage(made));
});

test('there is an example of every format, valid by its schema', () => {
  for (const { schema, value } of made) {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(schemas[schema], value), `${schema}: ${ajv.errorsText()}`).toBe(true);
  }
});
