/** Moves of a climb: an instance is JSON, and a move changes one or two of its numbers, or one of its measures. Nothing here knows what a number means. */
import { nearestNumber, type Measure, type Real } from '../src/problem/problem.ts';
import { powerOfTwo } from '../src/problem/rational.ts';
import { InputError } from '../src/problem/parse.ts';
import { parseInstance, type Instance } from './instance.ts';

type Path = readonly (string | number)[];

/** A number of an instance: where it stands (a symmetric matrix has it twice), and how large its neighbours are. */
interface Coordinate {
  readonly paths: readonly Path[];
  readonly value: number;
  readonly scale: number;
}

/** What is not a quantity: words, and integers that count. */
const FIXED = ['format', 'kind', 'activation', 'density', 'powers', 'steps'];
/** Symmetric with a diagonal that is free, respectively 0. */
const SYMMETRIC = ['matrix', 'distances'];

/** A number is moved to 0 or to a magnitude between 2^−12 and 2^12: what happens in limits is seen there too, and an instance can be read. */
const EXTREME = 12;

const asNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  try {
    return nearestNumber(value);
  } catch {
    return undefined;
  }
};

function collect(value: unknown, path: Path, scale: number, found: Coordinate[]): void {
  const number = asNumber(value);
  if (number !== undefined) found.push({ paths: [path], value: number, scale: Math.max(scale, Math.abs(number)) || 1 });
  else if (Array.isArray(value)) {
    const largest = Math.max(0, ...value.map((x) => Math.abs(asNumber(x) ?? 0)));
    value.forEach((x, i) => collect(x, [...path, i], largest, found));
  } else if (typeof value === 'object' && value !== null)
    for (const [key, x] of Object.entries(value)) if (!FIXED.includes(key)) collect(x, [...path, key], 0, found);
}

/** Every number of an instance that may move. */
function coordinates(instance: Instance): Coordinate[] {
  const found: Coordinate[] = [];
  collect(instance, [], 0, found);
  return found.flatMap((coordinate) => {
    const [path] = coordinate.paths as [Path];
    const [name, i, j] = path.slice(-3);
    if (!SYMMETRIC.includes(String(name)) || typeof i !== 'number' || typeof j !== 'number') return [coordinate];
    if (i > j || (i === j && name === 'distances')) return [];
    return [i === j ? coordinate : { ...coordinate, paths: [path, [...path.slice(0, -2), j, i]] }];
  });
}

/** The value with another number at the path. */
function replaced(value: unknown, [key, ...rest]: Path, by: Real): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((x: unknown, i) => (i === key ? replaced(x, rest, by) : x));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}

const withValue = (instance: unknown, { paths }: Coordinate, by: number): unknown =>
  paths.reduce((changed, path) => replaced(changed, path, by), instance);

/** The nearest number of so many significant bits: instances are to be read. */
function rounded(x: number, bits: number): number {
  if (x === 0) return 0;
  // Math.log2 is not the same on every machine; the power of two below |x| is.
  let k = Math.floor(Math.log2(Math.abs(x)));
  while (powerOfTwo(k) > Math.abs(x)) k--;
  while (powerOfTwo(k + 1) <= Math.abs(x)) k++;
  const last = k + 1 - bits;
  return Math.round(x / powerOfTwo(last)) * powerOfTwo(last);
}

const isModerate = (x: number): boolean => x === 0 || (Math.abs(x) <= powerOfTwo(EXTREME) && Math.abs(x) >= powerOfTwo(-EXTREME));

/** The instance if it is one. */
function valid(changed: unknown): Instance | undefined {
  try {
    return parseInstance(changed);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

type Random = () => number;
const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const signed = (random: Random): number => 2 * random() - 1;

/** A number near that of the coordinate, by about the step (1 is large), or a special one. */
function moved({ value, scale }: Coordinate, step: number, others: readonly Coordinate[], random: Random): number {
  const bits = pick(random, [3, 6, 12, 24]);
  const kind = random();
  if (kind < 0.45) {
    const factor = 1 + 6 * step * random();
    return rounded(random() < 0.5 ? value * factor : value / factor, bits);
  }
  if (kind < 0.85) return rounded(value + step * scale * signed(random), bits);
  if (kind < 0.9) return 0;
  if (kind < 0.95) return -value;
  return pick(random, others).value;
}

/** A measure moved: towards the other one or past it, to a single atom, or both exchanged. */
function movedMeasures(instance: Instance, step: number, random: Random): unknown {
  const { nu, nu2 } = instance;
  if (!nu) return undefined;
  const vertex = (): Measure => {
    const at = Math.floor(random() * nu.weights.length);
    return { weights: nu.weights.map((_, i) => (i === at ? 1 : 0)) };
  };
  if (!nu2 || random() < 0.3) return random() < 0.5 && nu2 ? { ...instance, nu2: vertex() } : { ...instance, nu: vertex() };
  if (random() < 0.2) return { ...instance, nu: nu2, nu2: nu };
  if (nu.points || nu2.points) return undefined;
  const mass = (weights: readonly Real[]) => {
    const numbers = weights.map(nearestNumber);
    const total = numbers.reduce((sum, x) => sum + x, 0);
    return numbers.map((x) => x / total);
  };
  const [p, q] = [mass(nu.weights), mass(nu2.weights)];
  const t = step * signed(random);
  return { ...instance, nu: { weights: p.map((x, i) => Math.max(0, rounded(x + t * (q[i]! - x), 24))) } };
}

/** A valid instance near the given one, or undefined where the move led to none. */
export function proposed(instance: Instance, step: number, random: Random): Instance | undefined {
  if (random() < 0.15) {
    const changed = movedMeasures(instance, step, random);
    return changed === undefined ? undefined : valid(changed);
  }
  const all = coordinates(instance);
  const moves = random() < 0.6 ? 1 : 2;
  let changed: unknown = instance;
  for (let k = 0; k < moves; k++) {
    const coordinate = pick(random, all);
    const by = moved(coordinate, step, all, random);
    if (!isModerate(by) || (moves === 1 && by === coordinate.value)) return undefined;
    changed = withValue(changed, coordinate, by);
  }
  return valid(changed);
}

/** The instance with numbers of as few bits as `accept` accepts, one number after the other. */
export function simpler(instance: Instance, accept: (instance: Instance) => boolean): Instance {
  let simplest = instance;
  for (const coordinate of coordinates(instance))
    for (const bits of [0, 1, 2, 3, 4, 6, 8, 12, 16]) {
      const by = bits === 0 ? 0 : rounded(coordinate.value, bits);
      if (by === coordinate.value) break;
      const changed = valid(withValue(simplest, coordinate, by));
      if (!changed || !accept(changed)) continue;
      simplest = changed;
      break;
    }
  return simplest;
}
