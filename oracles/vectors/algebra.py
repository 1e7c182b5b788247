#!/usr/bin/env python3
"""Functionals of every kind by mpmath: only F itself is typed; its flat derivatives and its gradient are derivatives of F, found numerically.

    python3 oracles/vectors/algebra.py          writes algebra.json; prettier lays it out afterwards
    python3 oracles/vectors/algebra.py --check  stops where it differs, and writes nothing

F is defined for any weights on any points: D_nu(x_i) is its derivative in the weight of x_i, D_nu at another point that in the weight 0 of a point
added there, and the gradient in x that of D_nu at an added point which moves. Constants are maxima over every index (docs/mathematics.md, "Functionals").
"""
import itertools
import json
import sys
from pathlib import Path

import mpmath
from mpmath import mp, mpf

from generate import coordinates, normalised, problem, real

mp.dps = 40
SHOWN = 30
OUT = Path(__file__).resolve().parent / "algebra.json"

text = lambda x: mpmath.nstr(x + 0, SHOWN, strip_zeros=False) if abs(x) > mpf(10) ** -32 else "0.0"

# ---- F, from the table of kinds. frozen.py reads the two tables.

ACTIVATIONS = {
    "tanh": mpmath.tanh,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "gaussian": lambda t: mpmath.exp(-t * t / 2),
    "logistic": lambda t: 1 / (1 + mpmath.exp(-t)),
    "normalCdf": lambda t: mpmath.erfc(-t / mpmath.sqrt(2)) / 2,
    "coordinate": lambda t: t,
    "square": lambda t: t * t,
    "clip": lambda t: max(mpf(-1), min(mpf(1), t)),
}
inner = lambda u, v: sum(a * b for a, b in zip(u, v))
norm = lambda v: mpmath.sqrt(inner(v, v))


def feature(phi, x):
    direction = [real(c) for c in phi.get("direction", [1] + [0] * (len(x) - 1))]
    return ACTIVATIONS[phi["kind"]](inner(direction, x) + real(phi.get("offset", 0)))


KERNELS = {
    "gaussian": lambda r, w: mpmath.exp(-r * r / (2 * w * w)),
    "laplace": lambda r, w: mpmath.exp(-r / w),
    "cosine": lambda r, w: mpmath.cos(r / w),
}


def kernel(k, r):
    return real(k["scale"]) * KERNELS[k["kind"]](r, real(k["width"]))


def outer(g, m):
    if g["kind"] == "polynomial":
        return sum(real(t["coefficient"]) * mpmath.fprod(u**p for u, p in zip(m, t["powers"])) for t in g["terms"])
    if g["kind"] == "logSumExp":
        tau = real(g["temperature"])
        return tau * mpmath.log(sum(mpmath.exp(u / tau) for u in m))
    if g["kind"] == "piecewise":
        u = [real(t) for t in g["knots"]]
        slope = lambda t: slope_at(g, t)
        return mpmath.quad(slope, sorted({u[0], m[0]} | {t for t in u if min(u[0], m[0]) < t < max(u[0], m[0])})) * (1 if m[0] >= u[0] else -1)
    s = inner([real(c) for c in g["frequency"]], m) + real(g["phase"])
    return real(g["amplitude"]) * (mpmath.cos(s) if g["kind"] == "cosine" else 1 / (1 + mpmath.exp(-s)))


def slope_at(g, t):
    u, s = [real(c) for c in g["knots"]], [real(c) for c in g["slopes"]]
    if t <= u[0]:
        return s[0]
    for i in range(len(u) - 1):
        if t <= u[i + 1]:
            return s[i] + (s[i + 1] - s[i]) * (t - u[i]) / (u[i + 1] - u[i])
    return s[-1]


def table(phi, points):
    return [real(v) for v in phi["values"]] if phi["kind"] == "table" else [feature(phi, x) for x in points]


def value(F, points, nu, distances=None):
    if F["kind"] == "linear":
        return inner(table(F["potential"], points), nu)
    if F["kind"] == "quadratic":
        K, b = [[real(k) for k in row] for row in F["matrix"]], [real(c) for c in F.get("linear", [0] * len(nu))]
        return inner(nu, [inner(row, nu) for row in K]) / 2 + inner(b, nu)
    if F["kind"] == "moment":
        return outer(F["outer"], [inner(table(phi, points), nu) for phi in F["features"]])
    if F["kind"] == "interaction":
        d = lambda i, j: real(distances[i][j]) if distances else norm([a - b for a, b in zip(points[i], points[j])])
        return sum(kernel(F["kernel"], d(i, j)) * p * q for i, p in enumerate(nu) for j, q in enumerate(nu)) / 2
    if F["kind"] == "network":
        h = lambda theta, z: real(F["amplitude"]) * ACTIVATIONS[F["activation"]](inner(theta[:-1], z) + theta[-1])
        errors = [real(row["target"]) - sum(p * h(x, [real(c) for c in row["input"]]) for x, p in zip(points, nu)) for row in F["data"]]
        return sum(e * e for e in errors) / (2 * len(errors))
    return sum(real(term["weight"]) * value(term["of"], points, nu, distances) for term in F["terms"])


# ---- Derivatives of it.


def partial(f, nu, *along):
    """The derivative of f at nu along the coordinates."""
    if not along:
        return f(nu)
    i, rest = along[0], along[1:]
    moved = lambda t: partial(f, [p + (t if j == i else 0) for j, p in enumerate(nu)], *rest)
    return mpmath.diff(moved, 0)


# ---- Constants.

osc = lambda values: max(values) - min(values)


def flatten(F, c=mpf(1)):
    if F["kind"] == "sum":
        return [pair for term in F["terms"] for pair in flatten(term["of"], c * real(term["weight"]))]
    return [(c, F)]


def is_quadratic(F):
    if F["kind"] != "moment":
        return True
    g = F["outer"]
    return g["kind"] == "polynomial" and all(sum(t["powers"]) <= 2 for t in g["terms"])


def times(c, r):
    return (min(c * r[0], c * r[1]), max(c * r[0], c * r[1]))


def add(rs):
    rs = list(rs)
    return (sum(r[0] for r in rs), sum(r[1] for r in rs))


def power(r, p):
    values = [r[0] ** p, r[1] ** p] + ([mpf(0)] if r[0] < 0 < r[1] and p > 0 else [])
    return (min(values), max(values))


def natural(terms, box):
    def monomial(c, powers):
        r = (c, c)
        for b, p in zip(box, powers):
            s = power(b, p)
            ends = [u * v for u in r for v in s]
            r = (min(ends), max(ends)) if p > 0 else r
        return r

    return add([monomial(c, powers) for c, powers in terms] + [(mpf(0), mpf(0))])


def derived(terms, j):
    return [(c * p[j], [q - (l == j) for l, q in enumerate(p)]) for c, p in terms if p[j] > 0]


def extremes(f, low, high, critical):
    values = [f(low), f(high)] + [f(t) for t in critical if low < t < high]
    return (min(values), max(values))


def ranges(F, points):
    """The box of moments, and slope(v), bend(v, w) as ranges."""
    g, phi = F["outer"], [table(f, points) for f in F["features"]]
    if g["kind"] in ("cosine", "logistic"):
        psi = [inner([real(c) for c in g["frequency"]], [f[i] for f in phi]) for i in range(len(points))]
        A, p = real(g["amplitude"]), real(g["phase"])
        low, high = min(psi) + p, max(psi) + p
        if g["kind"] == "cosine":
            multiples = [k * mp.pi / 2 for k in range(-60, 61)]
            first = extremes(lambda t: -mpmath.sin(t), low, high, multiples)
            second = extremes(lambda t: -mpmath.cos(t), low, high, multiples)
        else:
            lam = lambda t: 1 / (1 + mpmath.exp(-t))
            where = mpmath.log(2 + mpmath.sqrt(3))
            first = extremes(lambda t: lam(t) * lam(-t), low, high, [mpf(0)])
            second = extremes(lambda t: lam(t) * lam(-t) * (1 - 2 * lam(t)), low, high, [where, -where])
        return [psi], lambda v: times(A * v[0], first), lambda v, w: times(A * v[0] * w[0], second)
    if g["kind"] == "logSumExp":
        spread = lambda v, w: osc(v) * osc(w) / (4 * real(g["temperature"]))
        return phi, lambda v: (min(v), max(v)), lambda v, w: (-spread(v, w), spread(v, w))
    if g["kind"] == "piecewise":
        u, s = [real(t) for t in g["knots"]], [real(t) for t in g["slopes"]]
        low, high = min(phi[0]), max(phi[0])
        first = extremes(lambda t: slope_at(g, t), low, high, u)
        rates = [mpf(0)] + [(s[i + 1] - s[i]) / (u[i + 1] - u[i]) for i in range(len(u) - 1)] + [mpf(0)]
        ends = [-mpmath.inf] + u + [mpmath.inf]
        met = [r for r, a, b in zip(rates, ends, ends[1:]) if a < high and low < b]
        second = (min(met), max(met))
        return phi, lambda v: times(v[0], first), lambda v, w: times(v[0] * w[0], second)
    terms = [(real(t["coefficient"]), t["powers"]) for t in g["terms"]]
    box, k = [(min(f), max(f)) for f in phi], range(len(phi))
    G = [natural(derived(terms, j), box) for j in k]
    H = {(j, l): natural(derived(derived(terms, j), l), box) for j in k for l in k if j <= l}
    bend = lambda v, w: add(times(v[j] * w[l] + (v[l] * w[j] if j < l else 0), r) for (j, l), r in H.items())
    return phi, lambda v: add(times(v[j], G[j]) for j in k), bend


def geometry(points, support, distances):
    n = len(points)
    d = lambda i, j: real(distances[i][j]) if distances else norm([a - b for a, b in zip(points[i], points[j])])
    everywhere = [(i, j, d(i, j)) for i in range(n) for j in range(n) if i != j]
    inside = [(i, j, r) for i, j, r in everywhere if i in support and j in support]
    return everywhere, inside


def constants_of(bend_slope, n, support, everywhere, inside):
    """C, L, omega, Lambda, G, Lip_x of one term from |D(x_i)|, differences of D, and of the second flat derivative."""
    size, difference, rise, rise_difference = bend_slope
    zero = [mpf(0)]
    return {
        "C_F": max(size(i) for i in range(n)),
        "L_F": max(zero + [rise(i, j, k) / r for i in range(n) for j, k, r in everywhere]),
        "omega_F": max(zero + [difference(i, k) for i in support for k in support if i != k]),
        "Lambda_F": max(zero + [rise_difference(i, l, j, k) / r for i in support for l in support if i != l for j, k, r in everywhere]),
        "L_grad": max(zero + [rise_difference(i, l, j, k) / (r * s) for i, l, s in inside for j, k, r in everywhere]),
        "Lip_x": max(zero + [difference(i, l) / s for i, l, s in inside]),
    }


def constants(data):
    points = [[real(c) for c in coordinates(x)] for x in data["prior"]["points"]]
    distances = data["prior"].get("distances")
    xi = normalised(data["prior"]["weights"])
    n, support = len(points), [i for i, w in enumerate(xi) if w > 0]
    everywhere, inside = geometry(points, support, distances)
    terms = flatten(data["functional"])
    affine = [(c, F) for c, F in terms if is_quadratic(F)]
    together = lambda nu: sum(c * value(F, points, nu, distances) for c, F in affine)
    vertices = [[mpf(i == j) for i in range(n)] for j in range(n)]
    K, b = polarised(together, n) if affine else ([[mpf(0)] * n] * n, [mpf(0)] * n)
    D = lambda i, j: K[i][j] + b[i]
    parts = [
        constants_of(
            (
                lambda i: max(abs(D(i, j)) for j in range(n)),
                lambda i, k: max(D(i, j) - D(k, j) for j in range(n)),
                lambda i, j, k: abs(K[i][k] - K[i][j]),
                lambda i, l, j, k: K[i][k] - K[i][j] - K[l][k] + K[l][j],
            ),
            n,
            support,
            everywhere,
            inside,
        )
    ]
    rho = modulus(K, support, data, affine, points, distances, parts[0])
    for c, F in terms:
        if is_quadratic(F):
            continue
        phi, slope, bend = ranges(F, points)
        at = lambda i: [f[i] for f in phi]
        way = lambda i, j: [f[j] - f[i] for f in phi]
        magnitude = lambda r: max(abs(r[0]), abs(r[1]))
        one = constants_of(
            (
                lambda i: magnitude(slope(at(i))),
                lambda i, k: slope(way(k, i))[1],
                lambda i, j, k: magnitude(bend(at(i), way(j, k))),
                lambda i, l, j, k: bend(way(l, i), way(j, k))[1],
            ),
            n,
            support,
            everywhere,
            inside,
        )
        parts.append({name: abs(c) * x for name, x in one.items()})
        rho += of_moment(c, F, phi, bend, support)
    return {**{name: text(sum(part[name] for part in parts)) for name in parts[0]}, "rho": text(rho)}


def polarised(f, n):
    """K and b of a polynomial f of degree two in the weights."""
    at = lambda *where: f([mpf(where.count(i)) for i in range(n)])
    K = [[at(i, j) - at(i) - at(j) + at() for j in range(n)] for i in range(n)]
    return K, [at(i) - at() - K[i][i] / 2 for i in range(n)]


def of_moment(c, F, phi, bend, support):
    on = lambda f: [f[i] for i in support]
    if F["outer"]["kind"] == "logSumExp":
        spread = max([mpf(0)] + [osc(on([a - b for a, b in zip(f, h)])) for f in phi for h in phi])
        return max(-c, mpf(0)) * spread**2 / (16 * real(F["outer"]["temperature"]))
    k = range(len(phi))
    unit = lambda j: [mpf(j == l) for l in k]
    half = [osc(on(f)) / 2 for f in phi]
    total = mpf(0)
    for j in k:
        for l in range(j + 1):
            low, high = times(c, bend(unit(j), unit(l)))
            total += (max(mpf(0), -low) if j == l else 2 * max(abs(low), abs(high))) * half[j] * half[l]
    return total


def modulus(K, support, data, affine, points, distances, affine_constants):
    """rho of the affine terms: by faces on up to six atoms, otherwise the least of Lambda diam/4 and the rules."""
    if len(support) <= 6:
        return by_faces([[K[i][j] for j in support] for i in support])
    everywhere, inside = geometry(points, support, distances)
    diam = max(r for _, _, r in inside)
    rules = mpf(0)
    for c, F in affine:
        convex = F["kind"] == "linear" or (F["kind"] == "network" and c >= 0)
        if F["kind"] == "interaction" and F["kernel"]["kind"] != "cosine" and not distances:
            convex = c * real(F["kernel"]["scale"]) >= 0
        if convex:
            continue
        if F["kind"] == "moment":
            phi, _, bend = ranges(F, points)
            rules += of_moment(c, F, phi, bend, support)
            continue
        K = polarised(lambda nu: value(F, points, nu, distances), len(points))[0]
        change = lambda i, l, j, k: K[i][k] - K[i][j] - K[l][k] + K[l][j]
        steepest = max(change(i, l, j, k) / r for i in support for l in support if i != l for j, k, r in everywhere)
        rules += abs(c) * steepest * diam / 4
    return min(affine_constants["Lambda_F"] * diam / 4, rules)


def solve(A, y):
    """Gauss with pivots; None where A is singular (a pivot below 10^-25)."""
    n = A.rows
    rows = [[A[i, j] for j in range(n)] + [y[i]] for i in range(n)]
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if abs(rows[p][k]) < mpf(10) ** -25:
            return None
        rows[k], rows[p] = rows[p], rows[k]
        rows = [row if i == k else [u - row[k] / rows[k][k] * v for u, v in zip(row, rows[k])] for i, row in enumerate(rows)]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def by_faces(K):
    n, best = len(K), mpf(0)
    for signs in itertools.product((-1, 0, 1), repeat=n):
        where = [i for i in range(n) if signs[i] != 0]
        if 1 not in signs or -1 not in signs:
            continue
        size = len(where)
        A, y = mpmath.zeros(size + 2), mpmath.zeros(size + 2, 1)
        for r, i in enumerate(where):
            for s, j in enumerate(where):
                A[r, s] = K[i][j]
            column = size + (signs[i] < 0)
            A[r, column], A[column, r] = mpf(-1), mpf(1)
        y[size], y[size + 1] = mpf(1) / 2, -mpf(1) / 2
        eta = solve(A, y)
        if eta is None:
            continue
        if all(eta[r] * signs[i] > 0 for r, i in enumerate(where)):
            best = max(best, -sum(K[i][j] * eta[r] * eta[s] for r, i in enumerate(where) for s, j in enumerate(where)))
    return best


# ---- What is frozen.


def vector(name, data, nu, elsewhere=None):
    points = [[real(c) for c in coordinates(x)] for x in data["prior"]["points"]]
    F, distances, p = data["functional"], data["prior"].get("distances"), normalised(nu)
    f = lambda q: value(F, points, q, distances)
    n = len(points)
    result = {
        "name": name,
        "problem": data,
        "nu": {"weights": nu},
        "value": text(f(p)),
        "flatDerivative": [text(partial(f, p, i)) for i in range(n)],
        "secondFlatDerivative": [[text(partial(f, p, i, j)) for j in range(n)] for i in range(n)],
        "constants": constants(data),
    }
    if elsewhere is not None:
        at = lambda x: partial(lambda q: value(F, points + [x], q), p + [mpf(0)], n)
        component = lambda x, l: mpmath.diff(lambda t: at([c + (t if m == l else 0) for m, c in enumerate(x)]), 0)
        y = [real(c) for c in coordinates(elsewhere)]
        smooth = "laplace" not in json.dumps(F)  # k has a kink where the points are
        result["elsewhere"] = {"point": elsewhere, "flatDerivative": text(at(y)), "gradient": [text(component(y, l)) for l in range(len(y))]}
        if smooth:
            result["gradient"] = [[text(component(x, l)) for l in range(len(x))] for x in points]
    return result


moment = lambda features, outer: {"kind": "moment", "features": features, "outer": outer}
polynomial = lambda *terms: {"kind": "polynomial", "terms": [{"coefficient": c, "powers": list(p)} for c, *p in terms]}
interaction = lambda kind, width, scale: {"kind": "interaction", "kernel": {"kind": kind, "width": width, "scale": scale}}
total = lambda *terms: {"kind": "sum", "terms": [{"weight": c, "of": F} for c, F in terms]}
SMOOTH = ["gaussian", "logistic", "normalCdf", "square"]
DATA = [{"input": [1], "target": 0.5}, {"input": [-0.75], "target": -1}, {"input": [2], "target": 0.25}]
PLANE = [[0, 0], [1, 0.5], [-1, 2], [0.5, -1.5]]


def vectors():
    return [
        *[
            vector(f"linear, {kind}", problem([-1.25, 0.3, 2], [1, 2, 3], {"kind": "linear", "potential": {"kind": kind, "direction": [0.75], "offset": 0.1}}, 1), [1, 1, 2], 0.5)
            for kind in SMOOTH + ["clip"]
        ],
        vector(
            "the square of the mean of a gaussian and a normalCdf, in the plane",
            problem(PLANE, [1, 2, 0, 1], moment([{"kind": "gaussian", "direction": [1, 0.5]}, {"kind": "normalCdf", "direction": [-1, 1], "offset": 0.2}], polynomial((-1, 2, 0), (0.5, 1, 1), (0.3, 0, 1), (2, 0, 0))), 1),
            [3, 1, 2, 1],
            [0.25, 0.75],
        ),
        vector(
            "cosine of two moments",
            problem([-2, -0.5, 1, 3], [1, 1, 2, 1], moment([{"kind": "tanh"}, {"kind": "logistic", "direction": [2]}], {"kind": "cosine", "amplitude": -1.5, "frequency": [2, -1.25], "phase": 0.3}), 1),
            [1, 2, 3, 1],
            0.25,
        ),
        vector(
            "logistic of two moments, inflections within the box",
            problem([-2, -0.5, 1, 3], [1, 0, 2, 1], moment([{"kind": "coordinate"}, {"kind": "square", "direction": [0.5]}], {"kind": "logistic", "amplitude": 2, "frequency": [1, "1/3"], "phase": -0.1}), 1),
            [1, 2, 3, 1],
            -1,
        ),
        vector(
            "logSumExp of three moments, reversed",
            problem([-1, 0, 1.5], [1, 1, 1], total((-0.75, moment([{"kind": "sin"}, {"kind": "cos"}, {"kind": "coordinate", "direction": [0.5]}], {"kind": "logSumExp", "temperature": 0.4}))), 1),
            [1, 2, 2],
            0.7,
        ),
        *[vector(f"{kind} kernel on the line", problem([-1, 0.25, 2, 2.75], [1, 1, 2, 1], interaction(kind, 1.5, -2), 1), [1, 3, 1, 2], 0.5) for kind in ("gaussian", "laplace", "cosine")],
        *[vector(f"{kind} kernel in the plane", problem(PLANE, [1, 2, 0, 1], interaction(kind, "2/3", 1.25), 1), [1, 3, 1, 2], [0.1, -0.2]) for kind in ("gaussian", "laplace", "cosine")],
        vector(
            "laplace kernel of given distances",
            {**problem([0, 1, 2], [1, 1, 1], interaction("laplace", 2, -1), 1), "prior": {"points": [0, 1, 2], "weights": [1, 1, 1], "distances": [[0, 2, 3], [2, 0, 4], [3, 4, 0]]}},
            [1, 2, 3],
        ),
        *[
            vector(f"network of {activation}", problem([[0.5, -1], [-1, 0.25], [2, 0]], [1, 1, 2], {"kind": "network", "data": DATA, "activation": activation, "amplitude": 1.5}, 1), [1, 1, 3], [0.3, 0.6])
            for activation in ("tanh", "logistic", "gaussian")
        ],
        vector(
            "a sum in which quadratic terms cancel, with a ridge and a quartic",
            problem(
                [-1, 0, 0.75, 2],
                [2, 1, 1, 1],
                total(
                    (1.5, interaction("gaussian", 1, 1)),
                    (-1.25, interaction("gaussian", 1, 1)),
                    (0.5, total((-2, moment([{"kind": "tanh"}], polynomial((1, 2), (-0.5, 1)))), (1, moment([{"kind": "cos"}], {"kind": "logistic", "amplitude": -1, "frequency": [3], "phase": 0})))),
                    (0.25, moment([{"kind": "tanh", "direction": [0.5]}, {"kind": "sin"}], polynomial((1, 4, 0), (-1, 1, 2)))),
                ),
                1,
            ),
            [1, 2, 1, 1],
            0.4,
        ),
        vector(
            "seven atoms: moduli by rules",
            problem(
                [-3, -2, -1, 0, 1, 2, 3],
                [1, 1, 1, 1, 1, 1, 1],
                total(
                    (1, interaction("gaussian", 1, 0.5)),
                    (1, interaction("laplace", 2, -0.25)),
                    (0.5, moment([{"kind": "tanh"}, {"kind": "coordinate", "direction": [0.25]}], polynomial((-1, 2, 0), (0.5, 1, 1)))),
                    (-0.5, moment([{"kind": "sin"}], {"kind": "piecewise", "knots": [-0.5, 0, 0.75], "slopes": [1, -1, 2]})),
                ),
                1,
            ),
            [1, 2, 3, 4, 3, 2, 2],
            0.5,
        ),
    ]



if __name__ == "__main__":
    made = {"source": "oracles/vectors/algebra.py, mpmath " + mpmath.__version__, "vectors": vectors()}
    if "--check" in sys.argv:
        if json.loads(OUT.read_text())["vectors"] != json.loads(json.dumps(made["vectors"])):
            sys.exit("algebra.json differs")
    else:
        OUT.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
