/** JSON Schemas (draft 2020-12, closed) of what is said in an audit, as literals: the files in schemas/ are written from these. */
const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** What a subject may be asked, beside the handshake. */
export const operations = [
  'functionalValue',
  'flatDerivative',
  'bestResponse',
  'eulerStep',
  'wasserstein1',
  'totalVariation',
  'kl',
  'klToPrior',
  'freeEnergy',
  'constants',
  'lipschitzConstants',
  'thresholds',
  'fixedPoint',
] as const;
export type Operation = (typeof operations)[number];

const text = { type: 'string', maxLength: 1000 };
const id = { type: 'integer', minimum: 0 };
const some = { type: 'integer', minimum: 1 };

/** The result of a handshake. */
export const handshakeSchema = {
  $schema: DRAFT,
  title: 'the result of a handshake (banach/audit/1)',
  type: 'object',
  properties: {
    protocol: { const: 'banach/audit/1' },
    name: { ...text, minLength: 1 },
    version: text,
    operations: { type: 'array', items: { enum: operations }, uniqueItems: true },
    arithmetic: { enum: ['binary64', 'binary32'] },
    limits: {
      type: 'object',
      properties: {
        points: some,
        dimension: some,
        functionals: {
          type: 'array',
          items: { enum: ['linear', 'quadratic', 'interaction', 'moment', 'network', 'sum'] },
          uniqueItems: true,
        },
      },
      additionalProperties: false,
    },
  },
  required: ['protocol', 'name', 'operations'],
  additionalProperties: false,
} as const;

/** A line of a subject. What a result is depends on the operation: it is looked at where it is used. */
export const replySchema = {
  $schema: DRAFT,
  title: 'a line of a subject (banach/audit/1)',
  type: 'object',
  properties: { id, result: {}, unsupported: text, error: text },
  required: ['id'],
  oneOf: [{ required: ['result'] }, { required: ['unsupported'] }, { required: ['error'] }],
  additionalProperties: false,
} as const;
