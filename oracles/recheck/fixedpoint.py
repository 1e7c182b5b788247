"""Fixed points of Psi on the simplex over the support: proved to exist by Krawczyk's operator, excluded, or counted by a sweep.

Chart: the weights of all support atoms but one, the pivot; nu_pivot = 1 - the rest, so boxes carry the mass constraint. T(u) = Psi[nu(u)].
"""
import math
from fractions import Fraction

from mpmath import iv

from real import ONE, ZERO, Unclear, at_most, between, disjoint, dot, ends_of, intersection, less, more_bits, of, sign, symmetric, total


class Chart:
    def __init__(self, problem, pivot):
        self.problem = problem
        self.pivot = pivot
        self.axes = [i for i in problem.support if i != pivot]

    def measure(self, u):
        nu = [ZERO] * self.problem.n
        for i, t in zip(self.axes, u):
            nu[i] = t
        nu[self.pivot] = ONE - total(u)
        return nu

    def map(self, u):
        psi = self.problem.best_response(self.measure(u))
        return [psi[i] for i in self.axes]

    def derivative(self, u):
        """dT_i/du_a = -p_i (h_ia - E_p h_a), h_ja = (K_ja - K_j,pivot)/sigma; over a box, every difference quotient (K: a hull)."""
        problem = self.problem
        nu = self.measure(u)
        K = problem.F.second(nu)
        p = problem.best_response(nu)
        rows = []
        for i in self.axes:
            row = []
            for a in self.axes:
                h = {j: (K[j][a] - K[j][self.pivot]) / problem.sigma for j in problem.support}
                # h_i - E_p h = sum_j p_j (h_i - h_j): differences of h, weighed by p.
                row.append(-(p[i] * total(p[j] * (h[i] - h[j]) for j in problem.support if j != i)))
            rows.append(row)
        return rows


def fixed_point_near(problem, start):
    """(weights, box) of a fixed point proved near `start` (floats on all points), or None: weights enclosed, box in which it is alone."""
    near = propose(problem, start)
    if near is None:
        return None
    chart = Chart(problem, max(problem.support, key=lambda i: near[i]))
    return krawczyk(chart, [near[i] for i in chart.axes])


def propose(problem, start):
    """Where Newton's method ends, in floats on all points, or None."""
    chart = Chart(problem, max(problem.support, key=lambda i: start[i]))
    u = newton_in_floats(chart, [start[i] for i in chart.axes])
    return None if u is None else [float(x) for x in chart.measure([of(Fraction(t)) for t in u])]


def newton_in_floats(chart, u):
    """A proposal: few digits will do."""
    with more_bits(64 - iv.prec):
        return _newton_in_floats(chart, u)


def _newton_in_floats(chart, u):
    for _ in range(60):
        step = correction(chart, u, [of(Fraction(t)) for t in u])
        if step is None:
            return None
        # No longer than the simplex is wide: far from a zero the step means nothing.
        longest = max([abs(t) for t in step] + [1e-300])
        u = [t + s * min(1.0, 0.5 / longest) for t, s in zip(u, step)]
        if longest < 1e-13:
            return u
    return None


def correction(chart, u, thin):
    """The step of Newton's method in floats."""
    image = chart.map(thin)
    inverse = inverted(chart, thin)
    if inverse is None:
        return None
    residual = [float(t - x) for t, x in zip(image, thin)]
    return [sum(y * r for y, r in zip(row, residual)) for row in inverse]


def inverted(chart, u):
    """(I - DT)^-1 in floats, or None."""
    derivative = chart.derivative(u)
    n = len(u)
    rows = [[float(i == j) - float(derivative[i][j]) for j in range(n)] + [float(i == j) for j in range(n)] for i in range(n)]
    for c in range(n):
        pivot = max(range(c, n), key=lambda r: abs(rows[r][c]))
        if not abs(rows[pivot][c]) > 1e-12:
            return None
        rows[c], rows[pivot] = rows[pivot], rows[c]
        rows[c] = [t / rows[c][c] for t in rows[c]]
        for r in range(n):
            if r != c:
                rows[r] = [t - rows[r][c] * s for t, s in zip(rows[r], rows[c])]
    inverse = [row[n:] for row in rows]
    return inverse if all(math.isfinite(t) for row in inverse for t in row) else None


def krawczyk(chart, u):
    """Around u: K(B) = c + Y(T(c) - c) + (I - Y(I - A))(B - c) inside B, A containing DT over B, proves one zero of T(u) - u in B, only one."""
    n = len(u)
    c = [Fraction(t) for t in u]
    inverse = inverted(chart, [of(t) for t in c])
    if inverse is None:
        return None
    Y = [[of(Fraction(t)) for t in row] for row in inverse]
    unit = Fraction(1, 2 ** (iv.prec - 4))
    size = None
    for _ in range(60):  # the same Newton, with more and more digits
        thin = [of(t) for t in c]
        residual = [t - x for t, x in zip(chart.map(thin), thin)]
        step = [dot(row, residual) for row in Y]
        longest = max([abs(s).upper() for s in step] + [Fraction(0)])
        if size is not None and longest * 4 > size:
            break
        size = longest
        c = [_rounded(t + s.mid(), unit) for t, s in zip(c, step)]
    thin = [of(t) for t in c]
    residual = [t - x for t, x in zip(chart.map(thin), thin)]
    step = [dot(row, residual) for row in Y]
    for inflation in (4, 2**10, 2**30, 2**60, 2**90):
        radius = max(max([abs(s).upper() for s in step] + [Fraction(0)]), unit) * inflation
        around = symmetric(of(_rounded(radius, unit)))
        box = [t + around for t in thin]
        A = chart.derivative(box)
        inside = True
        for i in range(n):
            # Row i of I - Y(I - A).
            row = [(ONE if i == j else ZERO) - Y[i][j] + total(Y[i][k] * A[k][j] for k in range(n)) for j in range(n)]
            reach = abs(step[i]) + total(abs(r) for r in row) * of(_rounded(radius, unit))
            inside = inside and less(reach, of(_rounded(radius, unit)))
        if inside:
            return enclosed(chart, box), chart.measure(box)
    return None


def _rounded(q, unit):
    """A multiple of the unit, not smaller."""
    return -((-q) // unit) * unit


def enclosed(chart, box):
    """The fixed point in the box is Psi of itself; a simple rational point of the box that is fixed exactly is that one."""
    nu = chart.measure(box)
    psi = chart.problem.best_response(nu)
    weights = [intersection(a, b) or b for a, b in zip(nu, psi)]
    simple = [of(w.mid().limit_denominator(10**6)) for w in weights]
    in_box = all(at_most(ends_of(b)[0], s) and at_most(s, ends_of(b)[1]) for s, b in zip(simple, nu))
    if in_box and total(simple).q == 1:
        image = chart.problem.best_response(simple)
        if all(t.q is not None and t.q == s.q for t, s in zip(image, simple)):
            return simple
    return weights


def surely_none(problem, weights):
    """Is there certainly no fixed point with these weights? Psi of them is elsewhere, or Newton's operator excludes a zero."""
    try:
        psi = problem.best_response(weights)
        if any(disjoint(a, b) for a, b in zip(psi, weights)) or disjoint(total(weights), ONE):
            return True
        chart = Chart(problem, max(problem.support, key=lambda i: float(weights[i])))
        box = [weights[i] for i in chart.axes]
        centre = [of(t.mid()) for t in box]
        inverse = inverted(chart, centre)
        if inverse is None:
            return False
        Y = [[of(Fraction(t)) for t in row] for row in inverse]
        A = chart.derivative(box)
        residual = [t - x for t, x in zip(chart.map(centre), centre)]
        n = len(box)
        for i in range(n):
            # Y(T(u) - u) = Y(T(c) - c) + Y(A - I)(u - c) for some A: not 0 where this does not contain 0.
            row = [total(Y[i][k] * (A[k][j] - (ONE if k == j else ZERO)) for k in range(n)) for j in range(n)]
            value = dot(Y[i], residual) + dot(row, [b - c for b, c in zip(box, centre)])
            if sign(value) in (-1, 1):
                return True
    except Unclear:
        pass
    return False


def sweep(problem, most=6000):
    """All fixed points of a problem whose support has two atoms, as disjoint intervals of the weight of the first; None where the sweep gives up.

    f(u) = T(u) - u on [0, 1]: a piece has none where f does not vanish on it, at most one where f is monotone, decided by the signs at its ends.
    """
    chart = Chart(problem, problem.support[1])

    def f(u):
        return chart.map([u])[0] - u

    def at(q):
        return sign(f(of(q)))

    found, work, count = [], [(Fraction(0), Fraction(1), at(Fraction(0)), at(Fraction(1)))], 0
    while work:
        a, b, left, right = work.pop()
        count += 1
        if count > most or left in (0, None) or right in (0, None):
            return None
        piece = between(a, b)
        slope = chart.derivative([piece])[0][0] - ONE
        middle = of((a + b) / 2)
        if sign(f(middle) + slope * (piece - middle)) in (-1, 1):
            continue
        if sign(slope) in (-1, 1):
            if left != right:
                found.append((a, b))
            continue
        # Not in the middle: symmetric problems have their zeros there.
        for share in (Fraction(487, 1000), Fraction(401, 1000), Fraction(599, 1000)):
            c = _rounded(a + (b - a) * share, (b - a) / 2**20)
            middle_sign = at(c)
            if middle_sign in (-1, 1):
                break
        work += [(a, c, left, middle_sign), (c, b, middle_sign, right)]
    return sorted(found)


def bisected(problem, a, b):
    """The fixed point in a piece of the sweep, between two signs of T(u) - u."""
    chart = Chart(problem, problem.support[1])
    at = lambda q: sign(chart.map([of(q)])[0] - of(q))
    left = at(a)
    while b - a > Fraction(1, 2 ** (iv.prec - 20)):
        middle = (a + b) / 2
        there = at(middle)
        if there is None:
            break
        a, b = (a, middle) if there != left else (middle, b)
        if there == 0:
            a = b = middle
    return enclosed(chart, [between(a, b)])


def starts(problem, most=50):
    """Weights from which to look for fixed points: near every atom and the middle of every two, xi, and a lattice of the simplex."""
    support, n = problem.support, problem.n
    groups = [[i] for i in support] + [[i, k] for i in support for k in support if i < k]
    lattice = 8 if len(support) == 3 else 5 if len(support) == 4 else 0
    points = [list(map(float, problem.xi))]
    points += [[0.9 * (i in group) / len(group) + 0.1 * (i in support) / len(support) for i in range(n)] for group in groups]
    for parts in compositions(lattice, len(support)) if lattice else []:
        share = dict(zip(support, parts))
        points.append([(share.get(i, 0) + 0.01) / (lattice + 0.01 * len(support)) if i in share else 0.0 for i in range(n)])
    return points[:most]


def compositions(total_parts, places):
    """All ways to write a number as a sum of so many numbers >= 0."""
    if places == 1:
        return [[total_parts]]
    return [[first, *rest] for first in range(total_parts + 1) for rest in compositions(total_parts - first, places - 1)]


def picard_in_floats(problem, start, steps=400):
    """Where iteration ends, damped if it does not settle: a proposal."""
    log_xi = {i: math.log(float(problem.xi[i])) if float(problem.xi[i]) > 0 else -745.0 for i in problem.support}
    nu = list(start)
    for step in range(steps):
        D = problem.F.flat([of(Fraction(t)) for t in nu])
        levels = {i: log_xi[i] - float(D[i] / problem.sigma) for i in problem.support}
        top = max(levels.values())
        a = {i: math.exp(levels[i] - top) for i in problem.support}
        Z = sum(a.values())
        psi = [a.get(i, 0.0) / Z for i in range(problem.n)]
        share = 1.0 if step < steps // 2 else 0.5
        new = [(1 - share) * x + share * y for x, y in zip(nu, psi)]
        change = max(abs(x - y) for x, y in zip(nu, new))
        nu = new
        if change < 1e-10:
            break
    return nu
