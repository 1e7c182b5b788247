/** JSON Schema (draft 2020-12, closed) of a baseline, as a literal: the file in schemas/ is written from it. */

/** A number, `"Infinity"`, or null for what was not measured. */
const size = {
  anyOf: [{ type: 'number', minimum: 0 }, { const: 'Infinity' }, { type: 'null' }],
  description: 'a number ≥ 0, "Infinity" or null',
};

/** What a later run is compared with. */
export const baselineSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'banach/baseline/1',
  title: 'a baseline: what a later run is compared with',
  type: 'object',
  properties: {
    format: { const: 'banach/baseline/1', description: '"banach/baseline/1"' },
    of: { enum: ['verify', 'audit'], description: '"verify" or "audit"' },
    // The version of banach.
    version: { type: 'string', maxLength: 100, description: 'a version' },
    // Only answers to the same questions are compared.
    seed: { type: 'integer', minimum: 0, maximum: 4294967295, description: 'a seed' },
    runs: { type: 'integer', minimum: 1, description: 'a number of instances' },
    digits: { type: 'integer', minimum: 1, maximum: 500, description: 'a number of digits' },
    // Of an audit: scaled ulps that an answer may be off, and who answered.
    tolerance: { type: 'integer', minimum: 1, description: 'scaled ulps' },
    subject: { type: 'string', maxLength: 2100, description: 'a name' },
    claims: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', description: "a claim's id" },
          standing: { enum: ['supported', 'refuted', 'proved', 'could not judge'], description: 'a standing' },
          // The least relative slack.
          slack: size,
          // The worst error: in scaled ulps of a subject's operation, as a part of the stated bound of this package's own code.
          error: size,
          // How long a judged instance took, or an answer of a subject, in yardsticks.
          yardsticks: size,
        },
        required: ['id', 'standing', 'slack', 'error', 'yardsticks'],
        additionalProperties: false,
        description: 'what was found about a claim',
      },
      description: 'an array of claims',
    },
  },
  required: ['format', 'of', 'version', 'seed', 'runs', 'digits', 'claims'],
  additionalProperties: false,
  description: 'a baseline',
} as const;

/** By the names of their files in schemas/. */
export const gateSchemas = { baseline: baselineSchema } as const;
