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
  steepness(distance, support)   Lip_x = sup of the Lipschitz constant in x of D_nu
  concavity(c, support)          rho of c F   (BR-2.6d)
The suprema over nu, nu' are attained along pairs of points: W1 is the cost of moving mass from point to point.
"""
from faces import concavity
from real import HALF, ONE, ZERO, NotKnown, cos_and_sin, dot, exp, given, largest, least, of, root, sign, tanh, total
from outer import Piecewise, Polynomial, parse_outer


def gaussian(t):
    """e^(-t^2/2)."""
    return exp(-(t**2) / 2)


def logistic(t):
    return ONE / (ONE + exp(-t))


def parse_feature(data, points):
    """phi(x_i) for every point."""
    if data["kind"] == "table":
        return [given(v) for v in data["values"]]
    d = len(points[0])
    direction = [given(c) for c in data["direction"]] if "direction" in data else [ONE] + [ZERO] * (d - 1)
    offset = given(data["offset"]) if "offset" in data else ZERO
    functions = {
        "coordinate": lambda t: t,
        "square": lambda t: t**2,
        "clip": lambda t: largest([of(-1), least([ONE, t])]),
        "gaussian": gaussian,
        "logistic": logistic,
        "tanh": tanh,
        "cos": lambda t: cos_and_sin(t.q)[0],
        "sin": lambda t: cos_and_sin(t.q)[1],
    }
    if data["kind"] not in functions:
        raise NotKnown(f"a feature of kind {data['kind']!r}")
    return [functions[data["kind"]](dot(direction, x) + offset) for x in points]


class Functional:
    """A functional that says what one unit of mass moved from x_j to x_l does:

    rise(i, j, l) = sup |change of D(x_i)|, rise_difference(i, k, j, l) = sup (change of D(x_i) - change of D(x_k));
    and difference(i, k) = sup (D(x_i) - D(x_k)).
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

    def steepness(self, distance, support):
        pairs = [(i, k) for i in support for k in support if i != k]
        return largest([ZERO] + [self.difference(i, k) / distance[i][k] for i, k in pairs])

    def gradient(self, distance, support):
        pairs = [(i, k) for i in support for k in support if i != k]
        steepness = lambda j, l: [self.rise_difference(i, k, j, l) / distance[i][k] for i, k in pairs]
        return self._per_distance(distance, steepness)


class Quadratic(Functional):
    """nu'K nu/2 + b'nu + a: all of a functional that is of degree at most two in nu. Its suprema are attained at vertices."""

    def __init__(self, K, b, a=ZERO, convex=()):
        self.K = K
        self.b = b
        self.a = a
        self.convex = convex  # the signs of the multiples that are convex for their form

    def is_convex(self, c):
        return sign(c) == 0 or sign(c) in self.convex

    def plus(self, c, other):
        """This and c times another."""
        K = [[k + c * l for k, l in zip(row, others)] for row, others in zip(self.K, other.K)]
        b = [s + c * t for s, t in zip(self.b, other.b)]
        return Quadratic(K, b, self.a + c * other.a, (1,) if self.is_convex(ONE) and other.is_convex(c) else ())

    def degree(self):
        return 1

    def value(self, nu):
        return HALF * dot(nu, [dot(row, nu) for row in self.K]) + dot(self.b, nu) + self.a

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

    def difference(self, i, k):
        return largest(k_i + self.b[i] - k_k - self.b[k] for k_i, k_k in zip(self.K[i], self.K[k]))

    def concavity(self, c, support):
        if self.is_convex(c):
            return ZERO
        if len(support) > 6:
            raise NotKnown("how far from convex a functional of more than six atoms is")
        return concavity([[c * self.K[i][j] for j in support] for i in support])


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

    def difference(self, i, k):
        return self._sup_gradient(self._way(k, i))

    def concavity(self, c, support):
        """v_j = the integral of phi_j against eta has |v_j| <= osc phi_j / 2, for |eta|_1 = 1 of mass 0."""
        half = [HALF * (largest(f[i] for i in support) - least(f[i] for i in support)) for f in self.phi]
        parts = []
        for (j, l), ends in self._hessian.items():
            low, high = least(c * t for t in ends), largest(c * t for t in ends)
            worst = largest([ZERO, -low]) if j == l else 2 * largest([abs(low), abs(high)])
            parts.append(worst * half[j] * half[l])
        return total(parts)

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

    def steepness(self, distance, support):
        return self._bound(lambda F: F.steepness(distance, support))

    def concavity(self, c, support):
        return total(F.concavity(c * d, support) for d, F in self.terms)


def kernel_matrix(kernel, points, distance):
    """k(d(x_i, x_j)); the root of a squared distance is taken only where it is needed."""
    w, c = given(kernel["width"]), given(kernel["scale"])
    n = range(len(points))
    squared = lambda i, j: distance[i][j] ** 2 if distance else total((a - b) ** 2 for a, b in zip(points[i], points[j]))
    length = lambda i, j: distance[i][j] if distance else root(squared(i, j)) if len(points[i]) > 1 else abs(points[i][0] - points[j][0])
    if kernel["kind"] == "gaussian":
        k = lambda i, j: exp(-squared(i, j) / (2 * w * w))
    elif kernel["kind"] == "laplace":
        k = lambda i, j: exp(-length(i, j) / w)
    elif length(0, len(points) - 1).q is not None and len(points[0]) == 1:
        k = lambda i, j: cos_and_sin((length(i, j) / w).q)[0]
    else:
        raise NotKnown("a cosine of an irrational distance")
    return [[c * k(i, j) for j in n] for i in n]


def terms_of(data, points, distance, c=ONE):
    """The (c, F) of a functional of a problem file that is a sum, perhaps of sums."""
    kind = data["kind"]
    zeros = [ZERO] * len(points)
    if kind == "sum":
        return [t for term in data["terms"] for t in terms_of(term["of"], points, distance, c * given(term["weight"]))]
    if kind == "linear":
        return [(c, Quadratic([zeros] * len(points), parse_feature(data["potential"], points), convex=(1, -1)))]
    if kind == "quadratic":
        b = [given(t) for t in data["linear"]] if "linear" in data else zeros
        return [(c, Quadratic([[given(t) for t in row] for row in data["matrix"]], b))]
    if kind == "interaction":
        # Gaussian and laplace kernels are positive definite on Euclidean spaces.
        definite = distance is None and data["kernel"]["kind"] != "cosine"
        scale = sign(given(data["kernel"]["scale"]))
        return [(c, Quadratic(kernel_matrix(data["kernel"], points, distance), zeros, convex=(scale,) if definite else ()))]
    if kind == "network":
        h = [parse_feature({"kind": data["activation"], "direction": [*row["input"], 1]}, points) for row in data["data"]]
        m, amplitude = len(h), given(data["amplitude"])
        h = [[amplitude * t for t in values] for values in h]
        y = [given(row["target"]) for row in data["data"]]
        K = [[total(f[i] * f[j] for f in h) / m for j in range(len(points))] for i in range(len(points))]
        b = [-total(t * f[i] for t, f in zip(y, h)) / m for i in range(len(points))]
        return [(c, Quadratic(K, b, total(t**2 for t in y) / (2 * m), (1,)))]
    if kind == "moment":
        F = Moment([parse_feature(phi, points) for phi in data["features"]], parse_outer(data["outer"]))
        if isinstance(F.g, Polynomial) and F.g.degree() <= 2:
            F = Quadratic(F.second(zeros), F.flat(zeros), F.value(zeros))
        return [(c, F)]
    raise NotKnown(f"a functional of kind {kind!r}")


def parse_functional(data, points, distance=None):
    """A functional of a problem file on its points: what is of degree two together, the other terms as they are. Distances where they are given."""
    terms = terms_of(data, points, distance)
    quadratic = Quadratic([[ZERO] * len(points)] * len(points), [ZERO] * len(points), convex=(1, -1))
    others = []
    for c, F in terms:
        if isinstance(F, Quadratic):
            quadratic = quadratic.plus(c, F)
        else:
            others.append((c, F))
    if not others:
        return quadratic
    if len(terms) == 1 and data["kind"] != "sum":
        return others[0][1]
    return Sum([(ONE, quadratic), *others])
