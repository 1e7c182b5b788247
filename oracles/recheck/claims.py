"""The claims as comparisons of numbers, typed again from docs/mathematics.md: a literal table from ids to what they say of an instance.

A false sibling `id~what` stands beside its claim. `Outside` means that a hypothesis certainly fails.
"""
from fractions import Fraction

from constants import Constants
from fixedpoint import bisected, fixed_point_near, picard_in_floats, starts, sweep
from local import lipschitz_of_two
from outer import Moved
from problem import Problem, kl, total_variation
from real import (
    HALF, ONE, ZERO, Unclear, at_most, dot, exp, given, hull, largest, least, less, ln, of, root, sign, tanh, total,
)


class Outside(Exception):
    """A hypothesis certainly fails."""


class NotKnown(Exception):
    """Nothing can be said of it here, and why."""


class Comparison:
    def __init__(self, lhs, relation, rhs, digits=None):
        self.lhs, self.relation, self.rhs, self.digits = of(lhs), relation, of(rhs), digits


def atmost(lhs, rhs):
    return Comparison(lhs, "<=", rhs)


def below(lhs, rhs):
    return Comparison(lhs, "<", rhs)


def equal(lhs, rhs, digits):
    return Comparison(lhs, "=", rhs, digits)


class Instance:
    """The data of an instance, enclosed, and what many claims ask of it."""

    def __init__(self, data):
        self.data = data
        self.problem = Problem(data["problem"])
        self.constants = Constants(self.problem)
        self.sigma = self.problem.sigma
        for key in ("nu", "nu2"):
            setattr(self, key, self.problem.measure(data[key]) if key in data else None)
        self.path = [self.problem.measure(q) for q in data.get("path", [])]
        self.step = given(data["step"]) if "step" in data else None
        self.steps = int(data["steps"]) if "steps" in data else None
        self.sigma2 = given(data["sigma2"]) if "sigma2" in data else None
        self.factor = given(data["factor"]) if "factor" in data else None
        self.shift = given(data["shift"]) if "shift" in data else None

    def flat(self, nu):
        return self.problem.F.flat(nu)

    def psi(self, nu):
        return self.problem.best_response(nu)

    def w1(self, mu, nu):
        return self.problem.w1(mu, nu)

    def osc(self, values):
        on = [values[i] for i in self.problem.support]
        return largest(on) - least(on)

    def fixed_point(self, nu, problem=None):
        """The one near which iteration from nu ends, proved by Krawczyk's operator; nothing is said of how many there are."""
        problem = problem or self.problem
        near = picard_in_floats(problem, [float(x) for x in nu], 4000)
        found = fixed_point_near(problem, near)
        if found is None:
            raise Unclear("no fixed point was proved")
        return found[0]

    def least_lipschitz(self):
        return self.constants.least_lipschitz(self.sigma)

    def contracting(self):
        """L < 1, or the instance is outside."""
        L = self.least_lipschitz()
        require(less(L, ONE), at_most(ONE, L))
        return L


def require(true, false):
    """A hypothesis: certainly true, or certainly false, or unclear."""
    if false:
        raise Outside
    if not true:
        raise Unclear("a hypothesis is not certain")


def positive(x):
    require(sign(x) == 1, sign(x) in (-1, 0))


def charges(s, *measures):
    """The measures are absolutely continuous with respect to xi."""
    for mu in measures:
        for i in range(s.problem.n):
            if i not in s.problem.support and sign(mu[i]) != 0:
                raise Outside


def differences(xs, ys):
    return [x - y for x, y in zip(xs, ys)]


# ---- BR-A2.1, BR-A-norm.


def size_bound(share):
    return lambda s: [atmost(largest(abs(d) for d in s.flat(s.nu)), share * s.constants.C_F)]


def lipschitz_bound(share):
    def sides(s):
        change = differences(s.flat(s.nu), s.flat(s.nu2))
        return [atmost(largest(abs(d) for d in change), share * s.constants.L_F * s.w1(s.nu, s.nu2))]

    return sides


def oscillation_bounds(s):
    return [atmost(s.osc(s.flat(s.nu)), s.constants.omega_F), atmost(s.constants.omega_F, 2 * s.constants.C_F)]


def variation_bounds(s):
    change = differences(s.flat(s.nu), s.flat(s.nu2))
    return [atmost(s.osc(change), s.constants.Lambda_F * s.w1(s.nu, s.nu2)), atmost(s.constants.Lambda_F, 2 * s.constants.L_F)]


def fundamental(s, frozen):
    """F(nu') - F(nu) against the integral over s of <D at nu + s(nu' - nu), nu' - nu>: Weddle's rule of seven points, exact to degree 7."""
    way = differences(s.nu2, s.nu)
    if frozen:
        integral = dot(s.flat(s.nu), way)
    else:
        degree = s.problem.F.degree()
        if degree is None or degree > 7:
            raise NotKnown("the integral of a flat derivative that is no polynomial of degree 7 or less")
        weights = (41, 216, 27, 272, 27, 216, 41)
        at = lambda k: [a + of(Fraction(k, 6)) * b for a, b in zip(s.nu, way)]
        integral = total(w * dot(s.flat(at(k)), way) for k, w in enumerate(weights)) / 840
    return [equal(s.problem.F.value(s.nu2) - s.problem.F.value(s.nu), integral, 20)]


# ---- BR-2.3: W1(Psi nu, Psi nu') <= L W1(nu, nu').


def contraction(constant):
    def sides(s):
        if all(a.q == b.q for a, b in zip(s.nu, s.nu2)):
            raise Outside
        L = constant(s.constants, s.sigma)
        positive(L)
        return [atmost(s.w1(s.psi(s.nu), s.psi(s.nu2)), L * s.w1(s.nu, s.nu2))]

    return sides


def ordering(smaller, greater):
    def sides(s):
        most = greater(s.constants, s.sigma)
        positive(most)
        return [atmost(smaller(s.constants, s.sigma), most)]

    return sides


def without_exponential(c, sigma, m):
    return 2 * c.L_F / sigma * m


def deviation(c, sigma):
    return root(c.spread(2, c.omega_F / sigma))


# ---- Thresholds: sigma > threshold implies L(sigma) < 1.


def threshold(least_sigma, constant):
    """Where the threshold is a formula."""

    def sides(s):
        sigma = least_sigma(s.constants)
        positive(sigma)
        require(less(sigma, s.sigma), at_most(s.sigma, sigma))
        return [below(constant(s.constants, s.sigma), ONE)]

    return sides


def crossing_threshold(constant, share, vanishes):
    """Where it is the root of L = 1, for a decreasing L: sigma > share * root iff L(sigma/share) < 1."""

    def sides(s):
        positive(vanishes(s.constants))
        there = constant(s.constants, s.sigma / share)
        require(less(there, ONE), at_most(ONE, there))
        return [below(constant(s.constants, s.sigma), ONE)]

    return sides


def bare_condition(c):
    return 2 * c.C_F + c.L_F * c.m1


# ---- BR-2.4 and what is known at fixed points.


def same_fixed_point(s):
    """From nu, nu' and the two outermost Dirac measures."""
    n = s.problem.n
    order = s.problem.order if s.problem.on_line else list(range(n))
    dirac = lambda i: [ONE if j == i else ZERO for j in range(n)]
    first, *others = [s.fixed_point(nu) for nu in (s.nu, s.nu2, dirac(order[0]), dirac(order[-1]))]
    return [equal(x, y, 12) for other in others for x, y in zip(first, other)]


def unique(s):
    s.contracting()
    return same_fixed_point(s)


def lower_than(s, fixed, other):
    charges(s, other)
    return [atmost(s.problem.free_energy(fixed), s.problem.free_energy(other))]


def minimal(s):
    L = s.contracting()
    fixed = s.fixed_point(s.nu)
    positive(L)
    positive(s.w1(s.nu, fixed))
    return lower_than(s, fixed, s.nu)


def metastable(s):
    return lower_than(s, s.fixed_point(s.nu), s.nu2)


def a_posteriori(comparison):
    """`comparison` of W1(nu, nu*), the residual W1(Psi nu, nu) and L."""

    def sides(s):
        L = s.contracting()
        positive(L)
        distance = s.w1(s.nu, s.fixed_point(s.nu))
        positive(distance)
        return [comparison(distance, s.w1(s.psi(s.nu), s.nu), L)]

    return sides


def bregman(s, nu, mu):
    """F(nu) - F(mu) - <D_mu, nu - mu>."""
    F = s.problem.F
    return F.value(nu) - F.value(mu) - dot(F.flat(mu), differences(nu, mu))


def value_identity(with_bregman):
    def sides(s):
        fixed = s.fixed_point(s.nu)
        charges(s, s.nu)
        claimed = s.sigma * kl(s.nu, fixed)
        if with_bregman:
            claimed = claimed + bregman(s, s.nu, fixed)
        return [equal(s.problem.free_energy(s.nu) - s.problem.free_energy(fixed), claimed, 12)]

    return sides


def bregman_bound(share):
    def sides(s):
        charges(s, s.nu, s.nu2)
        mass = total(abs(d) for d in differences(s.nu, s.nu2))
        return [atmost(abs(bregman(s, s.nu, s.nu2)), share * s.constants.Lambda_F * s.w1(s.nu, s.nu2) * mass)]

    return sides


def stability(amplified):
    """W1 of the fixed points at sigma and sigma' against (omega_F/2) kappa(omega_F/min) |1/sigma - 1/sigma'|, over 1 - L."""

    def sides(s):
        omega = s.constants.omega_F
        if sign(omega) == 0 or sign(s.sigma - s.sigma2) == 0:
            raise Outside
        L = s.contracting()
        other = s.problem.at(s.sigma2)
        distance = s.w1(s.fixed_point(s.nu), s.fixed_point(s.nu, other))
        K = HALF * omega * s.constants.kappa(omega / least([s.sigma, s.sigma2]))
        bound = K * abs(ONE / s.sigma - ONE / s.sigma2)
        return [atmost(distance, bound / (ONE - L) if amplified else bound)]

    return sides


def price(comparisons):
    def sides(s):
        threshold_10 = s.constants.paper_threshold()
        require(less(threshold_10, s.sigma), at_most(s.sigma, threshold_10))
        return comparisons(s, total_variation(s.fixed_point(s.nu), s.problem.xi))

    return sides


# ---- Gibbs measures.


def everywhere(s):
    if any(sign(x) != 1 for x in s.nu + s.problem.xi):
        raise Outside


def variational(divergence):
    """<D, nu> + sigma KL(nu|xi) against sigma (KL - ln Z), D = D_nu', p = e^-D/sigma xi/Z."""

    def sides(s):
        everywhere(s)
        D = s.flat(s.nu2)
        p, Z, shift = s.problem.gibbs([d / s.sigma for d in D])
        ln_Z = ln(Z) - shift
        return [equal(dot(D, s.nu) + s.sigma * kl(s.nu, s.problem.xi), s.sigma * (divergence(s.nu, p) - ln_Z), 20)]

    return sides


def dissipation(claimed):
    def sides(s):
        everywhere(s)
        psi = s.psi(s.nu)
        gradient = [D + s.sigma * ln(x / r) for D, x, r in zip(s.flat(s.nu), s.nu, s.problem.xi)]
        return [equal(dot(gradient, differences(psi, s.nu)), -(s.sigma * claimed(s.nu, psi)), 20)]

    return sides


def two_gibbs(comparison, third):
    """p = Psi[nu], p' = Psi[nu'], h = (D_nu' - D_nu)/sigma on the support; with `third`, h has a value strictly between its extremes."""

    def sides(s):
        h = [(b - a) / s.sigma for a, b in zip(s.flat(s.nu), s.flat(s.nu2))]
        on = [h[i] for i in s.problem.support]
        low, high = least(on), largest(on)
        between = any(less(low, x) and less(x, high) for x in on)
        if not less(low, high) or (third and not between):
            raise Unclear("h may be constant or have two values only")
        return [comparison(s.psi(s.nu), s.psi(s.nu2), high - low)]

    return sides


# ---- Discrete time.


def scheme(sides):
    def judged(s):
        L = s.contracting()
        positive(L)
        fixed = s.fixed_point(s.nu)
        start = s.w1(s.nu, fixed)
        positive(start)
        return sides(s, L, fixed, start)

    return judged


def euler(rate):
    def sides(s, L, fixed, start):
        nu = s.nu
        for _ in range(s.steps):
            nu = [(ONE - s.step) * x + s.step * y for x, y in zip(nu, s.psi(nu))]
        return [atmost(s.w1(nu, fixed), rate(s.step, L) ** s.steps * start)]

    return sides


def inexact(with_errors):
    def sides(s, L, fixed, start):
        r = ONE - s.step * (ONE - L)
        nu, bound = s.nu, start
        for q in s.path:
            # bound_k+1 = r bound_k + a d_k.
            error = s.w1(q, s.psi(nu))
            bound = r * bound + (s.step * error if with_errors else ZERO)
            nu = [(ONE - s.step) * x + s.step * y for x, y in zip(nu, q)]
        return [atmost(s.w1(nu, fixed), bound)]

    return sides


# ---- Changes of units. `changed` is a problem file.


def text(x):
    return f"{x.q.numerator}/{x.q.denominator}"


def scaled(s, sigma_too):
    data = s.data["problem"]
    functional = {"kind": "sum", "terms": [{"weight": text(s.factor), "of": data["functional"]}]}
    return {**data, "functional": functional, "sigma": text(s.sigma * s.factor if sigma_too else s.sigma)}


def moved(s, change, sigma=None):
    data = s.data["problem"]
    prior = {**data["prior"], "points": [text(change(x[0])) for x in s.problem.points]}
    return {**data, "prior": prior, "sigma": text(sigma or s.sigma)}


def dilated(s):
    return moved(s, lambda x: x * s.factor)


def translated(s):
    return moved(s, lambda x: x + s.shift)


def renormalised(s):
    """K_ij + t(i + j), b_i - t i: the flat derivative gains a constant, F nothing."""
    data, F = s.data["problem"], s.problem.F
    functional = {
        "kind": "quadratic",
        "matrix": [[text(k + s.shift * (i + j)) for j, k in enumerate(row)] for i, row in enumerate(F.K)],
        "linear": [text(b - s.shift * i) for i, b in enumerate(F.b)],
    }
    return {**data, "functional": functional}


def unchanged(change, *invariants):
    def sides(s):
        after = Instance({**s.data, "problem": change(s)})
        return [equal(x, y, 20) for invariant in invariants for x, y in zip(invariant(s), invariant(after))]

    return sides


def image(s):
    return s.psi(s.nu)


def constant(name):
    return lambda s: [getattr(Constants, name)(s.constants, s.sigma)]


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
    found = [fixed_point_near(problem, near) for start in starts(problem) for near in (picard_in_floats(problem, start), start)]
    return [point[0] for point in found if point is not None]


def two_minimisers(share):
    """sigma < share sigma_B, and yet two global minimisers at some shift of g between 0 and the given one (E8).

    Between nu and nu' the map crosses the diagonal upwards once, whatever the shift: a well on either side. At the two ends of the shift the order of
    the wells by free energy is opposite.
    """

    def sides(s):
        c = s.constants
        positive(LIGHT(c))
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
    """The least free energies of the fixed points below and above."""
    points = all_fixed_points(problem)
    on_a_side = [[w for w in points if less(w[1], low)], [w for w in points if less(high, w[1])]]
    if not all(on_a_side):
        raise Unclear("no well on one side")
    return [least(problem.free_energy(w) for w in points) for points in on_a_side]


def shifted_knots(s):
    """The problem with knots moved by the shift, in binary64: the problem file that has them."""
    data = s.data["problem"]
    outer = data["functional"]["outer"]
    knots = [float(Fraction(u)) + float(Fraction(s.data["shift"])) for u in outer["knots"]]
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


paper, sharp, diameter = Constants.paper, Constants.sharp, Constants.diameter
L_cert, computed = Constants.L_cert, Constants.computed
ALMOST = of(Fraction(63, 64))
NINE_TENTHS, FOUR_FIFTHS = of(Fraction(9, 10)), of(Fraction(4, 5))
LIGHT = lambda c: c.L_F * c.mtilde
WIDE = lambda c: c.Lambda_F * c.diam

CLAIMS = {
    "BR-A2.1-B": size_bound(ONE),
    "BR-A2.1-B~half": size_bound(HALF),
    "BR-A2.1-L": lipschitz_bound(ONE),
    "BR-A2.1-L~half": lipschitz_bound(HALF),
    "BR-A2.1-D": lambda s: fundamental(s, frozen=False),
    "BR-A2.1-D~frozen": lambda s: fundamental(s, frozen=True),
    "BR-A-norm-osc": oscillation_bounds,
    "BR-A-norm-osc~once": lambda s: [atmost(s.constants.omega_F, s.constants.C_F)],
    "BR-A-norm-lipschitz": variation_bounds,
    "BR-A-norm-lipschitz~once": lambda s: [atmost(s.constants.Lambda_F, s.constants.L_F)],
    "BR-A-norm-median": lambda s: [atmost(s.constants.mtilde, s.constants.m1)],
    "BR-A-norm-median~reversed": lambda s: [atmost(s.constants.m1, s.constants.mtilde)],
    "BR-2.3": contraction(paper),
    "BR-2.3~without-exponential": contraction(lambda c, sigma: without_exponential(c, sigma, c.m1)),
    "BR-2.3a": contraction(lambda c, sigma: c.paper(sigma, c.mtilde)),
    "BR-2.3a~without-exponential": contraction(lambda c, sigma: without_exponential(c, sigma, c.mtilde)),
    "BR-2.3b": contraction(sharp),
    "BR-2.3b~half": contraction(lambda c, sigma: HALF * c.sharp(sigma)),
    "BR-2.3c": contraction(L_cert),
    "BR-2.3c~nine-tenths": contraction(lambda c, sigma: NINE_TENTHS * c.L_cert(sigma)),
    "BR-2.3d": contraction(diameter),
    "BR-2.3d~fifth": contraction(lambda c, sigma: FOUR_FIFTHS * c.diameter(sigma)),
    "BR-2.3e": contraction(Constants.smooth),
    "BR-2.3e~nine-tenths": contraction(lambda c, sigma: NINE_TENTHS * c.smooth(sigma)),
    "BR-order-sharp": ordering(sharp, paper),
    "BR-order-sharp~twice": ordering(lambda c, sigma: 2 * c.sharp(sigma), paper),
    "BR-order-computed": ordering(L_cert, sharp),
    "BR-order-computed~half": ordering(L_cert, lambda c, sigma: HALF * c.sharp(sigma)),
    "BR-order-diameter": ordering(deviation, lambda c, sigma: HALF * c.diam),
    "BR-order-diameter~fifth": ordering(deviation, lambda c, sigma: FOUR_FIFTHS * HALF * c.diam),
    "BR-threshold-paper": threshold(Constants.paper_threshold, paper),
    "BR-threshold-paper~bare": threshold(bare_condition, paper),
    "BR-threshold-implicit": crossing_threshold(paper, ONE, LIGHT),
    "BR-threshold-implicit~less": crossing_threshold(paper, ALMOST, LIGHT),
    "BR-threshold-sharp": crossing_threshold(sharp, ONE, LIGHT),
    "BR-threshold-sharp~less": crossing_threshold(sharp, ALMOST, LIGHT),
    "BR-threshold-computed": crossing_threshold(computed, ONE, WIDE),
    "BR-threshold-computed~less": crossing_threshold(computed, ALMOST, WIDE),
    "BR-threshold-diameter": threshold(Constants.diameter_threshold, diameter),
    "BR-threshold-diameter~fifth": threshold(lambda c: FOUR_FIFTHS * c.diameter_threshold(), diameter),
    "BR-2.4-unique": unique,
    "BR-2.4-unique~cold": same_fixed_point,
    "BR-2.4-minimiser": minimal,
    "BR-2.4-minimiser~metastable": metastable,
    "BR-2.4-dissipation": dissipation(lambda nu, psi: kl(nu, psi) + kl(psi, nu)),
    "BR-2.4-dissipation~one-sided": dissipation(kl),
    "BR-D3-upper": a_posteriori(lambda distance, residual, L: atmost(distance, residual / (ONE - L))),
    "BR-D3-upper~residual": a_posteriori(lambda distance, residual, L: atmost(distance, residual)),
    "BR-D3-lower": a_posteriori(lambda distance, residual, L: atmost(residual / (ONE + L), distance)),
    "BR-D3-lower~residual": a_posteriori(lambda distance, residual, L: atmost(residual, distance)),
    "BR-2.6b-value": value_identity(with_bregman=True),
    "BR-2.6b-value~linear": value_identity(with_bregman=False),
    "BR-2.6b-bregman": bregman_bound(of(Fraction(1, 4))),
    "BR-2.6b-bregman~half": bregman_bound(of(Fraction(1, 8))),
    "BR-2.5-fixed-points": stability(amplified=True),
    "BR-2.5-fixed-points~rigid": stability(amplified=False),
    "BR-price": price(
        lambda s, tv: [atmost(tv, tanh(s.constants.C_F / (2 * s.sigma))), below(tv, tanh(of(Fraction(1, 4))))]
    ),
    "BR-price~fifth": price(lambda s, tv: [below(tv, tanh(of(Fraction(1, 5))))]),
    "BR-gibbs": variational(lambda nu, p: kl(nu, p)),
    "BR-gibbs~reversed": variational(lambda nu, p: kl(p, nu)),
    "BR-TV": two_gibbs(lambda p, q, osc: atmost(total_variation(p, q), tanh(osc / 4)), third=True),
    "BR-TV~fifth": two_gibbs(lambda p, q, osc: atmost(total_variation(p, q), tanh(osc / 5)), third=True),
    "BR-KL": two_gibbs(lambda p, q, osc: atmost(kl(q, p), osc**2 / 8), third=False),
    "BR-KL~tenth": two_gibbs(lambda p, q, osc: atmost(kl(q, p), osc**2 / 10), third=False),
    "BR-D1": scheme(euler(lambda a, L: ONE - a * (ONE - L))),
    "BR-D1~faster": scheme(euler(lambda a, L: ONE - a * (ONE - HALF * L))),
    "BR-D2": scheme(inexact(with_errors=True)),
    "BR-D2~free": scheme(inexact(with_errors=False)),
    "BR-2.3b-opt": two_minimisers(ONE),
    "BR-2.3b-opt~above": two_minimisers(given(1.05)),
    "BR-2.3d-opt": nearly_attained(3),
    "BR-2.3d-opt~fourth": nearly_attained(4),
    "BR-2.3f": local_contraction(ONE),
    "BR-2.3f~nine-tenths": local_contraction(NINE_TENTHS),
    "BR-2.4-converse": converse,
    "BR-2.4-converse~every": every_one,
    "BR-KF1": lambda s: [atmost(s.constants.C_F, ZERO)],
    "BR-KF2": lighter_tails,
    "BR-KF3": lambda s: [below(s.constants.paper_threshold(), s.sigma)],
    "BR-A2.2-growth": slow_growth,
    "BR-2.3-positive": positive_constant,
    "BR-2.3-unnormalised": unnormalised,
    "T2-scale": unchanged(lambda s: scaled(s, True), image, constant("paper"), constant("sharp")),
    "T2-scale~F-alone": unchanged(lambda s: scaled(s, False), image),
    "T2-dilate": unchanged(dilated, image, constant("paper"), constant("sharp"), constant("computed")),
    "T2-dilate~shear": unchanged(lambda s: moved(s, lambda x: x * s.factor, s.sigma * s.factor), constant("paper")),
    "T2-translate": unchanged(translated, image, constant("sharp"), constant("computed")),
    "T2-translate~paper": unchanged(translated, constant("paper")),
    "T2-normalise": unchanged(renormalised, image, constant("computed")),
    "T2-normalise~C": unchanged(renormalised, lambda s: [s.constants.C_F]),
}


#: Statements without a sibling's name that are to be refuted all the same: they are in print.
PUBLISHED = ("BR-KF1", "BR-KF2", "BR-KF3", "BR-A2.2-growth", "BR-2.3-positive", "BR-2.3-unnormalised")


def find(claim):
    """What a claim says, or NotKnown. A claim about W1 off the line (`-atomic`) says the same with another distance."""
    if claim.startswith("conformance-"):
        raise NotKnown("concerns the Float64 code, which only the package itself can run")
    for name in (claim, claim.replace("-atomic", "")):
        if name in CLAIMS:
            return CLAIMS[name]
    raise NotKnown(f"the claim {claim} is not known to this checker")
