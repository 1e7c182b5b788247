"""Slopes of Psi: lower bounds of Lip Psi from samples, and Lip Psi itself where there are two points (BR-2.3f)."""
import heapq
from fractions import Fraction

from fixedpoint import Chart
from real import ONE, ZERO, at_most, between, ends_of, hull, largest, less, of, total


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
    """Lip Psi for two points where the second flat derivative is piecewise constant; None otherwise.

    T'(u) = -p(1 - p) h/sigma with h = K_00 - K_01 - K_10 + K_11. Between two breaks h is constant, D affine and p = Psi(u) monotone, so
    p(1 - p) is greatest at an end, or at p = 1/2 in between.
    """
    if len(problem.support) == 1:
        return ZERO
    if problem.n != 2:
        return None
    breaks = problem.F.breaks([ZERO, ONE], [ONE, -ONE])
    if breaks is None or any(t.q is None for t in breaks):
        return None
    ends = sorted({Fraction(0), Fraction(1)} | {t.q for t in breaks if 0 < t.q < 1})
    return largest(_greatest_on(problem, a, b) for a, b in zip(ends, ends[1:]))


def _greatest_on(problem, a, b):
    measure = lambda u: [of(u), of(1 - u)]
    K = problem.F.second(measure((a + b) / 2))
    h = K[0][0] - K[0][1] - K[1][0] + K[1][1]
    p = [problem.best_response(measure(u))[0] for u in (a, b)]
    values = [t * (ONE - t) for t in p]
    low, high = p if less(p[0], p[1]) else (p[1], p[0])
    half, quarter = of(Fraction(1, 2)), of(Fraction(1, 4))
    if at_most(low, half) and at_most(half, high):
        values.append(quarter)
    elif not (less(half, low) or less(high, half)):
        values.append(hull([values[0], quarter]))
    return abs(h) / problem.sigma * largest(values)


def local_bounds(problem, most, enough=lambda low, high: False):
    """For two points: (low, high) with low <= Lip Psi <= high, by a sweep of [0, 1] that ends where it is enough, or after most steps.

    The piece that may be steepest is halved next; its middle is a slope that there is.
    """
    if len(problem.support) < 2:
        return ZERO, ZERO
    chart = Chart(problem, problem.support[1])

    def slope_on(u):
        return ends_of(abs(chart.derivative([u])[0][0]))

    def piece(a, b):
        bound = slope_on(between(a, b))[1]
        return -float(bound), a, b, bound

    greatest = ZERO
    work = [piece(Fraction(0), Fraction(1))]
    for _ in range(most):
        _, a, b, _ = work[0]
        if enough(greatest, largest(entry[3] for entry in work[:2])):
            break
        heapq.heappop(work)
        middle = (a + b) / 2
        greatest = largest([greatest, slope_on(of(middle))[0]])
        heapq.heappush(work, piece(a, middle))
        heapq.heappush(work, piece(middle, b))
    return greatest, largest(entry[3] for entry in work)


def slopes_within(problem, low, high, most=4000):
    """For two points: is Lip Psi in [low, high]? True, False, or None where a sweep leaves it open."""
    done = lambda least_, most_: less(high, least_) or (at_most(low, least_) and at_most(most_, high))
    found, bound = local_bounds(problem, most, done)
    if at_most(low, found) and at_most(bound, high):
        return True
    return False if less(high, found) or less(bound, low) else None


def lipschitz_of_two(problem):
    """Lip Psi for two points, exactly or as bounds within a thousandth."""
    exact = local_constant(problem)
    if exact is not None:
        return exact
    close = lambda low, high: at_most(high, low * of(Fraction(1001, 1000)))
    return hull(local_bounds(problem, 2000, close))
