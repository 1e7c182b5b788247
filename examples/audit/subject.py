#!/usr/bin/env python3
"""A subject of an audit in Python's standard library alone: finitely many points, every operation of banach/audit/1 but the constants.

    npx banach audit -- python3 examples/audit/subject.py

It reads a request a line and writes an answer a line. The mathematics below is what is audited; the loop at the end is all that an adapter needs.
"""
import json
import math
import sys


def points(problem):
    return [x if isinstance(x, list) else [x] for x in problem["prior"]["points"]]


def prior(problem):
    return normalise(problem["prior"]["weights"])


def normalise(weights):
    largest = max(weights)
    scaled = [w / largest for w in weights]
    total = math.fsum(scaled)
    return [w / total for w in scaled]


def distance(problem, i, j):
    given = problem["prior"].get("distances")
    if given:
        return given[i][j]
    x = points(problem)
    return math.dist(x[i], x[j])


# Functionals: F(nu) and its flat derivative D_nu on the points.


def feature(phi, problem):
    if phi["kind"] == "table":
        return phi["values"]
    values = []
    for x in points(problem):
        direction = phi.get("direction") or [1] + [0] * (len(x) - 1)
        values.append(activation(phi["kind"], math.fsum([d * c for d, c in zip(direction, x)] + [phi.get("offset", 0)])))
    return values


def activation(kind, t):
    if kind == "tanh":
        return math.tanh(t)
    if kind == "sin":
        return math.sin(t)
    if kind == "cos":
        return math.cos(t)
    if kind == "gaussian":
        return math.exp(-t * t / 2)
    if kind == "logistic":
        return 1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (1 + math.exp(t))
    if kind == "normalCdf":
        return math.erfc(-t / math.sqrt(2)) / 2
    if kind == "coordinate":
        return t
    if kind == "square":
        return t * t
    if kind == "clip":
        return max(-1.0, min(1.0, t))
    raise Unsupported("a feature " + kind)


def kernel(k, r):
    if k["kind"] == "gaussian":
        return k["scale"] * math.exp(-((r / k["width"]) ** 2) / 2)
    if k["kind"] == "laplace":
        return k["scale"] * math.exp(-r / k["width"])
    return k["scale"] * math.cos(r / k["width"])


def expectation(values, nu):
    return math.fsum(v * w for v, w in zip(values, nu))


def outer(g, m):
    """g(m) and its partial derivatives."""
    kind = g["kind"]
    if kind == "polynomial":
        value = math.fsum(t["coefficient"] * math.prod(x**p for x, p in zip(m, t["powers"])) for t in g["terms"])
        partials = []
        for j in range(len(m)):
            terms = []
            for t in g["terms"]:
                p = t["powers"]
                if p[j] > 0:
                    rest = [x ** (q - (l == j)) for l, (x, q) in enumerate(zip(m, p))]
                    terms.append(t["coefficient"] * p[j] * math.prod(rest))
            partials.append(math.fsum(terms))
        return value, partials
    if kind in ("cosine", "logistic"):
        s = math.fsum([w * x for w, x in zip(g["frequency"], m)] + [g["phase"]])
        if kind == "cosine":
            return g["amplitude"] * math.cos(s), [-g["amplitude"] * w * math.sin(s) for w in g["frequency"]]
        value, rest = activation("logistic", s), activation("logistic", -s)
        return g["amplitude"] * value, [g["amplitude"] * w * value * rest for w in g["frequency"]]
    if kind == "logSumExp":
        tau, top = g["temperature"], max(m)
        e = [math.exp((x - top) / tau) for x in m]
        total = math.fsum(e)
        return top + tau * math.log(total), [x / total for x in e]
    if kind == "piecewise":
        return piecewise(g["knots"], g["slopes"], m[0])
    raise Unsupported("an outer function " + kind)


def piecewise(knots, slopes, u):
    """g' is linear between the knots and constant outside, g(u_0) = 0."""
    if u <= knots[0]:
        return slopes[0] * (u - knots[0]), [slopes[0]]
    pieces = []
    for a, b, s, t in zip(knots, knots[1:], slopes, slopes[1:]):
        if u <= b:
            slope = s + (t - s) * ((u - a) / (b - a))
            return math.fsum(pieces + [(u - a) * (s + slope) / 2]), [slope]
        pieces.append((b - a) * (s + t) / 2)
    return math.fsum(pieces + [slopes[-1] * (u - knots[-1])]), [slopes[-1]]


def functional(F, problem, nu):
    """F(nu) and D_nu."""
    n, kind = len(nu), F["kind"]
    if kind == "linear":
        V = feature(F["potential"], problem)
        return expectation(V, nu), V
    if kind == "quadratic":
        b = F.get("linear") or [0] * n
        K = [expectation(row, nu) for row in F["matrix"]]
        return math.fsum(w * (k / 2 + c) for w, k, c in zip(nu, K, b)), [k + c for k, c in zip(K, b)]
    if kind == "interaction":
        D = [math.fsum(kernel(F["kernel"], distance(problem, i, j)) * nu[j] for j in range(n)) for i in range(n)]
        return expectation(D, nu) / 2, D
    if kind == "moment":
        phi = [feature(f, problem) for f in F["features"]]
        value, partials = outer(F["outer"], [expectation(f, nu) for f in phi])
        return value, [math.fsum(p * f[i] for p, f in zip(partials, phi)) for i in range(n)]
    if kind == "network":
        data = F["data"]
        h = [[F["amplitude"] * v for v in feature({"kind": F["activation"], "direction": d["input"] + [1]}, problem)] for d in data]
        r = [expectation(row, nu) - d["target"] for row, d in zip(h, data)]
        value = math.fsum(x * x for x in r) / (2 * len(data))
        return value, [math.fsum(x * row[i] for x, row in zip(r, h)) / len(data) for i in range(n)]
    if kind == "sum":
        parts = [(t["weight"], *functional(t["of"], problem, nu)) for t in F["terms"]]
        return math.fsum(c * v for c, v, _ in parts), [math.fsum(c * D[i] for c, _, D in parts) for i in range(n)]
    raise Unsupported("a functional " + kind)


# The operations.


def value(problem, nu):
    return functional(problem["functional"], problem, nu)[0]


def derivative(problem, nu):
    return functional(problem["functional"], problem, nu)[1]


def best_response(problem, nu):
    xi, D, sigma = prior(problem), derivative(problem, nu), problem["sigma"]
    least = min(d for d, x in zip(D, xi) if x > 0)
    logs = [math.log(w) - (d - least) / sigma if w > 0 else -math.inf for d, w in zip(D, problem["prior"]["weights"])]
    top = max(logs)
    e = [math.exp(x - top) for x in logs]
    total = math.fsum(e)
    return [x / total for x in e]


def kl(p, q):
    if any(x > 0 and y == 0 for x, y in zip(p, q)):
        return math.inf
    return math.fsum(x * math.log(x / y) for x, y in zip(p, q) if x > 0)


def wasserstein(problem, p, q):
    if "distances" in problem["prior"] or len(points(problem)[0]) > 1:
        raise Unsupported("W1 but on the line")
    order = sorted(range(len(p)), key=lambda i: points(problem)[i][0])
    x = [points(problem)[i][0] for i in order]
    moved, terms = 0.0, []
    for a, i in enumerate(order[:-1]):
        moved += p[i] - q[i]
        terms.append(abs(moved) * (x[a + 1] - x[a]))
    return math.fsum(terms)


def euler(problem, nu, a):
    return [(1 - a) * w + a * r for w, r in zip(nu, best_response(problem, nu))]


def fixed_point(problem, nu):
    """The iteration nu <- Psi[nu], until its change is nothing but roundings: for long no smaller than it was."""
    best, least, since = nu, math.inf, 0
    for _ in range(2000):
        response = best_response(problem, nu)
        change = max(abs(x - y) for x, y in zip(response, nu))
        best, least, since = (nu, change, 0) if change < least else (best, least, since + 1)
        if since == 50 and least < 2e-15:
            return best
        nu = response
    raise Unsupported("a fixed point to which iteration does not lead")


def flow(problem, nu, time, accuracy):
    """nu' = Psi[nu] - nu by the classical method of Runge and Kutta, with twice the steps until that changes nothing."""
    slope = lambda p: [r - x for r, x in zip(best_response(problem, p), p)]
    after = lambda p, h, k: [x + h * s for x, s in zip(p, k)]
    steps, previous = 16, None
    while steps <= 1 << 14:
        p, h = nu, time / steps
        for _ in range(steps):
            a = slope(p)
            b = slope(after(p, h / 2, a))
            c = slope(after(p, h / 2, b))
            d = slope(after(p, h, c))
            p = [x + h / 6 * (r + 2 * s + 2 * t + u) for x, r, s, t, u in zip(p, a, b, c, d)]
        if previous and sum(abs(x - y) for x, y in zip(p, previous)) < accuracy:
            return p
        steps, previous = 2 * steps, p
    raise Unsupported("a flow that takes so many steps")


OPERATIONS = {
    "functionalValue": lambda q: value(q["problem"], q["nu"]),
    "flatDerivative": lambda q: derivative(q["problem"], q["nu"]),
    "bestResponse": lambda q: best_response(q["problem"], q["nu"]),
    "eulerStep": lambda q: euler(q["problem"], q["nu"], q["step"]),
    "wasserstein1": lambda q: wasserstein(q["problem"], q["nu"], q["nu2"]),
    "totalVariation": lambda q: math.fsum(abs(x - y) for x, y in zip(q["nu"], q["nu2"])) / 2,
    "kl": lambda q: kl(q["nu"], q["nu2"]),
    "klToPrior": lambda q: kl(q["nu"], prior(q["problem"])),
    "freeEnergy": lambda q: value(q["problem"], q["nu"]) + q["problem"]["sigma"] * kl(q["nu"], prior(q["problem"])),
    "fixedPoint": lambda q: fixed_point(q["problem"], q["nu"]),
    "flow": lambda q: flow(q["problem"], q["nu"], q["time"], q["accuracy"]),
}


class Unsupported(Exception):
    pass


def number(x):
    """JSON has no infinities: they travel as strings."""
    if isinstance(x, list):
        return [number(y) for y in x]
    return x if math.isfinite(x) else "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"


def answer(request):
    op = request.pop("op")
    if op == "handshake":
        return {"result": {"protocol": "banach/audit/1", "name": "Python's standard library", "operations": list(OPERATIONS)}}
    for key in ("nu", "nu2"):
        if key in request:
            request[key] = normalise(request[key]["weights"])
    try:
        return {"result": number(OPERATIONS[op](request))}
    except Unsupported as e:
        return {"unsupported": str(e)}
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}"}


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"id": request.pop("id"), **answer(request)}), flush=True)
