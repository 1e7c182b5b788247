#!/usr/bin/env python3
"""Every number of the frozen vectors (vectors/*.json) once more, by mpmath from the formulas on the page: each must lie in its enclosure,
and the enclosure must be thin: 38 digits, or within 10^-60 of 0.

    python3 oracles/vectors/frozen.py [FOLDER]     exit 1, and a line each, where one does not

Needs Python 3 and mpmath >= 1.2. It works with 110 digits and claims 60 of what it computes: far more than the 40 of an enclosure, and far less than
what is left of 110 after the cancellations of these questions (D/sigma is near 10^12 at worst). So a value stands for the interval of 10^-60 of itself
either side, or of 10^-90 where the truth is 0. Nothing of banach is used but the formulas of generate.py and the tables of algebra.py beside this
file and, for W1 off the line, the proposal of a tree by oracles/recheck/transport.py.
"""
import json
import sys
from pathlib import Path

import mpmath
from mpmath import mp, mpf

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "recheck"))

from algebra import ACTIVATIONS, KERNELS  # noqa: E402
from generate import coordinates, normalised, real, relative_entropy, tilted_mean, wasserstein1  # noqa: E402
from transport import perturbed, potential, propose_tree, sides  # noqa: E402

mp.dps = 110
CLAIMED, ZERO = mpf(10) ** -60, mpf(10) ** -90


def dot(xs, ys):
    return mpmath.fsum(x * y for x, y in zip(xs, ys))


# ---- Functionals: F(nu) and D_nu(x_i).


def feature(phi, points):
    if phi["kind"] == "table":
        return [real(v) for v in phi["values"]]
    direction = [real(c) for c in phi.get("direction", [1] + [0] * (len(points[0]) - 1))]
    return [ACTIVATIONS[phi["kind"]](dot(direction, x) + real(phi.get("offset", 0))) for x in points]


def outer(g, m):
    """g(m), and its gradient."""
    if g["kind"] == "polynomial":
        terms = [(real(t["coefficient"]), t["powers"]) for t in g["terms"]]
        monomial = lambda c, powers: c * mpmath.fprod(u**p for u, p in zip(m, powers))
        lowered = lambda c, p, j: monomial(c * p[j], [q - (k == j) for k, q in enumerate(p)]) if p[j] > 0 else mpf(0)
        return mpmath.fsum(monomial(*t) for t in terms), [mpmath.fsum(lowered(c, p, j) for c, p in terms) for j in range(len(m))]
    if g["kind"] == "logSumExp":
        tau = real(g["temperature"])
        e = [mpmath.exp(u / tau) for u in m]
        return tau * mpmath.log(mpmath.fsum(e)), [x / mpmath.fsum(e) for x in e]
    if g["kind"] == "piecewise":
        u, s, t = [real(c) for c in g["knots"]], [real(c) for c in g["slopes"]], m[0]
        if t <= u[0]:
            return s[0] * (t - u[0]), [s[0]]
        area, slope = mpf(0), s[-1]
        for a, b, left, right in zip(u, u[1:], s, s[1:]):
            end = min(t, b)
            there = left + (right - left) * (end - a) / (b - a)
            area += (end - a) * (left + there) / 2
            if t <= b:
                return area, [there]
        return area + slope * (t - u[-1]), [slope]
    A, w = real(g["amplitude"]), [real(c) for c in g["frequency"]]
    t = dot(w, m) + real(g["phase"])
    if g["kind"] == "cosine":
        return A * mpmath.cos(t), [-A * c * mpmath.sin(t) for c in w]
    L = 1 / (1 + mpmath.exp(-t))
    return A * L, [A * c * L * (1 - L) for c in w]


def functional(F, points, distance, nu):
    """F(nu), D_nu."""
    n = range(len(nu))
    if F["kind"] == "linear":
        V = feature(F["potential"], points)
        return dot(V, nu), V
    if F["kind"] in ("quadratic", "interaction"):
        if F["kind"] == "quadratic":
            K, b = [[real(k) for k in row] for row in F["matrix"]], [real(c) for c in F.get("linear", [0 for _ in n])]
        else:
            k, b = F["kernel"], [mpf(0) for _ in n]
            K = [[real(k["scale"]) * KERNELS[k["kind"]](distance[i][j], real(k["width"])) for j in n] for i in n]
        moved = [dot(row, nu) for row in K]
        return dot(nu, moved) / 2 + dot(b, nu), [k + c for k, c in zip(moved, b)]
    if F["kind"] == "moment":
        phi = [feature(f, points) for f in F["features"]]
        value, gradient = outer(F["outer"], [dot(f, nu) for f in phi])
        return value, [mpmath.fsum(g * f[i] for g, f in zip(gradient, phi)) for i in n]
    if F["kind"] == "network":
        activation = lambda z: feature({"kind": F["activation"], "direction": [*z, 1]}, points)
        h = [[real(F["amplitude"]) * t for t in activation(row["input"])] for row in F["data"]]
        errors = [dot(f, nu) - real(row["target"]) for f, row in zip(h, F["data"])]
        return dot(errors, errors) / (2 * len(h)), [mpmath.fsum(e * f[i] for e, f in zip(errors, h)) / len(h) for i in n]
    parts = [(real(t["weight"]), *functional(t["of"], points, distance, nu)) for t in F["terms"]]
    return mpmath.fsum(c * v for c, v, _ in parts), [mpmath.fsum(c * D[i] for c, _, D in parts) for i in n]


class Question:
    """A problem in numbers, and the measures."""

    def __init__(self, problem, test):
        prior = problem["prior"]
        self.F = problem["functional"]
        self.sigma = real(problem["sigma"])
        self.points = [[real(c) for c in coordinates(x)] for x in prior["points"]]
        self.n = len(self.points)
        self.xi = normalised(prior["weights"])
        self.support = [i for i in range(self.n) if self.xi[i] > 0]
        self.given = "distances" in prior
        self.on_line = not self.given and len(self.points[0]) == 1
        length = lambda v: mpmath.sqrt(dot(v, v))
        self.distance = (
            [[real(d) for d in row] for row in prior["distances"]]
            if self.given
            else [[length([s - t for s, t in zip(x, y)]) for y in self.points] for x in self.points]
        )
        self.norms = self.distance[0] if self.given else [length(x) for x in self.points]
        self.nu, self.nu2 = (normalised(test[key]["weights"]) if key in test else None for key in ("nu", "nu2"))
        self.step = real(test["step"]) if "step" in test else None

    def at(self, nu):
        return functional(self.F, self.points, self.distance, nu)


# ---- The operations on measures.


def best_response(q):
    D = q.at(q.nu)[1]
    least = min(D[i] for i in q.support)
    weight = [x * mpmath.exp((least - d) / q.sigma) for x, d in zip(q.xi, D)]
    return [w / mpmath.fsum(weight) for w in weight]


def euler(q):
    return [(1 - q.step) * p + q.step * r for p, r in zip(q.nu, best_response(q))]


def distance_of(q):
    """W1: on the line by distribution functions; elsewhere the cost of a tree, which a 1-Lipschitz potential shows to be the least."""
    if q.on_line:
        return wasserstein1(q.points, q.nu, q.nu2)
    eta = [a - b for a, b in zip(q.nu, q.nu2)]
    unit = max(map(max, q.distance))
    near = perturbed([float(e) for e in eta])
    tree = propose_tree([[float(d / unit) for d in row] for row in q.distance], near)
    upper = mpmath.fsum(abs(mpmath.fsum(eta[i] for i in side)) * q.distance[a][b] for (a, b), side in sides(q.n, tree).items())
    f = potential(q.distance, near, tree)
    n = range(q.n)
    if not all(abs(f[i] - f[j]) <= q.distance[i][j] * (1 + CLAIMED) for i in n for j in n):
        raise ArithmeticError("the potential is not 1-Lipschitz")
    if abs(upper - dot(f, eta)) > upper * CLAIMED:
        raise ArithmeticError("no optimal tree was found")
    return upper


# ---- Constants of functionals of degree two, whose suprema are at vertices.


def median_distance(q):
    """inf_a of the mean distance to a: over the points, and in the plane by Newton's method."""
    best = min(dot(q.xi, row) for row in q.distance)
    if q.on_line or q.given:
        return best
    x, w = [q.points[i] for i in q.support], [q.xi[i] for i in q.support]
    for k, a in enumerate(x):
        pull = [mpmath.fsum(p * (y[c] - a[c]) / mpmath.hypot(y[0] - a[0], y[1] - a[1]) for y, p in zip(x, w) if y is not a) for c in (0, 1)]
        if mpmath.hypot(*pull) <= w[k]:
            return best
    a = [dot(w, [y[c] for y in x]) for c in (0, 1)]
    for step in range(60):
        ways = [(a[0] - y[0], a[1] - y[1]) for y in x]
        r = [mpmath.hypot(*way) for way in ways]
        g = [mpmath.fsum(p * way[c] / s for p, way, s in zip(w, ways, r)) for c in (0, 1)]
        if mpmath.hypot(*g) < ZERO:
            return dot(w, r)
        if step < 20:  # Weiszfeld
            total = mpmath.fsum(p / s for p, s in zip(w, r))
            a = [t - h / total for t, h in zip(a, g)]
        else:
            xx, xy, yy = (mpmath.fsum(p * u / s**3 for p, u, s in zip(w, us, r)) for us in zip(*((v * v, -u * v, u * u) for u, v in ways)))
            det = xx * yy - xy * xy
            a = [a[0] - (yy * g[0] - xy * g[1]) / det, a[1] - (xx * g[1] - xy * g[0]) / det]
    raise ArithmeticError("no median was found")


class Constants:
    def __init__(self, q):
        n, support = range(q.n), q.support
        D = [q.at([mpf(i == j) for i in n])[1] for j in n]  # D[j][i]: at x_i, of the Dirac measure at x_j
        pairs = [(j, k) for j in n for k in n if j != k]
        spread = lambda values: max(values) - min(values)
        rise = lambda j, k: [D[k][i] - D[j][i] for i in n]
        self.C_F = max(abs(d) for row in D for d in row)
        self.L_F = max([mpf(0)] + [max(map(abs, rise(j, k))) / q.distance[j][k] for j, k in pairs])
        self.omega_F = max(spread([row[i] for i in support]) for row in D)
        self.Lambda_F = max([mpf(0)] + [spread([rise(j, k)[i] for i in support]) / q.distance[j][k] for j, k in pairs])
        self.m1 = dot(q.xi, q.norms)
        self.mtilde = median_distance(q)
        self.diam = max(q.distance[i][k] for i in support for k in support)
        atoms = [q.points[i] for i in support]
        self.xi = [q.xi[i] for i in support]
        if q.given:
            self.deviations = [[row[i] for i in support] for row in q.distance]
        elif q.on_line:
            centres = sorted({(s[0] + t[0]) / 2 for s in atoms for t in atoms})
            self.deviations = [[abs(x[0] - a) for x in atoms] for a in centres]
        else:
            self.deviations = None  # off the line each may choose his own centre

    def paper(self, s):
        e = mpmath.exp(2 * self.C_F / s)
        return self.L_F / s * e * (1 + e) * self.m1

    def sharp(self, s):
        return 2 * self.L_F / s * mpmath.exp(2 * self.C_F / s) * self.mtilde

    def diameter(self, s):
        return self.Lambda_F * self.diam / (4 * s)

    def computed(self, s):
        """L_cert."""
        R = lambda k: min(tilted_mean(self.xi, [d**k for d in row], self.omega_F / s) for row in self.deviations)
        return self.Lambda_F / (2 * s) * min(self.diam / 2, 2 * R(1), mpmath.sqrt(R(2)))


def crossing(L, greatest):
    """The sigma with L(sigma) = 1 for a decreasing L with L(greatest) <= 1: found on sigma ln L, and certain by the signs beside it."""
    if greatest == 0:
        return mpf(0)
    low = greatest
    while L(low) <= 1:
        low /= 2
    f = lambda s: s * mpmath.log(L(s))
    s = low
    if low < greatest:
        s = mpmath.findroot(f, (low, 2 * low), solver="illinois", tol=mpf(10) ** -180, maxsteps=200, verify=False)
    if not L(s * (1 - CLAIMED / 2)) >= 1 >= L(s * (1 + CLAIMED / 2)):
        raise ArithmeticError("no crossing was found")
    return s


def thresholds(q):
    c = Constants(q)
    paper = 2 * c.C_F + mpmath.e * (mpmath.e + 1) * c.L_F * c.m1
    Lm = c.L_F * c.mtilde
    result = {
        "paper": paper,
        "implicit": crossing(c.paper, paper) if Lm > 0 else mpf(0),
        "sharp": mpf(0) if Lm == 0 else 2 * c.C_F / mpmath.lambertw(c.C_F / Lm).real,
        "diameter": c.Lambda_F * c.diam / 4,
    }
    if c.deviations:
        result["computed"] = crossing(c.computed, result["diameter"])
    return result


def lipschitz(q):
    c = Constants(q)
    names = ["paper", "sharp", "diameter"] + (["computed"] if c.deviations else [])
    return {name: getattr(c, name)(q.sigma) for name in names}


def constants(q):
    c = Constants(q)
    return {name: getattr(c, name) for name in ("C_F", "L_F", "omega_F", "Lambda_F", "m1", "mtilde", "diam")}


OPERATIONS = {
    "functionalValue": lambda q: q.at(q.nu)[0],
    "flatDerivative": lambda q: q.at(q.nu)[1],
    "bestResponse": best_response,
    "eulerStep": euler,
    "wasserstein1": distance_of,
    "totalVariation": lambda q: mpmath.fsum(abs(a - b) for a, b in zip(q.nu, q.nu2)) / 2,
    "kl": lambda q: relative_entropy(q.nu, q.nu2),
    "klToPrior": lambda q: relative_entropy(q.nu, q.xi),
    "freeEnergy": lambda q: q.at(q.nu)[0] + q.sigma * relative_entropy(q.nu, q.xi),
    "constants": constants,
    "lipschitzConstants": lipschitz,
    "thresholds": thresholds,
}


# ---- The comparison.


def lies_in(value, enclosure):
    if "Infinity" in enclosure:
        return enclosure == ["Infinity", "Infinity"] and value == mpmath.inf
    low, high = map(mpf, enclosure)
    is_thin = 0 <= high - low <= (mpf(10) ** -60 if low <= 0 <= high else mpf(10) ** -38 * abs(low))
    error = max(abs(value) * CLAIMED, ZERO if low <= 0 <= high else 0)
    return is_thin and low - error <= value <= high + error


def wrong(operation, problem, test):
    """What is wrong with a vector: a line each; and how many numbers were compared."""
    values, expected = OPERATIONS[operation](Question(problem, test)), test["expected"]
    if "enclosure" in expected:
        pairs = [("", values, expected)]
    elif isinstance(expected, list):
        if len(values) != len(expected):
            return [f"{test['id']}: {len(expected)} numbers, not {len(values)}"], 0
        pairs = [(f"[{i}]", v, e) for i, (v, e) in enumerate(zip(values, expected))]
    else:
        # A number beyond binary64 is left out, and no other.
        missing = [name for name in values.keys() - expected.keys() if abs(values[name]) < mpf(2) ** 1000]
        if missing or expected.keys() - values.keys():
            return [f"{test['id']}: {sorted(expected)}, not {sorted(values)}"], 0
        pairs = [(f".{name}", values[name], e) for name, e in expected.items()]
    lines = [
        f"{test['id']}{where}: {mpmath.nstr(v, 50)} is not in [{', '.join(e['enclosure'])}]" for where, v, e in pairs if not lies_in(v, e["enclosure"])
    ]
    return lines, len(pairs)


def main(folder):
    files = sorted(Path(folder).glob("*.json"))
    if len(files) != len(OPERATIONS):
        sys.exit(f"{folder}: {len(files)} files, not {len(OPERATIONS)}")
    complaints = []
    vectors = numbers = refused = 0
    for file in files:
        data = json.loads(file.read_text(encoding="utf-8"))
        for group in data["groups"]:
            for test in group["tests"]:
                if test["result"] == "must-fail":
                    refused += 1
                    continue
                try:
                    lines, compared = wrong(data["operation"], group["problem"], test)
                except ArithmeticError as error:
                    lines, compared = [f"{test['id']}: {error}"], 0
                complaints += lines
                vectors += 1
                numbers += compared
    for line in complaints:
        print(line)
    print(f"{vectors} vectors, {numbers} numbers reproduced by mpmath, {len(complaints)} wrong; {refused} that must be refused")
    return 1 if complaints or vectors == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else HERE.parent.parent / "vectors"))
