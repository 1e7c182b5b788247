"""Claims that say how sharp the constants are, what all fixed points do, and statements in print that are false or vacuous."""
from constants import Constants
from fixedpoint import bisected, fixed_point_near, picard_in_floats, propose, starts, sweep
from instance import NotKnown, Outside, atmost, below, charges, positive, require
from local import lipschitz_of_two
from outer import Moved
from problem import Problem
from real import ONE, ZERO, Unclear, at_most, exp, given, hull, least, less, ln, of, total
from statements import contraction


# ---- How sharp the constants are, and what all fixed points say.


def nearly_attained(share):
    """(1 - (L W)^2/share) L W <= W1(Psi nu, Psi nu'), L = L_diam and W = W1(nu, nu')."""

    def sides(s):
        step = s.constants.diameter(s.sigma) * s.w1(s.nu, s.nu2)
        return [atmost((ONE - step**2 / share) * step, s.w1(s.psi(s.nu), s.psi(s.nu2)))]

    return sides


def local_contraction(share):
    """W1(Psi nu, Psi nu') <= share Lip Psi W1(nu, nu'): of two points."""

    def sides(s):
        if s.problem.n > 2:
            raise NotKnown("Lip Psi of more than two points")
        return contraction(lambda c, sigma: share * lipschitz_of_two(s.problem))(s)

    return sides


def all_fixed_points(problem):
    """Of a support of one or two atoms: weights, each proved."""
    if len(problem.support) > 2:
        raise NotKnown("all fixed points of more than two atoms")
    if len(problem.support) == 1:
        return [problem.xi]
    pieces = sweep(problem)
    if pieces is None:
        raise Unclear("the sweep for fixed points gave up")
    return [bisected(problem, a, b) for a, b in pieces]


def converse(s):
    charges(s, s.nu)
    energies = [s.problem.free_energy(point) for point in all_fixed_points(s.problem)]
    return [atmost(least(energies), s.problem.free_energy(s.nu))]


def every_one(s):
    """One fixed point above F^sigma(nu) refutes it: with more than two atoms those that are found will do."""
    charges(s, s.nu)
    p = s.problem
    points = all_fixed_points(p) if len(p.support) <= 2 else some_fixed_points(p)
    comparisons = [atmost(p.free_energy(point), p.free_energy(s.nu)) for point in points]
    if len(p.support) > 2 and not any(less(c.rhs, c.lhs) for c in comparisons):
        raise NotKnown("all fixed points of more than two atoms")
    return comparisons


def some_fixed_points(problem):
    """Proved ones, by iteration and by Newton's method from many starts."""
    seen, found = [], []
    for start in starts(problem):
        for begin in (picard_in_floats(problem, start), start):
            near = propose(problem, begin)
            if near is not None and all(max(abs(x - y) for x, y in zip(near, known)) >= 1e-9 for known in seen):
                seen.append(near)
                found.append(fixed_point_near(problem, near))
    return [point[0] for point in found if point is not None]


def two_minimisers(share):
    """sigma < share sigma_B, and yet two global minimisers at some shift of g between 0 and the given one (E8).

    Between nu and nu' the map crosses the diagonal upwards once, whatever the shift: a well on either side. At the two ends of the shift the order of
    the wells by free energy is opposite.
    """

    def sides(s):
        c = s.constants
        positive(c.L_F * c.mtilde)
        there = c.sharp(s.sigma / share)  # > 1 iff sigma < share sigma_B
        require(less(ONE, there), at_most(there, ONE))
        low, high = s.nu[1], s.nu2[1]
        every = Problem(s.data["problem"])
        every.F.g = Moved(every.F.g, hull([ZERO, s.shift]))
        between_them = [hull([a, b]) for a, b in zip(s.nu, s.nu2)]
        K, p = every.F.second(between_them), every.best_response(between_them)
        slope = -(K[0][0] - 2 * K[0][1] + K[1][1]) * p[0] * p[1] / s.sigma
        crossings = [
            below(every.best_response(s.nu)[1], low),
            below(high, every.best_response(s.nu2)[1]),
            below(ONE, slope),
        ]
        if not all(less(x.lhs, x.rhs) for x in crossings):
            return crossings
        first, last = (wells(Problem(data), low, high) for data in (s.data["problem"], shifted_knots(s)))
        return [*crossings, below(first[1], first[0]), below(last[0], last[1])]

    return sides


def wells(problem, low, high):
    """The least free energies of the fixed points below and above; each of the others is certainly between."""
    points = all_fixed_points(problem)
    if not all(less(w[1], low) or less(high, w[1]) or (less(low, w[1]) and less(w[1], high)) for w in points):
        raise Unclear("a fixed point at the side of a well")
    on_a_side = [[w for w in points if less(w[1], low)], [w for w in points if less(high, w[1])]]
    if not all(on_a_side):
        raise Unclear("no well on one side")
    return [least(problem.free_energy(w) for w in points) for points in on_a_side]


def shifted_knots(s):
    """The problem with knots moved by the shift, exactly."""
    data = s.data["problem"]
    outer = data["functional"]["outer"]
    knots = [str(given(u).q + s.shift.q) for u in outer["knots"]]
    return {**data, "functional": {**data["functional"], "outer": {**outer, "knots": knots}}}


# ---- Statements in print that are false or vacuous.


def with_tail(problem, power):
    """xi prop. to e^-|x|^p on the points."""
    density = [exp(-(abs(x[0]) ** power)) for x in problem.points]
    changed = Problem(problem.data)
    changed.xi = [w / total(density) for w in density]
    return Constants(changed)


def lighter_tails(s):
    p, more = s.factor.q, s.shift.q
    if p.denominator != 1 or more.denominator != 1 or p < 1 or more < 1 or p + more > 1000:
        raise Outside
    lighter, heavier = (with_tail(s.problem, int(q)) for q in (p + more, p))
    return [atmost(lighter.paper_threshold(), heavier.paper_threshold())]


def positive_constant(s):
    threshold_10 = s.constants.paper_threshold()
    require(less(threshold_10, s.sigma), at_most(s.sigma, threshold_10))
    L = s.constants.paper(s.sigma)
    return [below(ZERO, L), below(L, ONE)]


def slow_growth(s):
    """ln(1 + R) + 1/(1 + R) - 1 <= M, R = 2^steps: the truncated first moment of a density that grows too slowly."""
    R = of(2**s.steps)
    return [atmost(ln(ONE + R) + ONE / (ONE + R) - ONE, s.factor)]


def unnormalised(s):
    mass = total(given(w) for w in s.data["problem"]["prior"]["weights"])
    return contraction(lambda c, sigma: c.paper(sigma, c.m1 * mass))(s)
