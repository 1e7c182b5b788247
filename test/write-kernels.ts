/** Writes src/simd/bytes.ts from src/simd/kernels.wat: `npm run kernels`. */
import { writeFileSync } from 'node:fs';
import { assembled } from './assemble.ts';

writeFileSync(new URL('../src/simd/bytes.ts', import.meta.url), await assembled());
