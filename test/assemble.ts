/** The text of src/simd/bytes.ts. */
import { readFileSync } from 'node:fs';
import wabt from 'wabt';

export async function assembled(): Promise<string> {
  const text = readFileSync(new URL('../src/simd/kernels.wat', import.meta.url), 'utf8');
  const module = (await wabt()).parseWat('kernels.wat', text, { simd: true });
  const lines = Buffer.from(module.toBinary({}).buffer)
    .toString('base64')
    .match(/.{1,116}/g)!;
  return [
    '/** kernels.wat in bytes, base64: written by `npm run kernels`. */',
    'export const kernels =',
    ...lines.map((line, i) => `  '${line}'${i + 1 < lines.length ? ' +' : ';'}`),
    '',
  ].join('\n');
}
