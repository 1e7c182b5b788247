/** The JSON Schema of a file of vectors (draft 2020-12, closed), as a literal: schemas/vectors.json is written from it. */
import { problemSchema } from '../../src/problem/schema.ts';
import type { Compared } from '../truth.ts';
import { bugTypes } from './notes.ts';

/** The operations that there are vectors of: those whose answers are compared with the truth. */
export const operations = [
  ...(['functionalValue', 'flatDerivative', 'bestResponse', 'eulerStep', 'wasserstein1', 'totalVariation'] as const),
  ...(['kl', 'klToPrior', 'freeEnergy', 'constants', 'lipschitzConstants', 'thresholds'] as const),
] as const satisfies readonly Compared[];

const closed = (properties: Readonly<Record<string, object>>, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text = { type: 'string', minLength: 1 };
const name = { type: 'string', pattern: '^[A-Za-z0-9^-]+$' };
const some = { type: 'integer', minimum: 1 };

const end = { type: 'string', pattern: '^(-?[0-9]+(\\.[0-9]+)?(e[+-][0-9]+)?|Infinity)$' };
/** Where the truth is, and the unit in which an error is measured. */
const value = closed(
  { enclosure: { type: 'array', items: end, minItems: 2, maxItems: 2 }, ulp: { type: 'number', minimum: 0 } },
  ['enclosure', 'ulp'],
);
const VALUE = { $ref: '#/$defs/value' };
const names = ['C_F', 'L_F', 'omega_F', 'Lambda_F', 'm1', 'mtilde', 'diam', 'paper', 'implicit', 'sharp', 'computed', 'diameter'];
const record = { ...closed(Object.fromEntries(names.map((key) => [key, VALUE])), []), minProperties: 1 };

const weights = closed({ weights: { type: 'array', items: { type: 'number', minimum: 0 }, minItems: 1 } }, ['weights']);
const about = {
  id: { type: 'string', pattern: '^[A-Za-z0-9]+/[A-Za-z0-9^-]+$' },
  comment: text,
  flags: { type: 'array', items: name, minItems: 1, uniqueItems: true },
};
const test = closed(
  {
    ...about,
    nu: weights,
    nu2: weights,
    step: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    result: { const: 'must' },
    expected: { anyOf: [VALUE, { type: 'array', items: VALUE, minItems: 1 }, record] },
  },
  ['id', 'comment', 'flags', 'result', 'expected'],
);
/** Anything may be wrong with its data. */
const refused = closed({ ...about, nu: { type: 'object' }, nu2: { type: 'object' }, step: {}, result: { const: 'must-fail' } }, [
  'id',
  'comment',
  'flags',
  'result',
]);
const group = (problem: object, tests: object) =>
  closed(
    {
      id: name,
      // How many points, of how many coordinates: only where the problem is one.
      points: some,
      dimension: some,
      problem,
      tests: { type: 'array', items: tests, minItems: 1 },
    },
    ['id', 'problem', 'tests'],
  );
const { type, properties, required, additionalProperties } = problemSchema;

export const vectorsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'banach/vectors/1',
  title: 'vectors of one operation: questions with certified answers, and questions that must be refused',
  ...closed(
    {
      format: { const: 'banach/vectors/1' },
      operation: { enum: operations },
      source: closed({ name: text, version: text }, ['name', 'version']),
      // An answer passes where it is within so many ulps of every enclosure.
      tolerance: some,
      notes: {
        type: 'object',
        propertyNames: name,
        additionalProperties: closed({ bugType: { enum: bugTypes }, description: text, effect: text, reference: text }, [
          'bugType',
          'description',
          'effect',
          'reference',
        ]),
      },
      groups: {
        type: 'array',
        items: {
          anyOf: [
            group({ $ref: '#/$defs/problem' }, { $ref: '#/$defs/test' }),
            group({ type: 'object' }, { $ref: '#/$defs/refused' }),
          ],
        },
        minItems: 1,
      },
    },
    ['format', 'operation', 'source', 'tolerance', 'notes', 'groups'],
  ),
  $defs: { value, test, refused, problem: { type, properties, required, additionalProperties }, ...problemSchema.$defs },
} as const;
