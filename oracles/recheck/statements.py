"""What the claims about the theorem say: each function makes of its constants a function from an instance to comparisons."""
from fractions import Fraction

from constants import Constants
from instance import Instance, NotKnown, Outside, atmost, below, charges, differences, equal, positive, require
from problem import kl, total_variation
from real import HALF, ONE, ZERO, Unclear, at_most, dot, largest, least, less, ln, of, root, sign, total


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


def slopes(s, values):
    """The steepest slope of a function between atoms of the prior."""
    on, d = s.problem.support, s.problem.distance
    return largest([ZERO] + [abs(values[i] - values[k]) / d[i][k] for i in on for k in on if i < k])


def slope_bound(share):
    return lambda s: [atmost(slopes(s, s.flat(s.nu)), share * s.constants.Lip_x)]


def smooth_bound(share):
    def sides(s):
        change = differences(s.flat(s.nu), s.flat(s.nu2))
        return [atmost(slopes(s, change), share * s.constants.L_grad * s.w1(s.nu, s.nu2))]

    return sides


def remainder_bound(share):
    """|(F(nu + t eta) - F(nu))/t - <D_nu, eta>| against share t Lambda_F W1(nu, nu') |eta|_1, eta = nu' - nu."""

    def sides(s):
        charges(s, s.nu, s.nu2)
        F, way, t = s.problem.F, differences(s.nu2, s.nu), s.step
        quotient = (F.value([a + t * b for a, b in zip(s.nu, way)]) - F.value(s.nu)) / t
        bound = share * t * s.constants.Lambda_F * s.w1(s.nu, s.nu2) * total(abs(x) for x in way)
        return [atmost(abs(quotient - dot(F.flat(s.nu), way)), bound)]

    return sides


def halved_square(nu, mu):
    """|nu - mu|_1^2 / 2."""
    return HALF * total(abs(x) for x in differences(nu, mu)) ** 2


def modulus(share, compare):
    """`compare` of -B(nu', nu) and share rho |nu' - nu|_1^2 / 2."""

    def sides(s):
        charges(s, s.nu, s.nu2)
        return [compare(-bregman(s, s.nu2, s.nu), share * s.constants.rho * halved_square(s.nu2, s.nu))]

    return sides


def two_points(sides):
    """For two atoms, and a functional that is not convex."""

    def inner(s):
        require(s.problem.n == 2, s.problem.n != 2)
        positive(s.constants.rho)
        return sides(s)

    return inner


def gap(share):
    """F^sigma(nu) - F^sigma(nu*) against (sigma - share rho) |nu - nu*|_1^2 / 2 for sigma > rho."""

    def sides(s):
        rho = s.constants.rho
        require(less(rho, s.sigma), at_most(s.sigma, rho))
        charges(s, s.nu)
        fixed = s.fixed_point(s.nu)
        claimed = (s.sigma - share * rho) * halved_square(s.nu, fixed)
        return [atmost(claimed, s.problem.free_energy(s.nu) - s.problem.free_energy(fixed))]

    return sides


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
