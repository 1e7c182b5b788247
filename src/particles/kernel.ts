/**
 * What every step of every particle needs, on blocks: by kernel.wat, or by loops where there is no WebAssembly, with the same bits. The arrays are
 * the kernel's own, so that nothing is copied between its functions; a caller leaves nothing in them.
 */
import { exponential } from '../simd/loops.ts';
import { fromBase64 } from '../base64.ts';
import { kernels } from './bytes.ts';
import * as deviates from './deviates.ts';

/** The length of the arrays: they stay in the first cache together. */
export const most = 1024;

/** The functions are of the first n ≤ {@link most} numbers. */
export interface Kernel extends Arrays, Functions {}

interface Arrays {
  readonly deviates: Float64Array;
  readonly exponents: Float64Array;
  readonly positions: Float64Array;
  readonly drifts: Float64Array;
  readonly rises: Float64Array;
  readonly levels: Float64Array;
}

interface Functions {
  /** deviate ← the next n normal deviates of the streams, n > 0 a multiple of 4. */
  readonly normals: (words: Uint32Array, n: number) => void;
  /** exponent y ← e^y, y ≤ 0 or NaN. */
  readonly exponentials: (n: number) => void;
  /** exponent y ← c y/(1 + y)². */
  readonly bells: (n: number, c: number) => void;
  /** drift ← rise·position + level. */
  readonly affine: (n: number) => void;
  /** drift ← drift + c y³, y = scale·position. */
  readonly cubic: (n: number, scale: number, c: number) => void;
  /** position ← position − h·drift + scale·deviate. */
  readonly move: (n: number, h: number, scale: number) => void;
}

/** Plain loops, of the operations of kernel.wat in its order. */
export function looping(): Kernel {
  const array = (): Float64Array => new Float64Array(most);
  const arrays: Arrays = {
    ...{ deviates: array(), exponents: array(), positions: array(), drifts: array(), rises: array(), levels: array() },
  };
  const { exponents, positions, drifts, rises, levels } = arrays;
  return {
    ...arrays,
    normals: (words, n) => deviates.normals(words, arrays.deviates.subarray(0, n)),
    exponentials: (n) => {
      for (let i = 0; i < n; i++) exponents[i] = exponential(exponents[i]!);
    },
    bells: (n, c) => {
      for (let i = 0; i < n; i++) {
        const y = exponents[i]!;
        exponents[i] = (c * y) / ((1 + y) * (1 + y));
      }
    },
    affine: (n) => {
      for (let i = 0; i < n; i++) drifts[i] = rises[i]! * positions[i]! + levels[i]!;
    },
    cubic: (n, scale, c) => {
      for (let i = 0; i < n; i++) {
        const y = scale * positions[i]!;
        drifts[i]! += c * (y * y * y);
      }
    },
    move: (n, h, scale) => {
      for (let i = 0; i < n; i++) positions[i] = positions[i]! - h * drifts[i]! + scale * arrays.deviates[i]!;
    },
  };
}

/** What is used of it; the libraries declared to TypeScript are those of ECMAScript, which leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** WebAssembly; undefined where there is none, or none with SIMD, or the machine is not little-endian, as the memory is that the arrays are laid over. */
export function instantiated(): Kernel | undefined {
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1) return undefined;
  try {
    const module = new WebAssembly.Module(fromBase64(kernels));
    const { memory, normals, exponentials, bells, affine, cubic, move } = new WebAssembly.Instance(module)
      .exports as Functions & { readonly memory: { readonly buffer: ArrayBuffer }; readonly normals: (n: number) => void };
    const own = new Uint32Array(memory.buffer, 0, 16);
    const array = (index: number): Float64Array => new Float64Array(memory.buffer, 64 + 8 * most * index, most);
    return {
      ...{ deviates: array(0), exponents: array(1), positions: array(2), drifts: array(3), rises: array(4), levels: array(5) },
      normals: (words, n) => {
        own.set(words);
        normals(n);
        words.set(own);
      },
      ...{ exponentials, bells, affine, cubic, move },
    };
  } catch {
    return undefined;
  }
}

let kernel: Kernel | undefined;

/** The kernel, made at the first call. */
export const theKernel = (): Kernel => (kernel ??= instantiated() ?? looping());
