/**
 * The functions of kernels.wat, run by WebAssembly: the bits of loops.ts, faster where a table is large. One instance and one memory for all problems,
 * made at the first call. The memory holds the table used last, so that nothing accumulates however many problems are compiled; a table is
 * recognised by its identity, hence must never change.
 */
import { fromBase64 } from '../base64.ts';
import { kernels } from './bytes.ts';

type Product = (k: number, n: number, table: number, vector: number, out: number) => void;

interface Instance {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly times: Product;
  readonly addCombination: Product;
  readonly softmax: (n: number, x: number, top: number) => number;
  readonly response: (n: number, x: number, prior: number, sigma: number) => number;
  readonly mix: (n: number, p: number, rest: number, a: number, q: number) => void;
}

/** What is used of it; the libraries declared to TypeScript are those of ECMAScript, which leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** Undefined where there is no WebAssembly or none with SIMD; null before the first call. */
let instance: Instance | undefined | null = null;

function instantiated(): Instance | undefined {
  try {
    const module = new WebAssembly.Module(fromBase64(kernels));
    return new WebAssembly.Instance(module).exports as Instance;
  } catch {
    return undefined;
  }
}

/** From here on the instance is worth the copies of the vectors (measured: from about 100). */
const least = 256;
/** From here on (128 MiB) a table is read from the main memory, and nothing is gained. */
const most = 1 << 24;

/** From here on the instance is worth the copies for softmax. */
const leastSoftmax = 64;

/** The whole memory as doubles: vectors, and from `begin` on the table used last. The kernels may step seven doubles beyond either. */
let doubles = new Float64Array(0);
let begin = 0;
let resident: Float64Array | undefined;

/** The instance with room for so many doubles; undefined where there is none. */
function withRoom(cells: number): Instance | undefined {
  if (instance === null) instance = instantiated();
  if (!instance) return undefined;
  const { memory } = instance;
  const missing = 8 * cells - memory.buffer.byteLength;
  try {
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  } catch {
    return undefined;
  }
  if (doubles.buffer !== memory.buffer) doubles = new Float64Array(memory.buffer);
  return instance;
}

/** The instance with the table in it, behind the vectors; undefined where the loops are to be used. */
function withTable(k: number, n: number, table: Float64Array): Instance | undefined {
  if (k * n < least || k * n > most) return undefined;
  if (resident === table) return instance ?? undefined;
  // the vectors of all functions have room before it
  const first = k + 2 * n + 16;
  const run = withRoom(first + k * n + 7);
  if (!run) return undefined;
  begin = first;
  doubles.set(table, begin);
  resident = table;
  return run;
}

/** `times` of loops.ts, if it ran; false where the loops are to be used. */
export function times(k: number, n: number, table: Float64Array, p: Float64Array, out: Float64Array): boolean {
  const run = p.length === n ? withTable(k, n, table) : undefined;
  if (!run) return false;
  doubles.set(p, k);
  run.times(k, n, 8 * begin, 8 * k, 0);
  out.set(doubles.subarray(0, k));
  return true;
}

/** `addCombination` of loops.ts, if it ran; false where the loops are to be used. */
export function addCombination(k: number, n: number, table: Float64Array, s: Float64Array, out: Float64Array): boolean {
  const run = out.length === n ? withTable(k, n, table) : undefined;
  if (!run) return false;
  doubles.set(s, 0);
  doubles.set(out, k);
  run.addCombination(k, n, 8 * begin, 0, 8 * k);
  out.set(doubles.subarray(k, k + n));
  return true;
}

/** The instance with room for two vectors of n + 4 doubles. */
function withVectors(n: number): Instance | undefined {
  if (n < leastSoftmax || n > most) return undefined;
  const run = withRoom(2 * n + 8);
  if (run && 2 * n + 8 > begin) resident = undefined;
  return run;
}

/** `softmax` of loops.ts: its Z, if it ran; undefined where the loops are to be used. */
export function softmax(x: Float64Array, top: number): number | undefined {
  const n = x.length;
  const run = withVectors(n);
  if (!run) return undefined;
  doubles.set(x, 0);
  doubles.fill(-Infinity, n, n + 3);
  const Z = run.softmax(n, 0, top);
  x.set(doubles.subarray(0, n));
  return Z;
}

/** `response` of loops.ts: its Z, if it ran; undefined where the loops are to be used. */
export function response(D: Float64Array, logPrior: Float64Array, σ: number, out: Float64Array): number | undefined {
  const n = D.length;
  const run = withVectors(n);
  if (!run) return undefined;
  const prior = n + 4;
  doubles.set(D, 0);
  doubles.fill(Infinity, n, n + 3);
  doubles.set(logPrior, prior);
  doubles.fill(0, prior + n, prior + n + 3);
  const Z = run.response(n, 0, 8 * prior, σ);
  out.set(doubles.subarray(0, n));
  return Z;
}

/** `response` to D_i = Σ_j s_j table_ji: its Z, if it ran; undefined where the loops are to be used. */
export function responseTo(
  k: number,
  n: number,
  table: Float64Array,
  s: Float64Array,
  logPrior: Float64Array,
  σ: number,
  out: Float64Array,
): number | undefined {
  const run = n < leastSoftmax ? undefined : withTable(k, n, table);
  if (!run) return undefined;
  const prior = k + n + 8;
  doubles.set(s, 0);
  doubles.fill(0, k, k + n);
  run.addCombination(k, n, 8 * begin, 0, 8 * k);
  doubles.fill(Infinity, k + n, k + n + 3);
  doubles.set(logPrior, prior);
  doubles.fill(0, prior + n, prior + n + 3);
  const Z = run.response(n, 8 * k, 8 * prior, σ);
  out.set(doubles.subarray(k, k + n));
  return Z;
}

/** `mix` of loops.ts, if it ran; false where the loops are to be used. */
export function mix(p: Float64Array, a: number, q: Float64Array, out: Float64Array): boolean {
  const n = p.length;
  const run = withVectors(n);
  if (!run) return false;
  doubles.set(p, 0);
  doubles.set(q, n + 4);
  run.mix(n, 0, 1 - a, a, 8 * (n + 4));
  out.set(doubles.subarray(0, n));
  return true;
}
