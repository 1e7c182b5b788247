/** Every JSON Schema of the package, by the name of its file in schemas/. */
import { auditSchemas } from '../audit/schema.ts';
import { vectorsSchema } from '../audit/vectors/schema.ts';
import { gateSchemas } from '../cli/gate/schema.ts';
import { resultSchemas } from '../cli/schema.ts';
import { schemas as problemSchemas } from '../src/problem/schema.ts';

export const schemas = { ...problemSchemas, ...auditSchemas, ...resultSchemas, ...gateSchemas, vectors: vectorsSchema };
