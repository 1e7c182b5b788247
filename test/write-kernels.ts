/** Writes the bytes of the WebAssembly kernels from their sources: `npm run kernels`. */
import { writeFileSync } from 'node:fs';
import { assembled, sources } from './assemble.ts';

for (const { wat, bytes } of sources) writeFileSync(new URL(`../${bytes}`, import.meta.url), await assembled(wat));
