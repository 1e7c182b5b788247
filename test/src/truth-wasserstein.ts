/** W1 by cumulative masses, or over all trees. */
import { isOnLine, type Problem } from '../../src/problem/problem.ts';
import { metric, min, type Mp, point, range, sum } from './mp.ts';

const sorted = (problem: Problem): { order: number[]; x: Mp[] } => {
  const x = problem.prior.points.map((_, i) => point(problem, i)[0]!);
  return { x, order: range(x.length).sort((i, j) => (x[i]!.lessThan(x[j]!) ? -1 : 1)) };
};

/** The n^{n−2} spanning trees of n points, as parents of a tree hung from the last point, by their Prüfer codes. */
function trees(n: number): (readonly [number, number])[][] {
  if (n < 3) return [n === 2 ? [[0, 1]] : []];
  const codes = range(n - 2).reduce<number[][]>((all) => all.flatMap((code) => range(n).map((x) => [...code, x])), [[]]);
  return codes.map((code) => {
    const degree = range(n).map((x) => 1 + code.filter((y) => y === x).length);
    const edges = code.map((x) => {
      const leaf = degree.indexOf(1);
      degree[leaf] = 0;
      degree[x]!--;
      return [leaf, x] as const;
    });
    const [a, b] = range(n).filter((x) => degree[x] === 1) as [number, number];
    return [...edges, [a, b] as const];
  });
}

/** W1 off the line: the least Σ_e d_e|η(one side of e)| over all spanning trees, for the optimal basic plans are trees, and every tree is a plan. */
function cheapestTree(problem: Problem, p: readonly Mp[], q: readonly Mp[]): Mp {
  const n = p.length;
  const length = range(n).map((i) => range(n).map((j) => metric(problem, i, j)));
  return min(
    trees(n).map((edges) =>
      sum(
        edges.map(([a, b], e) => {
          const side = new Set([a]);
          // as many rounds as there are edges reach whatever can be reached
          edges.forEach(() =>
            edges.forEach(([x, y], f) => {
              if (f !== e && (side.has(x) || side.has(y))) side.add(x).add(y);
            }),
          );
          return length[a]![b]!.mul(sum([...side].map((i) => p[i]!.sub(q[i]!))).abs());
        }),
      ),
    ),
  );
}

/** W1; off the line for up to six points. */
export function distance(problem: Problem, p: readonly Mp[], q: readonly Mp[]): Mp {
  if (!isOnLine(problem.prior)) return cheapestTree(problem, p, q);
  const { order, x } = sorted(problem);
  return sum(
    order.slice(1).map((_, a) => {
      const c = sum(order.slice(0, a + 1).map((i) => p[i]!.sub(q[i]!)));
      return c.abs().mul(x[order[a + 1]!]!.sub(x[order[a]!]!));
    }),
  );
}
