"""F, its flat derivative D (uncentred, the version of the problem format), the second flat derivative, and what bounds them.

Every kind answers the same questions about the points x_1 ... x_n in their order:
  value(nu)            F(nu)
  flat(nu)             D_nu(x_i) for every i
  second(nu)           the matrix of the second flat derivative; over a box of nu, all of its values
  degree()             of s -> D at nu + s(nu' - nu); None where that is no polynomial
  breaks(nu, way)      the t between which the second flat derivative at nu + t way is constant; None where it is not piecewise constant
  size()               C_F = sup |D_nu(x)|
  oscillation(support) omega_F = sup osc D_nu over the support
  lipschitz(distance)  L_F = sup |D_nu(x) - D_nu'(x)| / W1(nu, nu')
  variation(distance, support)   Lambda_F = sup osc(D_nu - D_nu') / W1(nu, nu')
  gradient(distance, support)    sup of the Lipschitz constant in x of D_nu - D_nu', over W1(nu, nu')   (BR-2.3e)
The suprema over nu, nu' are attained along pairs of points: W1 is the cost of moving mass from point to point.
"""
from real import HALF, ONE, ZERO, cos_and_sin, dot, given, largest, least, of, sign, tanh, total
from outer import Piecewise, parse_outer


def parse_feature(data, points):
    """phi(x_i) for every point."""
    if data["kind"] == "table":
        return [given(v) for v in data["values"]]
    d = len(points[0])
    direction = [given(c) for c in data["direction"]] if "direction" in data else [ONE] + [ZERO] * (d - 1)
    offset = given(data["offset"]) if "offset" in data else ZERO
    function = {
        "coordinate": lambda t: t,
        "tanh": tanh,
        "cos": lambda t: cos_and_sin(t.q)[0],
        "sin": lambda t: cos_and_sin(t.q)[1],
    }[data["kind"]]
    return [function(dot(direction, x) + offset) for x in points]


class Functional:
    """A functional that says what one unit of mass moved from x_j to x_l does:

    rise(i, j, l) = sup |change of D(x_i)|, rise_difference(i, k, j, l) = sup (change of D(x_i) - change of D(x_k)).
    """

    def breaks(self, nu, way):
        return [] if self.degree() in (0, 1) else None

    def _per_distance(self, distance, numerators):
        n = len(distance)
        pairs = [(j, l) for j in range(n) for l in range(j)]
        return largest([ZERO] + [x / distance[j][l] for j, l in pairs for x in numerators(j, l)])

    def lipschitz(self, distance):
        return self._per_distance(distance, lambda j, l: [largest(self.rise(i, j, l) for i in range(len(distance)))])

    def variation(self, distance, support):
        return self._per_distance(distance, lambda j, l: [self.rise_oscillation(support, j, l)])

    def rise_oscillation(self, support, j, l):
        return largest([ZERO] + [self.rise_difference(i, k, j, l) for i in support for k in support if i != k])

    def gradient(self, distance, support):
        pairs = [(i, k) for i in support for k in support if i != k]
        steepness = lambda j, l: [self.rise_difference(i, k, j, l) / distance[i][k] for i, k in pairs]
        return self._per_distance(distance, steepness)


class Linear(Functional):
    def __init__(self, V):
        self.V = V

    def degree(self):
        return 0

    def value(self, nu):
        return dot(self.V, nu)

    def flat(self, nu):
        return self.V

    def second(self, nu):
        return [[ZERO] * len(self.V) for _ in self.V]

    def size(self):
        return largest(abs(v) for v in self.V)

    def oscillation(self, support):
        return largest([ZERO] + [self.V[i] - self.V[k] for i in support for k in support if i != k])

    def rise(self, i, j, l):
        return ZERO

    def rise_difference(self, i, k, j, l):
        return ZERO


class Quadratic(Functional):
    def __init__(self, K, b):
        self.K = K
        self.b = b

    def degree(self):
        return 1

    def value(self, nu):
        return HALF * dot(nu, [dot(row, nu) for row in self.K]) + dot(self.b, nu)

    def flat(self, nu):
        return [dot(row, nu) + b for row, b in zip(self.K, self.b)]

    def second(self, nu):
        return self.K

    def size(self):
        return largest(abs(k + b) for row, b in zip(self.K, self.b) for k in row)

    def oscillation(self, support):
        columns = [[self.K[i][j] + self.b[i] for i in support] for j in range(len(self.b))]
        return largest(largest(values) - least(values) for values in columns)

    def rise(self, i, j, l):
        return abs(self.K[i][l] - self.K[i][j])

    def rise_difference(self, i, k, j, l):
        return self.K[i][l] - self.K[i][j] - self.K[k][l] + self.K[k][j]

    def rise_oscillation(self, support, j, l):
        changes = [self.K[i][l] - self.K[i][j] for i in support]
        return largest(changes) - least(changes)


class Moment(Functional):
    """D_nu(x) = <grad g(m), phi(x)>; the suprema take the natural interval extension of g's derivatives over the box of moments."""

    def __init__(self, phi, g):
        self.phi = phi  # phi[j][i] = phi_j(x_i)
        self.g = g
        self.box = [(least(values), largest(values)) for values in phi]
        features = range(len(phi))
        self._gradient = [g.partial_range(j, self.box) for j in features]
        self._hessian = {(j, l): g.second_range(j, l, self.box) for j in features for l in features if j <= l}

    def degree(self):
        degree = self.g.degree()
        return None if degree is None else max(0, degree - 1)

    def breaks(self, nu, way):
        if not isinstance(self.g, Piecewise):
            return super().breaks(nu, way)
        start, speed = self._moments(nu)[0], self._moments(way)[0]
        return [] if sign(speed) == 0 else [(u - start) / speed for u in self.g.knots]

    def _moments(self, nu):
        return [dot(values, nu) for values in self.phi]

    def _at(self, i):
        return [values[i] for values in self.phi]

    def value(self, nu):
        return self.g.value(self._moments(nu))

    def flat(self, nu):
        m = self._moments(nu)
        gradient = [self.g.partial(j, m) for j in range(len(self.phi))]
        return [dot(gradient, self._at(i)) for i in range(len(nu))]

    def second(self, nu):
        m = self._moments(nu)
        features = range(len(self.phi))
        hessian = [[self.g.second(j, l, m) for l in features] for j in features]
        points = range(len(nu))
        return [[dot(self._at(i), [dot(row, self._at(k)) for row in hessian]) for k in points] for i in points]

    def _sup_gradient(self, v):
        """sup <G, v> over the box of gradients."""
        return total(largest([low * t, high * t]) for (low, high), t in zip(self._gradient, v))

    def _sup_hessian(self, v, w):
        """sup H[v, w] over symmetric H whose entries range independently."""
        parts = []
        for (j, l), (low, high) in self._hessian.items():
            c = v[j] * w[l] if j == l else v[j] * w[l] + v[l] * w[j]
            parts.append(largest([low * c, high * c]))
        return total(parts)

    def size(self):
        points = range(len(self.phi[0]))
        return largest(self._sup_gradient([s * t for t in self._at(i)]) for i in points for s in (of(1), of(-1)))

    def oscillation(self, support):
        return largest([ZERO] + [self._sup_gradient(self._way(k, i)) for i in support for k in support if i != k])

    def _way(self, j, l):
        return [values[l] - values[j] for values in self.phi]

    def rise(self, i, j, l):
        way, at = self._way(j, l), self._at(i)
        return largest([self._sup_hessian(at, way), self._sup_hessian([-t for t in at], way)])

    def rise_difference(self, i, k, j, l):
        return self._sup_hessian(self._way(k, i), self._way(j, l))


class Sum:
    """The sum of c_t F_t; its suprema are bounded by the triangle inequality."""

    def __init__(self, terms):
        self.terms = terms

    def degree(self):
        degrees = [F.degree() for _, F in self.terms]
        return None if None in degrees else max(degrees)

    def breaks(self, nu, way):
        parts = [F.breaks(nu, way) for _, F in self.terms]
        return None if None in parts else [t for part in parts for t in part]

    def value(self, nu):
        return total(c * F.value(nu) for c, F in self.terms)

    def flat(self, nu):
        parts = [(c, F.flat(nu)) for c, F in self.terms]
        return [total(c * D[i] for c, D in parts) for i in range(len(nu))]

    def second(self, nu):
        parts = [(c, F.second(nu)) for c, F in self.terms]
        points = range(len(nu))
        return [[total(c * K[i][k] for c, K in parts) for k in points] for i in points]

    def _bound(self, of_term):
        return total(abs(c) * of_term(F) for c, F in self.terms)

    def size(self):
        return self._bound(lambda F: F.size())

    def oscillation(self, support):
        return self._bound(lambda F: F.oscillation(support))

    def lipschitz(self, distance):
        return self._bound(lambda F: F.lipschitz(distance))

    def variation(self, distance, support):
        return self._bound(lambda F: F.variation(distance, support))

    def gradient(self, distance, support):
        return self._bound(lambda F: F.gradient(distance, support))


def parse_functional(data, points):
    """A functional of a problem file on its points."""
    kind = data["kind"]
    if kind == "linear":
        return Linear(parse_feature(data["potential"], points))
    if kind == "quadratic":
        b = [given(t) for t in data["linear"]] if "linear" in data else [ZERO] * len(points)
        return Quadratic([[given(t) for t in row] for row in data["matrix"]], b)
    if kind == "moment":
        return Moment([parse_feature(phi, points) for phi in data["features"]], parse_outer(data["outer"]))
    if kind == "sum":
        return Sum([(given(term["weight"]), parse_functional(term["of"], points)) for term in data["terms"]])
    raise ValueError(f"a functional of kind {kind!r}")
