/** Normal deviates four at a time, by the operations of normals.wat in its order: the same bits. */
import { cosineNearZero, logarithmNearOne, sineNearZero } from './elementary.ts';

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The next word of each of the four streams: `words` as in {@link Generator}, `out` 4. */
function step(words: Uint32Array, out: Uint32Array): void {
  for (let s = 0; s < 4; s++) {
    const [a, b, c, d] = [words[s]!, words[4 + s]!, words[8 + s]!, words[12 + s]!];
    out[s] = rotate((a + d) | 0, 7) + a;
    const [c1, d1] = [c ^ a, d ^ b];
    words[4 + s] = b ^ c1;
    words[s] = a ^ d1;
    words[8 + s] = c1 ^ (b << 9);
    words[12 + s] = rotate(d1, 11);
  }
}

const radial = new Uint32Array(4);
const angular = new Uint32Array(4);

/** √½ in its upper 32 bits: as `ln` splits its argument. */
const leastMantissa = 0.7071065902709961;

/** ln 2 times −2. */
const twice = -1.3862943611198906;

/**
 * out_4j … out_4j+3: of the first words of the streams two radii, of the second ones two angles; R₀ cos φ₀, R₁ cos φ₁, R₀ sin φ₀, R₁ sin φ₁. The length of `out` is a
 * multiple of 4. The quarter is of the two lowest bits, which the angle does not use: one exchanges sine and cosine, one changes the sign of the latter.
 */
export function normals(words: Uint32Array, out: Float64Array): void {
  for (let at = 0; at < out.length; at += 4) {
    step(words, radial);
    step(words, angular);
    for (let lane = 0; lane < 2; lane++) {
      const low = radial[2 * lane]! >>> 12;
      const v = 1 - (radial[2 * lane + 1]! * 1048576 + low) * 2.220446049250313e-16;
      // v = 2^k m, m in [√½, √2)
      let k = 0;
      let m = v;
      while (m < leastMantissa) {
        m += m;
        k--;
      }
      const R = Math.sqrt(twice * k - 2 * logarithmNearOne(m));
      const bits = angular[2 * lane]!;
      const φ = ((angular[2 * lane + 1]! * 1048576 + (bits >>> 12)) * 2.220446049250313e-16 - 0.5) * 1.5707963267948966;
      const [s, c] = [R * sineNearZero(φ), R * cosineNearZero(φ)];
      const cosine = (bits & 1) === 0 ? c : -c;
      out[at + lane] = (bits & 2) === 0 ? cosine : s;
      out[at + 2 + lane] = (bits & 2) === 0 ? s : cosine;
    }
  }
}
