"""A problem file: xi, the points and their distances, F, sigma; the best response, divergences and W1."""
from functional import parse_functional
from real import ONE, ZERO, NotKnown, Unclear, exp, given, less, ln, norm, sign, total
from transport import w1_line, w1_metric


def normalised(weights):
    """w / sum w, exactly."""
    w = [given(x) for x in weights]
    if any(sign(x) < 0 for x in w) or sign(total(w)) == 0:
        raise ValueError("weights must be >= 0 and not all 0")
    return [x / total(w) for x in w]


def coordinates(point):
    return [given(c) for c in (point if isinstance(point, list) else [point])]


class Problem:
    """min F(nu) + sigma KL(nu | xi)."""

    def __init__(self, data, sigma=None):
        if data["format"] != "banach/problem/1":
            raise ValueError(f"not a problem: {data['format']!r}")
        prior = data["prior"]
        self.data = data
        if "density" in prior:
            raise NotKnown("a prior with a density")
        self.points = [coordinates(x) for x in prior["points"]]
        self.n = len(self.points)
        self.xi = normalised(prior["weights"])
        self.support = [i for i in range(self.n) if sign(self.xi[i]) == 1]
        self.sigma = given(data["sigma"]) if sigma is None else sigma
        if not less(ZERO, self.sigma):
            raise ValueError("sigma must be > 0")
        self.finite_metric = "distances" in prior
        self.on_line = len(self.points[0]) == 1 and not self.finite_metric
        if self.finite_metric:
            self.distance = [[given(d) for d in row] for row in prior["distances"]]
            check_metric(self.distance)
        else:
            self.distance = [[norm(difference(x, y)) for y in self.points] for x in self.points]
        if self.on_line:
            self.order = sorted(range(self.n), key=lambda i: self.points[i][0].q)
        self.F = parse_functional(data["functional"], self.points, self.distance if self.finite_metric else None)

    def at(self, sigma):
        return Problem(self.data, sigma)

    def measure(self, data):
        """A measure of a file as weights on the points."""
        weights = normalised(data["weights"])
        if "points" not in data:
            if len(weights) != self.n:
                raise ValueError("a measure must have one weight a point")
            return weights
        nu = [ZERO] * self.n
        for x, w in zip(data["points"], weights):
            place = [i for i, y in enumerate(self.points) if [t.q for t in coordinates(x)] == [t.q for t in y]]
            nu[place[0]] = w
        return nu

    def gibbs(self, V):
        """(p, Z) with p = e^-V xi / Z: p_i = 1/(1 + sum_{j != i} a_j / a_i), a_j = xi_j e^-V_j, 0 off the support."""
        # A common shift, for speed only: it cancels in p and is put back into Z.
        shift = min((V[i].mid() for i in self.support))
        a = {i: self.xi[i] * exp(shift - V[i]) for i in self.support}
        p = [ZERO] * self.n
        for i in self.support:
            p[i] = ONE / (ONE + total(a[j] for j in self.support if j != i) / a[i])
        return p, total(a.values()), shift

    def best_response(self, nu):
        """Psi[nu]."""
        return self.gibbs([D / self.sigma for D in self.F.flat(nu)])[0]

    def w1(self, mu, nu):
        if self.on_line:
            return w1_line([(self.points[i][0], mu[i] - nu[i]) for i in self.order])
        return w1_metric(self.distance, [a - b for a, b in zip(mu, nu)])

    def free_energy(self, nu):
        """F(nu) + sigma KL(nu | xi)."""
        return self.F.value(nu) + self.sigma * kl(nu, self.xi)


def difference(x, y):
    return [a - b for a, b in zip(x, y)]


def check_metric(d):
    """Symmetric, 0 on the diagonal only, triangle inequality: exact, since distances are rationals. Raises ValueError."""
    n = len(d)
    for i in range(n):
        for j in range(n):
            if d[i][j].q != d[j][i].q or (d[i][j].q > 0) != (i != j):
                raise ValueError("distances must be symmetric and 0 on the diagonal only")
            if any(d[i][j].q > d[i][k].q + d[k][j].q for k in range(n)):
                raise ValueError("distances must satisfy the triangle inequality")


def kl(mu, rho):
    """Sum of mu ln(mu/rho), 0 ln 0 = 0. Unclear where a weight is neither certainly 0 nor certainly positive."""
    terms = []
    for m, r in zip(mu, rho):
        if sign(m) == 0:
            continue
        if sign(m) != 1 or sign(r) != 1:
            raise Unclear("a relative entropy of a weight that may be 0, or infinite")
        terms.append(m * ln(m / r))
    return total(terms)


def total_variation(mu, nu):
    return total(abs(a - b) for a, b in zip(mu, nu)) / 2
