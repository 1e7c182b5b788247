"""The constants of a problem (BR-A2.1, BR-A-norm, BR-2.3a), its Lipschitz constants (BR-2.3 ... BR-2.3e) and their thresholds."""
from functools import cached_property

from median import median_point, weber_bounds
from real import HALF, ONE, dot, ends_of, exp, hull, largest, least, norm, root


class Constants:
    """Everything that does not depend on sigma, and the Lipschitz constants as functions of sigma."""

    def __init__(self, problem):
        self.problem = problem

    # ---- Suprema of the functional: x over all points in C and L, over the support in omega and Lambda.

    @cached_property
    def C_F(self):
        return self.problem.F.size()

    @cached_property
    def L_F(self):
        return self.problem.F.lipschitz(self.problem.distance)

    @cached_property
    def omega_F(self):
        return self.problem.F.oscillation(self.problem.support)

    @cached_property
    def Lambda_F(self):
        return self.problem.F.variation(self.problem.distance, self.problem.support)

    @cached_property
    def Lip_x(self):
        return self.problem.F.steepness(self.problem.distance, self.problem.support)

    @cached_property
    def rho(self):
        """How far F is from convex. BR-2.6d. Raises NotKnown on many atoms."""
        return self.problem.F.concavity(ONE, self.problem.support)

    # ---- Of the prior.

    @cached_property
    def m1(self):
        """The mean distance to the origin; in a finite metric, to its first point."""
        p = self.problem
        return dot(p.xi, p.distance[0] if p.finite_metric else [norm(x) for x in p.points])

    @cached_property
    def mtilde(self):
        """inf_a of the mean distance to a: over the points on the line (an atom is a median) and in a finite metric, over R^d otherwise."""
        p = self.problem
        if p.on_line or p.finite_metric:
            return least(dot(p.xi, row) for row in p.distance)
        return hull(weber_bounds([p.points[i] for i in p.support], [p.xi[i] for i in p.support]))

    @cached_property
    def diam(self):
        p = self.problem
        return largest(p.distance[i][k] for i in p.support for k in p.support)

    # ---- Lipschitz constants of Psi_sigma.

    def paper(self, sigma, m=None):
        """(L_F/sigma) e^2c (1 + e^2c) m1, c = C_F/sigma. BR-2.3; with mtilde for m1, BR-2.3a."""
        e = exp(2 * self.C_F / sigma)
        return self.L_F / sigma * e * (ONE + e) * (self.m1 if m is None else m)

    def sharp(self, sigma):
        """(2 L_F/sigma) e^2c mtilde. BR-2.3b."""
        return 2 * self.L_F / sigma * exp(2 * self.C_F / sigma) * self.mtilde

    def diameter(self, sigma):
        """Lambda_F diam/(4 sigma). BR-2.3d."""
        return self.Lambda_F * self.diam / (4 * sigma)

    def computed(self, sigma):
        """The least constant that is computed: L_cert or BR-2.3e."""
        return least([self.L_cert(sigma), self.smooth(sigma)])

    def L_cert(self, sigma, with_median=True):
        """(Lambda_F/(2 sigma)) kappa(omega_F/sigma). BR-2.3c; in R^d also without a median among the candidates."""
        return self.Lambda_F / (2 * sigma) * self.kappa(self.omega_F / sigma, with_median)

    def smooth(self, sigma):
        """(L_grad/sigma) min_a R_2(a). BR-2.3e: |Cov_p(f, h)| <= sd(f) sd(h) for f, h Lipschitz."""
        return self.L_grad / sigma * self.spread(2, self.omega_F / sigma)

    @cached_property
    def L_grad(self):
        """The greatest Lipschitz constant in x of D_nu - D_nu', over W1(nu, nu')."""
        return self.problem.F.gradient(self.problem.distance, self.problem.support)

    def kappa(self, w, with_median=True):
        """min {diam/2, 2 min_a R_1(a), min_a sqrt R_2(a)}. BR-2.3c."""
        return least([HALF * self.diam, 2 * self.spread(1, w, with_median), root(self.spread(2, w, with_median))])

    @cached_property
    def _deviations(self):
        """The distances of the atoms from each candidate a: atoms, midpoints of all pairs, last a proposed median; points in a finite metric."""
        p = self.problem
        if p.finite_metric:
            return [[row[i] for i in p.support] for row in p.distance]
        atoms = [p.points[i] for i in p.support]
        centres = [[HALF * (s + t) for s, t in zip(x, y)] for i, x in enumerate(atoms) for y in atoms[i:]]
        if not p.on_line:
            centres.append(median_point(atoms, [p.xi[i] for i in p.support]))
        return [[norm([s - t for s, t in zip(x, a)]) for x in atoms] for a in centres]

    def spread(self, k, w, with_median=True):
        """min_a R_k(a), R_k(a) = sup {E_p d(X, a)^k : p in G}. Every a is allowed."""
        p = self.problem
        xi = [p.xi[i] for i in p.support]
        last = len(self._deviations) - (not with_median and not p.on_line and not p.finite_metric)
        return least(tilted(xi, [d**k for d in deviations], w) for deviations in self._deviations[:last])

    def least_lipschitz(self, sigma):
        """The least of the four constants of a certificate."""
        return least([self.paper(sigma), self.sharp(sigma), self.computed(sigma), self.diameter(sigma)])

    # ---- Thresholds that are formulas.

    def paper_threshold(self):
        """Condition (10): 2 C_F + e(e + 1) L_F m1."""
        e = exp(ONE)
        return 2 * self.C_F + e * (e + ONE) * self.L_F * self.m1

    def diameter_threshold(self):
        return self.Lambda_F * self.diam / 4


def tilted(xi, v, w):
    """sup {E_p v : p in G}, G = {p prop. to r xi : 1 <= r <= e^w}: the greatest of the averages that weigh the top j by e^w (A2).

    It increases in every v_i, so an enclosed v is taken at its two ends, where the order is exact.
    """
    more = exp(w) - ONE

    def at(values):
        values = list(values)
        numerator, denominator = dot(xi, values), ONE
        averages = [numerator]
        for i in sorted(range(len(values)), key=lambda i: values[i].lower(), reverse=True):
            numerator = numerator + more * xi[i] * values[i]
            denominator = denominator + more * xi[i]
            averages.append(numerator / denominator)
        return largest(averages)

    if all(t.q is not None for t in v):
        return v[0] if len({t.q for t in v}) == 1 else at(v)
    return hull([at(ends_of(t)[0] for t in v), at(ends_of(t)[1] for t in v)])
