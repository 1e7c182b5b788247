/**
 * Random numbers in batches: four interleaved streams of xoshiro128++ [BV21], uniform deviates of 52 bits and normal deviates by Box and Muller's method, all
 * of it of integer operations, + − × ÷ and √, so that a seed gives the same bits on every machine.
 *
 * A deviate is one of a sequence that the seed fixes: drawing 10 and then 7 gives the numbers that drawing 17 gives. Normal and uniform deviates are sequences of
 * one stream of bits, so that their order among each other matters; {@link split} makes independent streams.
 *
 * A uniform deviate is k 2^-52, k uniform in 0 … 2^52 − 1. A normal deviate is, off by 12u of itself, ±R cos φ or R sin φ with R = √(−2 ln v), v = 1 − k 2^-52 and
 * φ = (π/2)(l 2^-52 − ½), the sign and the choice two more bits; |z| ≤ 8.5 and sup |P(z ≤ x) − Φ(x)| < 2^-49 (docs/mathematics.md, Production bounds, Particles).
 */
import seedrandom from 'seedrandom';
import * as loops from './deviates.ts';
import { most, theKernel } from './kernel.ts';

/** A stream: plain data (structuredClone keeps it), written over by what draws from it. */
export interface Generator {
  /** Word w of stream s at 4w + s: 16 words. */
  readonly words: Uint32Array;
  /** Normal deviates that were made and not used yet: three at most, the next one last. */
  readonly spareNormals: number[];
  /** Uniform deviates that were made and not used yet: one at most. */
  readonly spareUniforms: number[];
  /** Was it split off? Its own children would meet its parent's. */
  readonly isChild: boolean;
}

/** x^(2^64) and x^(2^96) modulo the characteristic polynomial, by the authors of the generator. */
const jumpPolynomial = Uint32Array.of(0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b);
const longJumpPolynomial = Uint32Array.of(0xb523952e, 0x0b6f099f, 0xccf5a0ef, 0x1c580662);

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The next 32 bits of one stream, whose four words are written over. */
export function nextWord(s: Uint32Array): number {
  const [a, b, c, d] = [s[0]!, s[1]!, s[2]!, s[3]!];
  const result = (rotate((a + d) | 0, 7) + a) >>> 0;
  const [c1, d1] = [c ^ a, d ^ b];
  s[1] = b ^ c1;
  s[0] = a ^ d1;
  s[2] = c1 ^ (b << 9);
  s[3] = rotate(d1, 11);
  return result;
}

function advance(s: Uint32Array, polynomial: Uint32Array): void {
  const sum = new Uint32Array(4);
  for (const word of polynomial)
    for (let bit = 0; bit < 32; bit++) {
      if ((word >>> bit) & 1) for (let w = 0; w < 4; w++) sum[w]! ^= s[w]!;
      nextWord(s);
    }
  s.set(sum);
}

/** Moves one stream 2^64 words on. */
export const jump = (s: Uint32Array): void => advance(s, jumpPolynomial);
/** Moves one stream 2^96 words on. */
export const longJump = (s: Uint32Array): void => advance(s, longJumpPolynomial);

/**
 * The generator of a seed: the first stream starts at the first four words of seedrandom's generator of the text `seed` (ARC4; all zero cannot be: then
 * the next four), the other three 2^64 words after one another. Throws a RangeError for an empty seed, or a number that is not finite.
 */
export function generator(seed: string | number): Generator {
  if (seed === '' || (typeof seed === 'number' && !Number.isFinite(seed)))
    throw new RangeError(`generator: expected a seed, a text or a number, got ${JSON.stringify(seed)}`);
  const source = seedrandom(String(seed));
  const stream = new Uint32Array(4);
  while (stream.every((word) => word === 0)) for (let w = 0; w < 4; w++) stream[w] = source.int32();
  return fromWords(stream);
}

/** The generator whose first stream is at the four words given, not all of them zero. */
export function fromWords(words: Uint32Array): Generator {
  const stream = words.slice();
  const all = new Uint32Array(16);
  for (let s = 0; s < 4; s++) {
    for (let w = 0; w < 4; w++) all[4 * w + s] = stream[w]!;
    jump(stream);
  }
  return { words: all, spareNormals: [], spareUniforms: [], isChild: false };
}

/**
 * A generator of its own: it goes on where the one that is given stands, and that one jumps 2^96 words ahead, and forgets deviates left over. None meets another for 2^32
 * children. Throws a RangeError for a child.
 */
export function split(generator: Generator): Generator {
  if (generator.isChild) throw new RangeError('split: expected the generator of a seed, got one that was split off itself');
  const child: Generator = { words: generator.words.slice(), spareNormals: [], spareUniforms: [], isChild: true };
  const stream = new Uint32Array(4);
  for (let s = 0; s < 4; s++) {
    for (let w = 0; w < 4; w++) stream[w] = generator.words[4 * w + s]!;
    longJump(stream);
    for (let w = 0; w < 4; w++) generator.words[4 * w + s] = stream[w]!;
  }
  generator.spareNormals.length = 0;
  generator.spareUniforms.length = 0;
  return child;
}

/** Fills `out` with the next deviates, uniform on {0, 2^-52, …, 1 − 2^-52}; returns it. */
export function uniforms(generator: Generator, out: Float64Array): Float64Array {
  const { words, spareUniforms } = generator;
  let at = 0;
  while (at < out.length && spareUniforms.length > 0) out[at++] = spareUniforms.pop()!;
  const pairs = (out.length - at) >> 1;
  loops.uniforms(words, out.subarray(at, at + 2 * pairs));
  at += 2 * pairs;
  if (at < out.length) {
    loops.uniforms(words, two);
    out[at] = two[0]!;
    spareUniforms.push(two[1]!);
  }
  return out;
}

const two = new Float64Array(2);
/** Fills `out` with the next normal deviates, |z| ≤ 8.5, whose distribution function is within 2^-49 of Φ; returns it. */
export function normals(generator: Generator, out: Float64Array): Float64Array {
  for (let at = 0; at < out.length; at += most) {
    const n = Math.min(most, out.length - at);
    makeDeviates(generator, n);
    out.set(theKernel().deviates.subarray(0, n), at);
  }
  return out;
}

/** The kernel's deviates ← the next n ≤ 1024 normal deviates. */
export function makeDeviates({ words, spareNormals }: Generator, n: number): void {
  const { deviates, normals } = theKernel();
  const first: number[] = [];
  while (first.length < n && spareNormals.length > 0) first.push(spareNormals.pop()!);
  const missing = n - first.length;
  if (missing > 0) {
    const made = 4 * Math.ceil(missing / 4);
    normals(words, made);
    for (let i = made - 1; i >= missing; i--) spareNormals.push(deviates[i]!);
  }
  if (first.length > 0) {
    deviates.copyWithin(first.length, 0, missing);
    deviates.set(first);
  }
}
