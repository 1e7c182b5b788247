/** The WebAssembly kernels: their sources, the modules that hold their bytes, and the text of these. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import wabt from 'wabt';

/** Paths from the root. */
export const sources = [
  { wat: 'src/simd/kernels.wat', bytes: 'src/simd/bytes.ts' },
  { wat: 'src/particles/kernel.wat', bytes: 'src/particles/bytes.ts' },
] as const;

export async function assembled(wat: string): Promise<string> {
  const name = basename(wat);
  const text = readFileSync(new URL(`../${wat}`, import.meta.url), 'utf8');
  const module = (await wabt()).parseWat(name, text, { simd: true });
  const lines = Buffer.from(module.toBinary({}).buffer)
    .toString('base64')
    .match(/.{1,116}/g)!;
  return [
    `/** ${name} in bytes, base64: written by \`npm run kernels\`. */`,
    'export const kernels =',
    ...lines.map((line, i) => `  '${line}'${i + 1 < lines.length ? ' +' : ';'}`),
    '',
  ].join('\n');
}
