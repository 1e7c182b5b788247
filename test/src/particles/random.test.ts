/** The generator against its published vectors and against linear algebra; deviates against MPFR; the same numbers in any batches, in either implementation. */
import { describe, expect, test } from 'vitest';
import { instantiated, looping, type Kernel } from '../../../src/particles/kernel.ts';
import {
  fromWords,
  generator,
  jump,
  longJump,
  nextWord,
  normals,
  split,
  uniforms,
  type Generator,
} from '../../../src/particles/random.ts';
import { effort } from '../../effort.ts';
import { mp, off, π, two } from '../mp.ts';

const words = (...w: number[]): Uint32Array => Uint32Array.from(w);
const next = (s: Uint32Array, n: number): number[] => Array.from({ length: n }, () => nextWord(s));

describe('xoshiro128++', () => {
  test('the vectors of rand_xoshiro, made by the reference implementation', () => {
    expect(next(words(1, 2, 3, 4), 10)).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
    ]);
  });

  test('the vector of PHP: the word after 102 400', () => {
    const s = words(1, 2, 3, 4);
    for (let i = 0; i < 102400; i++) nextWord(s);
    expect(nextWord(s)).toBe(0x2c873cfa);
  });

  const seed = [0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0] as const;

  test('the vectors of xoshiro-6502, made by the reference implementation: words and states', () => {
    const s = words(...seed);
    expect(next(s, 1)).toEqual([0xc06ac86f]);
    expect([...s]).toEqual([0x72410269, 0xef382c52, 0x2e43bec7, 0x62432f20]);
    expect(next(s, 3)).toEqual([0xb459c753, 0xaa04c486, 0xb3fb785a]);
    expect([...s]).toEqual([0xfc65379c, 0x52006d70, 0x87487639, 0xf1908343]);
  });

  test('the same: jumps and long jumps', () => {
    const s = words(...seed);
    jump(s);
    expect([...s]).toEqual([0x2a6dd50d, 0x01177499, 0xd7eb7d01, 0xddc48284]);
    jump(s);
    expect([...s]).toEqual([0x5efdee5a, 0x3aa13c3d, 0x8cc77479, 0xeb10a58f]);
    const t = words(...seed);
    longJump(t);
    expect([...t]).toEqual([0x2564e401, 0x3319cf31, 0xbdbb52e4, 0x3401980c]);
  });

  // a step is a linear map of GF(2)^128: squared 64 times
  test('a jump is 2^64 steps, a long jump 2^96', () => {
    const unit = (bit: number) => Uint32Array.from({ length: 4 }, (_, w) => (bit >> 5 === w ? (1 << (bit & 31)) >>> 0 : 0));
    const apply = (map: readonly Uint32Array[], x: Uint32Array) => {
      const out = new Uint32Array(4);
      for (let bit = 0; bit < 128; bit++)
        if ((x[bit >> 5]! >>> (bit & 31)) & 1) for (let w = 0; w < 4; w++) out[w]! ^= map[bit]![w]!;
      return out;
    };
    let map = Array.from({ length: 128 }, (_, bit) => {
      const s = unit(bit);
      nextWord(s);
      return s;
    });
    const after = (squarings: number, move: (s: Uint32Array) => void): void => {
      for (; done < squarings; done++) map = map.map((column) => apply(map, column));
      const s = words(...seed);
      move(s);
      expect(s).toEqual(apply(map, words(...seed)));
    };
    let done = 0;
    after(64, jump);
    after(96, longJump);
  });
});

describe('streams', () => {
  test('the four of a generator are jumps apart', () => {
    const { words: all } = fromWords(words(1, 2, 3, 4));
    const s = words(1, 2, 3, 4);
    for (let stream = 0; stream < 4; stream++) {
      expect([0, 1, 2, 3].map((w) => all[4 * w + stream])).toEqual([...s]);
      jump(s);
    }
  });

  test('a child has the streams of its parent, which goes on a long jump away', () => {
    const parent = fromWords(words(1, 2, 3, 4));
    const child = split(parent);
    expect(child.words).toEqual(fromWords(words(1, 2, 3, 4)).words);
    const s = words(1, 2, 3, 4);
    longJump(s);
    expect(parent.words).toEqual(fromWords(s).words);
    expect(() => split(child)).toThrow(RangeError);
  });

  test('a seed gives the same words, another seed others', () => {
    expect(generator('a')).toEqual(generator('a'));
    expect(generator(1)).toEqual(generator('1'));
    expect(generator('a')).not.toEqual(generator('b'));
  });

  test.each(['', NaN, Infinity])('no seed: %j', (seed) => {
    expect(() => generator(seed)).toThrow(RangeError);
  });
});

describe('the same deviates in any batches', () => {
  const batches = [[60], [1, 2, 3, 4, 5, 45], [7, 0, 13, 40], Array<number>(60).fill(1)];
  test.each([
    ['normals', normals],
    ['uniforms', uniforms],
  ] as const)('%s', (_, draw) => {
    const drawn = batches.map((sizes) => {
      const g = generator('batches');
      return sizes.flatMap((n) => [...draw(g, new Float64Array(n))]);
    });
    for (const other of drawn) expect(other).toEqual(drawn[0]);
  });

  test('of a copy', () => {
    const g = generator('copy');
    normals(g, new Float64Array(5));
    uniforms(g, new Float64Array(3));
    const copy: Generator = structuredClone(g);
    expect(normals(copy, new Float64Array(9))).toEqual(normals(g, new Float64Array(9)));
  });
});

describe('the kernel has the bits of the loops:', () => {
  const kernels = [instantiated()!, looping()];
  const bytes = (x: Float64Array): string => Buffer.from(x.slice().buffer).toString('base64');

  test('normal deviates', () => {
    for (let turn = 0; turn < Math.ceil(20 * effort); turn++) {
      const n = 1024 - 4 * turn;
      const drawn = kernels.map(({ normals, deviates }) => {
        const { words } = generator(`kernel ${turn}`);
        normals(words, n);
        return [bytes(deviates.subarray(0, n)), words.join()];
      });
      expect(drawn[0]).toEqual(drawn[1]);
    }
  });

  const odd = [NaN, -0, -Infinity, -745, -746, -708.5, -1e308, -1e-300];
  const numbers = (n: number, factor: number): number[] =>
    Array.from({ length: n }, (_, i) => odd[i] ?? -i * (i % 3 === 0 ? 1 : factor / 1023));

  test.each<readonly [string, (kernel: Kernel, n: number) => Float64Array]>([
    ['exponentials', (k, n) => (k.exponentials(n), k.exponents)],
    ['bells', (k, n) => (k.exponentials(n), k.bells(n, 4), k.exponents)],
    ['affine', (k, n) => (k.affine(n), k.drifts)],
    ['cubic', (k, n) => (k.cubic(n, 0.3, -0.7), k.drifts)],
    ['move', (k, n) => (k.move(n, 0.1, 0.7), k.positions)],
  ])('%s', (_, run) => {
    for (const n of [1, 2, 5, 1023, 1024]) {
      const found = kernels.map((k) => {
        [k.exponents, k.positions, k.drifts, k.rises, k.levels, k.deviates].forEach((array, f) => array.set(numbers(n, f + 1)));
        return bytes(run(k, n).subarray(0, n));
      });
      expect(found[0]).toBe(found[1]);
    }
  });
});

/** The four words of a group from its streams, by {@link nextWord}. */
const group = (all: Uint32Array): bigint[] =>
  [0, 1, 2, 3].map((stream) => {
    const s = Uint32Array.from([0, 1, 2, 3], (w) => all[4 * w + stream]!);
    const word = nextWord(s);
    s.forEach((value, w) => (all[4 * w + stream] = value));
    return BigInt(word);
  });

test('uniform deviates are the upper 52 of 64 bits', () => {
  const all = generator('uniform').words.slice();
  const drawn = uniforms(generator('uniform'), new Float64Array(200));
  for (let at = 0; at < drawn.length; at += 2) {
    const [a, b, c, d] = group(all) as [bigint, bigint, bigint, bigint];
    expect(BigInt(drawn[at]! * 4503599627370496)).toBe(((b << 32n) | a) >> 12n);
    expect(BigInt(drawn[at + 1]! * 4503599627370496)).toBe(((d << 32n) | c) >> 12n);
  }
});

test('normal deviates are those of Box and Muller, off by at most 12u of their size', () => {
  const all = generator('normal').words.slice();
  const drawn = normals(generator('normal'), new Float64Array(400));
  const cell = mp('1/4503599627370496');
  let worst = 0;
  for (let at = 0; at < drawn.length; at += 4) {
    const [radial, angular] = [group(all), group(all)];
    for (const lane of [0, 1]) {
      const bits = (w: bigint[]): bigint => (w[2 * lane + 1]! << 32n) | w[2 * lane]!;
      const v = mp(1).sub(mp((bits(radial) >> 12n).toString()).mul(cell));
      const φ = mp((bits(angular) >> 12n).toString())
        .mul(cell)
        .sub(mp('1/2'))
        .mul(π)
        .div(two);
      const R = v.ln().mul(mp(-2)).sqrt();
      const sign = bits(angular) & 1n ? mp(-1) : mp(1);
      const both = [R.mul(φ.cos()).mul(sign), R.mul(φ.sin())];
      if (bits(angular) & 2n) both.reverse();
      both.forEach((truth, k) => {
        worst = Math.max(worst, off(drawn[at + 2 * k + lane]!, truth) / Math.abs(truth.toNumber()));
      });
    }
  }
  expect(worst).toBeLessThan(12 * 2 ** -53);
});

test('the ends of their range', () => {
  // a stream whose first word is 2^32 − 1, so that v is 2^-52 on the first lane and 1 on the second
  const g = fromWords(words(1, 2, 3, 4));
  const w = g.words;
  const set = (stream: number, word: number): void => {
    // rotl(a + d, 7) + a = word with a = 0
    w[stream] = 0;
    w[12 + stream] = (word >>> 7) | (word << 25);
  };
  [0xffffffff, 0xffffffff, 0, 0].forEach((word, stream) => set(stream, word));
  const [big, zero, big2, zero2] = normals(g, new Float64Array(4));
  expect(big! * big! + big2! * big2!).toBeCloseTo(104 * Math.LN2, 12);
  expect([Math.abs(zero!), Math.abs(zero2!)]).toEqual([0, 0]);
});
