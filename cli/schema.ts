/** JSON Schemas (draft 2020-12, closed) of a directory of results, as literals: the files in schemas/ are written from these. */
import { auditReportSchema, handshakeSchema } from '../audit/schema.ts';
import { statisticalReport } from '../src/problem/schema.ts';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const some = { type: 'integer', minimum: 1 };
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const asked = {
  format: { const: 'banach/run/1' },
  version: { type: 'string' },
  seed: { type: 'integer', minimum: 0, maximum: 4294967295 },
  runs: some,
  digits: { type: 'integer', minimum: 1, maximum: 500 },
  claims: { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
  shard: {
    type: ['object', 'null'],
    properties: { index: some, of: some },
    required: ['index', 'of'],
    additionalProperties: false,
  },
};
const run = (properties: object, optional: object = {}) => ({
  type: 'object',
  properties: { ...asked, ...properties, ...optional },
  required: Object.keys({ ...asked, ...properties }),
  additionalProperties: false,
});
const { type, properties, required, additionalProperties } = handshakeSchema;

/** What a run was asked: the header `run.json` of a directory of results. */
export const runSchema = {
  $schema: DRAFT,
  $id: 'banach/run/1',
  title: 'what a run was asked',
  oneOf: [
    run(
      {
        command: { const: 'verify' },
        // The effort of the search for the worst case, null for none.
        search: { type: ['integer', 'null'], minimum: 1 },
        errorProbability: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
      },
      {
        // The module whose claims they are, where they are not banach's.
        module: {
          type: 'object',
          properties: { file: { type: 'string' }, sha256: digest },
          required: ['file', 'sha256'],
          additionalProperties: false,
        },
      },
    ),
    run({
      command: { const: 'audit' },
      program: { type: 'array', items: { type: 'string' }, minItems: 1 },
      subject: { type, properties, required, additionalProperties },
      accepted: auditReportSchema.properties.accepted,
      tolerance: some,
    }),
  ],
};

/** A block of a directory of results: what was found of one claim. */
export const blockSchema = {
  $schema: DRAFT,
  $id: 'banach/block/1',
  title: 'what was found of one claim of a run',
  type: 'object',
  properties: {
    format: { const: 'banach/block/1' },
    // SHA-256 of the header of the run, its shard null.
    run: digest,
    // An entry of the answer of verify or audit.
    claim: { anyOf: [auditReportSchema.properties.claims.items, statisticalReport] },
    // Of an audit: what the program did, in the judging of the claim, that it must not do.
    findings: auditReportSchema.properties.findings,
    // SHA-256 of the block without this.
    sha256: digest,
  },
  required: ['format', 'run', 'claim', 'sha256'],
  additionalProperties: false,
};

/** By the names of their files in schemas/. */
export const resultSchemas = { run: runSchema, block: blockSchema } as const;
