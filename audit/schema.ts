/** JSON Schemas (draft 2020-12, closed) of what is said in an audit, as literals: the files in schemas/ are written from these. */
import { baselineChanges, claimReport, type JSONSchema } from '../src/problem/schema.ts';

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
  'aPosteriori',
  'flow',
] as const;
/** The name of one of the {@link operations}. */
export type Operation = (typeof operations)[number];

const text = { type: 'string', maxLength: 1000 };
const id = { type: 'integer', minimum: 0 };
const some = { type: 'integer', minimum: 1 };

/** The result of a handshake. */
export const handshakeSchema = {
  $schema: DRAFT,
  $id: 'banach/audit-handshake/1',
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
  $id: 'banach/audit-reply/1',
  title: 'a line of a subject (banach/audit/1)',
  type: 'object',
  properties: { id, result: {}, unsupported: text, error: text },
  required: ['id'],
  oneOf: [{ required: ['result'] }, { required: ['unsupported'] }, { required: ['error'] }],
  additionalProperties: false,
} as const;

/** Everything that a subject may do that it must not. */
export const offences = [
  'cannot be started',
  'exited before the handshake',
  'bad handshake',
  'hung',
  'crashed',
  'bad line',
  'line too long',
  'wrong id',
  'answered twice',
  'spoke unasked',
  'not answered',
] as const;
/** What a subject did that it must not do. */
export type Offence = (typeof offences)[number];

/** A number, or the name of one that JSON has not. */
const size = { anyOf: [{ type: 'number' }, { enum: ['Infinity', 'NaN'] }, { type: 'null' }] };
const sizes = (keys: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(keys.map((key) => [key, size])),
  required: keys,
  additionalProperties: false,
});
/** A schema without its own name, as a part of another. */
const { type, properties, required, additionalProperties } = handshakeSchema;
const handshake = { type, properties, required, additionalProperties };

/** Failures of a subject that are known and accepted, for `banach audit --expect`. */
export const expectedFailuresSchema = {
  $schema: DRAFT,
  $id: 'banach/expected-failures/1',
  title: 'failures of a subject that are known and accepted',
  type: 'object',
  properties: {
    format: { const: 'banach/expected-failures/1' },
    failures: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          claim: { ...text, minLength: 1 },
          standing: { enum: ['refuted', 'could not judge'] },
          because: text,
        },
        required: ['claim', 'standing', 'because'],
        additionalProperties: false,
      },
    },
  },
  required: ['format', 'failures'],
  additionalProperties: false,
} as const;

/** The answer of `banach audit --json`. */
export const auditReportSchema = {
  $schema: DRAFT,
  $id: 'banach/audit-report/1',
  title: 'the answer of an audit',
  type: 'object',
  properties: {
    format: { const: 'banach/audit-report/1' },
    // What it said of itself; null where it could not be started or did not say it as it should.
    subject: { anyOf: [handshake, { type: 'null' }] },
    // The program and its arguments, or --from and the file of answers that was judged in its place.
    command: { type: 'array', items: { type: 'string' }, minItems: 1 },
    seed: { type: 'integer', minimum: 0, maximum: 4294967295 },
    runs: { type: 'integer', minimum: 1 },
    digits: { type: 'integer', minimum: 1, maximum: 500 },
    tolerance: { type: 'integer', minimum: 1 },
    claims: {
      type: 'array',
      items: {
        ...claimReport,
        properties: {
          ...claimReport.properties,
          // Of a claim of conformance: the errors found, an instance the largest of its numbers.
          errors: {
            type: 'object',
            properties: {
              instances: { type: 'integer', minimum: 0 },
              scaledUlps: sizes(['median', 'ninetieth', 'largest']),
              relative: sizes(['median', 'largest']),
            },
            required: ['instances', 'scaledUlps', 'relative'],
            additionalProperties: false,
          },
        },
      },
    },
    // Failures that were expected.
    accepted: expectedFailuresSchema.properties.failures,
    // Operations that the subject does not have.
    skipped: { type: 'array', items: { enum: operations } },
    findings: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          offence: { enum: offences },
          // In whose judging it occurred.
          claim: { type: 'string' },
          detail: { type: 'string' },
          request: { type: 'string' },
          stderr: { type: 'string' },
        },
        required: ['offence', 'detail'],
        additionalProperties: false,
      },
    },
    baseline: baselineChanges,
    exit: { enum: [0, 1, 2, 130] },
  },
  required: [
    'format',
    'subject',
    'command',
    'seed',
    'runs',
    'digits',
    'tolerance',
    'claims',
    'accepted',
    'skipped',
    'findings',
    'exit',
  ],
  additionalProperties: false,
} as const;

/** The schemas of the protocol and of its answers, by the names of their files in schemas/. */
export const auditSchemas: Readonly<
  Record<'audit-handshake' | 'audit-reply' | 'audit-report' | 'expected-failures', JSONSchema>
> = {
  'audit-handshake': handshakeSchema,
  'audit-reply': replySchema,
  'audit-report': auditReportSchema,
  'expected-failures': expectedFailuresSchema,
};
