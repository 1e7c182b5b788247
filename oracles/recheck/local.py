"""Slopes of Psi: lower bounds of Lip Psi from samples, and Lip Psi itself where there are two points (BR-2.3f)."""
from fractions import Fraction

from fixedpoint import Chart
from real import ONE, ZERO, Unclear, at_most, between, ends_of, hull, largest, less, of, total


def slope(problem, nu, a, b):
    """W1(DPsi(nu)[e_a - e_b], 0)/d(a, b): a lower bound of Lip Psi."""
    K = problem.F.second(nu)
    p = problem.best_response(nu)
    h = [(K[j][a] - K[j][b]) / problem.sigma for j in range(problem.n)]
    eta = [-(p[i] * total(p[j] * (h[i] - h[j]) for j in problem.support if j != i)) for i in range(problem.n)]
    zero = [ZERO] * problem.n
    return problem.w1(eta, zero) / problem.distance[a][b]


def samples(problem):
    """xi, the vertices, and the middles between vertices."""
    n = problem.n
    yield problem.xi
    for i in range(n):
        for k in range(i + 1):
            yield [of(Fraction((j == i) + (j == k), 2)) for j in range(n)]


def steepest_sample(problem, most=300):
    """The greatest of some slopes: Lip Psi is at least that."""
    best = ZERO
    tried = 0
    for nu in samples(problem):
        for a in range(problem.n):
            for b in range(a):
                tried += 1
                if tried > most:
                    return best
                # Only the certain part of it.
                best = largest([best, ends_of(slope(problem, nu, a, b))[0]])
    return best


def local_constant(problem):
    """Lip Psi for two points and a second flat derivative that is constant: (|h|/sigma) sup p(1 - p), p monotone; None otherwise.

    T'(u) = -p(1 - p) h/sigma with h = K_00 - K_01 - K_10 + K_11, and p = Psi(u) runs from Psi(0) to Psi(1).
    """
    if len(problem.support) == 1:
        return ZERO
    if problem.n != 2 or problem.F.degree() not in (0, 1):
        return None
    K = problem.F.second(problem.xi)
    h = K[0][0] - K[0][1] - K[1][0] + K[1][1]
    ends = [problem.best_response([of(u), of(1 - u)])[0] for u in (0, 1)]
    values = [p * (ONE - p) for p in ends]
    half = of(Fraction(1, 2))
    low, high = (0, 1) if less(ends[0], ends[1]) else (1, 0)
    if at_most(ends[low], half) and at_most(half, ends[high]):
        values.append(of(Fraction(1, 4)))
    elif not (less(half, ends[low]) or less(ends[high], half)):
        values.append(hull([values[0], of(Fraction(1, 4))]))
    return abs(h) / problem.sigma * largest(values)


def slopes_below(problem, bound, most=4000):
    """For two points: is every slope at most the bound? By a sweep of [0, 1]; False where it cannot be proved."""
    if len(problem.support) < 2:
        return True
    chart = Chart(problem, problem.support[1])
    work = [(Fraction(0), Fraction(1))]
    for _ in range(most):
        if not work:
            return True
        a, b = work.pop()
        try:
            if at_most(abs(chart.derivative([between(a, b)])[0][0]), bound):
                continue
        except Unclear:
            pass
        middle = (a + b) / 2
        work += [(a, middle), (middle, b)]
    return False
