/** The kernel of normals.wat: one instance, made at the first call. */
import { kernels } from './bytes.ts';

interface Instance {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly normals: (n: number) => void;
}

/** What is used of it; the libraries declared to TypeScript are those of ECMAScript, which leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface Kernel {
  readonly normals: Instance['normals'];
  /** The 16 words, and the deviates made last. */
  readonly words: Uint32Array;
  readonly deviates: Float64Array;
}

/** Undefined where there is no WebAssembly or none with SIMD; null before the first call. */
let kernel: Kernel | undefined | null = null;

function instantiated(): Kernel | undefined {
  // the memory is little-endian, and read as this machine's arrays
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1) return undefined;
  try {
    const { memory, normals } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(kernels, 'base64')))
      .exports as Instance;
    return { normals, words: new Uint32Array(memory.buffer, 0, 16), deviates: new Float64Array(memory.buffer, 64, most) };
  } catch {
    return undefined;
  }
}

/** So many deviates at a time. */
const most = 2048;

/** `normals` of deviates.ts, if it ran; false where that is to be used. */
export function normals(words: Uint32Array, out: Float64Array): boolean {
  if (kernel === null) kernel = instantiated();
  if (!kernel) return false;
  kernel.words.set(words);
  for (let at = 0; at < out.length; at += most) {
    const count = Math.min(most, out.length - at);
    kernel.normals(count);
    out.set(count === most ? kernel.deviates : kernel.deviates.subarray(0, count), at);
  }
  words.set(kernel.words);
  return true;
}
