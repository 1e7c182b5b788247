"""The distance W1 of two measures, from their difference eta (which has mass 0): exact sums on the line, two-sided bounds in a metric.

In a metric every spanning tree gives an upper bound: send over each edge the mass of eta on one side of it. Every 1-Lipschitz f gives a
lower bound, the sum of f eta. A network simplex in floats proposes both; the bounds hold wherever they come from.
"""
import math
from fractions import Fraction

from real import ZERO, at_most, dot, hull, intersection, of, total


def w1_line(moves):
    """Sum of |eta(left of the gap)| times the gap, for (x, eta(x)) in the order of the line."""
    amounts = [eta for _, eta in moves]
    terms = []
    for a in range(len(moves) - 1):
        # The mass to the left is minus that to the right; both enclosures hold.
        left, right = total(amounts[: a + 1]), -total(amounts[a + 1 :])
        terms.append(abs(intersection(left, right) or left) * (moves[a + 1][0] - moves[a][0]))
    return total(terms)


def w1_metric(distance, eta):
    """[lower, upper] of W1 by a tree and its potential."""
    n = len(eta)
    if n == 1:
        return ZERO
    d = [[float(t) for t in row] for row in distance]
    near = perturbed([float(e) for e in eta])
    tree = propose_tree(d, near)
    upper = tree_cost(distance, eta, tree)
    lower = dot(eta, lipschitz_potential(distance, potential([[t.mid() for t in row] for row in distance], near, tree)))
    return hull([lower, upper])


def sides(n, tree):
    """For each edge (a, b) of the tree, the nodes on the side of b when the edge is cut."""
    neighbours = {i: [] for i in range(n)}
    for a, b in tree:
        neighbours[a].append(b)
        neighbours[b].append(a)

    def beyond(a, b):
        found, stack = {b}, [b]
        while stack:
            for j in neighbours[stack.pop()]:
                if j not in found and j != a:
                    found.add(j)
                    stack.append(j)
        return found

    return {(a, b): beyond(a, b) for a, b in tree}


def tree_cost(distance, eta, tree):
    """An upper bound of W1: the mass that each edge must carry, either way, times its length."""
    n = len(eta)
    terms = []
    for (a, b), side in sides(n, tree).items():
        carried, other = total(eta[i] for i in side), -total(eta[i] for i in range(n) if i not in side)
        terms.append(abs(intersection(carried, other) or carried) * distance[a][b])
    return total(terms)


def perturbed(eta):
    """eta moved a little, so that no edge of a tree carries exactly 0: a tree that is optimal for it is optimal for eta."""
    unit = 1e-11 * max(map(abs, eta))
    moved = [e + unit * math.sqrt(i + 2) for i, e in enumerate(eta)]
    return moved[:-1] + [-sum(moved[:-1])]


def potential(d, eta, tree):
    """f with |f_a - f_b| = d along the tree, higher where mass is left over: a proposal."""
    f = {0: 0}
    cut = sides(len(eta), tree)
    rise = {(a, b): d[a][b] if sum(eta[i] for i in cut[a, b]) >= 0 else -d[a][b] for a, b in tree}
    while len(f) < len(eta):
        for a, b in tree:
            if a in f and b not in f:
                f[b] = f[a] + rise[a, b]
            elif b in f and a not in f:
                f[a] = f[b] - rise[a, b]
    return [f[i] for i in range(len(eta))]


def lipschitz_potential(distance, f):
    """f_i = min_j (f_j + d_ij), a hair smaller: 1-Lipschitz for certain, which is checked. Without the check's consent, f = 0."""
    n = len(f)
    g = [min(f[j] + distance[i][j].mid() for j in range(n)) for i in range(n)]
    for shrink in (Fraction(1), 1 - Fraction(1, 10**55), 1 - Fraction(1, 10**40)):
        candidate = [of(t * shrink) for t in g]
        if all(at_most(abs(candidate[i] - candidate[j]), distance[i][j]) for i in range(n) for j in range(i)):
            return candidate
    return [ZERO] * n


def propose_tree(d, eta):
    """A spanning tree near the optimal one: from a star, an edge that its potential does not bound by d replaces the first it can."""
    n = len(eta)
    tree = [(0, i) for i in range(1, n)]
    best, best_cost = tree, float("inf")
    for _ in range(40 * n * n):
        cut = sides(n, tree)
        flow = {e: sum(eta[i] for i in cut[e]) for e in tree}
        cost = sum(abs(flow[a, b]) * d[a][b] for a, b in tree)
        if cost < best_cost:
            best, best_cost = tree, cost
        f = potential(d, eta, tree)
        # Mass can be moved from i (too much) to j more cheaply than along the tree.
        gain, i, j = max((f[i] - f[j] - d[i][j], i, j) for i in range(n) for j in range(n) if i != j)
        if gain <= 1e-13 * max(map(max, d)):
            return tree
        tree = exchange(tree, flow, cut, i, j)
    return best


def exchange(tree, flow, cut, i, j):
    """The tree with (i, j) for the edge of the path from i to j that is emptied first when mass goes straight from i to j."""
    # An edge (a, b) is on the path iff it separates i from j. Mass `flow` leaves the side of b (flow > 0: from b's side to a's).
    on_path = []
    for a, b in tree:
        if (i in cut[a, b]) != (j in cut[a, b]):
            towards = flow[a, b] if i in cut[a, b] else -flow[a, b]  # what the edge carries in the direction from i to j
            if towards >= 0:
                on_path.append((towards, (a, b)))
    if not on_path:
        return tree
    _, leaving = min(on_path)
    return [e for e in tree if e != leaving] + [(i, j)]
