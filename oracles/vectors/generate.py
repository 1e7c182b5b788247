#!/usr/bin/env python3
"""True values of the Best Response operator by mpmath: another language, another arithmetic, written from the formulas on the page.

    python3 oracles/vectors/generate.py          recomputes golden.json (stops where a digit differs) and writes evaluations.json;
                                                 prettier lays it out afterwards
    python3 oracles/vectors/generate.py --check  stops where evaluations.json differs, too, and writes nothing

Needs Python 3 and mpmath >= 1.2. Works with 90 digits and prints 50, rounded to nearest: a printed value stands for the
interval of half a unit of its last digit either side. Sums are as the page has them; constants are maxima over every index.
"""
import json
import sys
from fractions import Fraction
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.dps = 90
SHOWN = 50
HERE = Path(__file__).resolve().parent

# ---- Numbers: a JSON number is its binary64 exactly, a string is that rational.


def real(x):
    if isinstance(x, str):
        q = Fraction(x)
        return mpf(q.numerator) / q.denominator
    return mpf(x)


def exact(x):
    return Fraction(x)


def text(x):
    return "Infinity" if x == mpmath.inf else mpmath.nstr(x, SHOWN, strip_zeros=False)


def coordinates(point):
    return point if isinstance(point, list) else [point]


def normalised(weights):
    total = sum(map(exact, weights))
    return [real(str(exact(w) / total)) for w in weights]


def on_points(problem, measure):
    """The weights of a measure on the points of the prior, in their order."""
    if "points" not in measure:
        return normalised(measure["weights"])
    key = lambda point: tuple(map(exact, coordinates(point)))
    given = {key(x): w for x, w in zip(measure["points"], measure["weights"])}
    return normalised([given.get(key(x), 0) for x in problem["prior"]["points"]])


# ---- Functionals: F(nu) and D_nu(x_i).

FUNCTIONS = {"tanh": mpmath.tanh, "sin": mpmath.sin, "cos": mpmath.cos, "coordinate": lambda t: t}


def feature(phi, points):
    if phi["kind"] == "table":
        return [real(v) for v in phi["values"]]
    values = []
    for x in points:
        direction = phi.get("direction", [1] + [0] * (len(x) - 1))
        t = sum(real(a) * b for a, b in zip(direction, x)) + real(phi.get("offset", 0))
        values.append(FUNCTIONS[phi["kind"]](t))
    return values


def monomials(outer):
    return [(real(term["coefficient"]), term["powers"]) for term in outer["terms"]]


def product(factors):
    result = mpf(1)
    for factor in factors:
        result *= factor
    return result


def value(F, points, nu):
    n = len(points)
    if F["kind"] == "linear":
        return sum(v * p for v, p in zip(feature(F["potential"], points), nu))
    if F["kind"] == "quadratic":
        K, b = F["matrix"], F.get("linear", [0] * n)
        double = sum(real(K[i][j]) * nu[i] * nu[j] for i in range(n) for j in range(n))
        return double / 2 + sum(real(b[i]) * nu[i] for i in range(n))
    if F["kind"] == "moment":
        m = [sum(v * p for v, p in zip(feature(phi, points), nu)) for phi in F["features"]]
        return sum(c * product(m[j] ** p for j, p in enumerate(powers)) for c, powers in monomials(F["outer"]))
    if F["kind"] == "sum":
        return sum(real(term["weight"]) * value(term["of"], points, nu) for term in F["terms"])
    raise ValueError(F["kind"])


def flat_derivative(F, points, nu):
    n = len(points)
    if F["kind"] == "linear":
        return feature(F["potential"], points)
    if F["kind"] == "quadratic":
        K, b = F["matrix"], F.get("linear", [0] * n)
        return [sum(real(K[i][j]) * nu[j] for j in range(n)) + real(b[i]) for i in range(n)]
    if F["kind"] == "moment":
        phi = [feature(f, points) for f in F["features"]]
        m = [sum(v * p for v, p in zip(values, nu)) for values in phi]
        gradient = [
            sum(
                c * powers[j] * product(m[k] ** (p - (k == j)) for k, p in enumerate(powers))
                for c, powers in monomials(F["outer"])
                if powers[j] > 0
            )
            for j in range(len(phi))
        ]
        return [sum(gradient[j] * phi[j][i] for j in range(len(phi))) for i in range(n)]
    if F["kind"] == "sum":
        parts = [(real(term["weight"]), flat_derivative(term["of"], points, nu)) for term in F["terms"]]
        return [sum(c * D[i] for c, D in parts) for i in range(n)]
    raise ValueError(F["kind"])


# ---- What `banach evaluate` and `banach certify` answer.


def best_response(problem, points, xi, nu):
    D = flat_derivative(problem["functional"], points, nu)
    weight = [x * mpmath.exp(-d / real(problem["sigma"])) for x, d in zip(xi, D)]
    return [w / sum(weight) for w in weight]


def relative_entropy(nu, xi):
    if any(p > 0 and x == 0 for p, x in zip(nu, xi)):
        return mpmath.inf
    return sum((p * mpmath.log(p / x) for p, x in zip(nu, xi) if p > 0), mpf(0))


def wasserstein1(points, mu, nu):
    """The integral of |distribution function of mu - that of nu| over the line, interval by interval."""
    line = sorted(x[0] for x in points)
    below = lambda p, t: sum((w for x, w in zip(points, p) if x[0] <= t), mpf(0))
    return sum((abs(below(mu, s) - below(nu, s)) * (t - s) for s, t in zip(line, line[1:])), mpf(0))


def evaluation(problem, nu, nu2):
    points = [[real(c) for c in coordinates(x)] for x in problem["prior"]["points"]]
    xi = normalised(problem["prior"]["weights"])
    p, q = on_points(problem, nu), on_points(problem, nu2)
    F, kl = value(problem["functional"], points, p), relative_entropy(p, xi)
    psi = best_response(problem, points, xi, p)
    result = {
        "functional": text(F),
        "kl": text(kl),
        "freeEnergy": text(F + real(problem["sigma"]) * kl),
        "flatDerivative": [text(d) for d in flat_derivative(problem["functional"], points, p)],
        "bestResponse": [text(w) for w in psi],
    }
    if len(points[0]) == 1:
        result["w1"] = text(wasserstein1(points, p, q))
        result["w1BestResponses"] = text(wasserstein1(points, psi, best_response(problem, points, xi, q)))
    return result


def tilted_mean(xi, v, w):
    """sup of E_p v over p proportional to r xi, 1 <= r <= e^w: r = e^w exactly where v exceeds a threshold."""
    best = None
    for threshold in [min(v) - 1] + list(v):
        r = [mpmath.exp(w) if t > threshold else mpf(1) for t in v]
        mean = sum(a * b * c for a, b, c in zip(xi, r, v)) / sum(a * b for a, b in zip(xi, r))
        best = mean if best is None else max(best, mean)
    return best


def crossing(L, low, high):
    """The sigma with L(sigma) = 1 for a decreasing L, by bisection."""
    for _ in range(4 * mp.dps):
        middle = (low + high) / 2
        low, high = (middle, high) if L(middle) > 1 else (low, middle)
    return high


def certificate(problem):
    """Constants of a quadratic functional on the line."""
    F, sigma = problem["functional"], real(problem["sigma"])
    x = [real(coordinates(point)[0]) for point in problem["prior"]["points"]]
    weights = normalised(problem["prior"]["weights"])
    n, everywhere = len(x), range(len(x))
    support = [i for i in everywhere if weights[i] > 0]
    K = [[real(k) for k in row] for row in F["matrix"]]
    b = [real(c) for c in F.get("linear", [0] * n)]
    D = lambda i, j: K[i][j] + b[i]  # at x_i for the Dirac measure at x_j
    pairs = [(j, k) for j in everywhere for k in everywhere if j != k]
    zero = [mpf(0)]
    C = max(abs(D(i, j)) for i in everywhere for j in everywhere)
    L = max(zero + [abs(D(i, k) - D(i, j)) / abs(x[k] - x[j]) for j, k in pairs for i in everywhere])
    omega = max(D(i, j) - D(k, j) for i in support for k in support for j in everywhere)
    Lambda = max(
        zero + [((D(i, k) - D(i, j)) - (D(l, k) - D(l, j))) / abs(x[k] - x[j]) for j, k in pairs for i in support for l in support]
    )
    m1 = sum(weights[i] * abs(x[i]) for i in support)
    mtilde = min(sum(weights[i] * abs(x[i] - x[a]) for i in support) for a in support)
    diam = max(x[i] - x[k] for i in support for k in support)

    xi, atoms = [weights[i] for i in support], [x[i] for i in support]
    centres = [(s + t) / 2 for s in atoms for t in atoms]

    def spread(w):
        R = lambda k: min(tilted_mean(xi, [abs(s - a) ** k for s in atoms], w) for a in centres)
        return min(diam / 2, 2 * R(1), mpmath.sqrt(R(2)))

    paper = lambda s: L / s * mpmath.exp(2 * C / s) * (1 + mpmath.exp(2 * C / s)) * m1
    computed = lambda s: Lambda / (2 * s) * spread(omega / s)
    ten = 2 * C + mpmath.e * (mpmath.e + 1) * L * m1
    if L * mtilde == 0:
        implicit = sharp = mpf(0)
    else:
        implicit = crossing(paper, ten / mpf(10) ** 6, ten)
        sharp = 2 * C / mpmath.lambertw(C / (L * mtilde)).real if C > 0 else 2 * L * mtilde
    greatest = Lambda * diam / 4
    return {
        "constants": {
            name: text(c)
            for name, c in [("C_F", C), ("L_F", L), ("omega_F", omega), ("Lambda_F", Lambda), ("m1", m1), ("mtilde", mtilde), ("diam", diam)]
        },
        "lipschitz": {
            "paper": text(paper(sigma)),
            "sharp": text(2 * L / sigma * mpmath.exp(2 * C / sigma) * mtilde),
            "computed": text(computed(sigma)),
            "diameter": text(Lambda * diam / (4 * sigma)),
        },
        "thresholds": {
            "paper": text(ten),
            "implicit": text(implicit),
            "sharp": text(sharp),
            "computed": text(crossing(computed, greatest / mpf(10) ** 6, greatest) if greatest > 0 else mpf(0)),
            "diameter": text(greatest),
        },
    }


def fixed_point(problem, start):
    """Where Picard iteration from the start ends, and its free energy."""
    points = [[real(c) for c in coordinates(x)] for x in problem["prior"]["points"]]
    xi = normalised(problem["prior"]["weights"])
    nu = on_points(problem, start)
    for _ in range(20000):
        following = best_response(problem, points, xi, nu)
        change = max(abs(a - b) for a, b in zip(nu, following))
        nu = following
        if change < mpf(10) ** (10 - mp.dps):
            energy = value(problem["functional"], points, nu) + real(problem["sigma"]) * relative_entropy(nu, xi)
            return {"weights": [text(w) for w in nu], "freeEnergy": text(energy)}
    raise RuntimeError("no fixed point found")


# ---- The problems.


def problem(points, weights, functional, sigma):
    return {
        "format": "banach/problem/1",
        "prior": {"points": points, "weights": weights},
        "functional": functional,
        "sigma": sigma,
    }


def moment(features, *terms):
    return {
        "kind": "moment",
        "features": features,
        "outer": {"kind": "polynomial", "terms": [{"coefficient": c, "powers": list(powers)} for c, *powers in terms]},
    }


def quadratic(matrix, linear=None):
    return {"kind": "quadratic", "matrix": matrix, **({} if linear is None else {"linear": linear})}


def pattern(n, seed):
    """Integers in -16 … 16 that look like nothing: a symmetric matrix."""
    at = lambda i, j: (seed * (i + 1) * (j + 1) + 7 * (i + j) + 5 * i * j * (i + j)) % 33 - 16
    return [[at(i, j) / 8 for j in range(n)] for i in range(n)]


PROBLEMS = [
    (
        "quadratic, a prior atom of weight 0 that is not charged",
        problem([-2, -0.5, 1, 3], [1, 0, 3, 2], quadratic(pattern(4, 11), [0.1, -0.7, 0.25, 0.3]), 1.25),
        {"weights": [2, 0, 1, 5]},
        {"weights": [1, 1, 1, 1]},
    ),
    (
        "quadratic, a prior atom of weight 0 that is charged: KL is infinite",
        problem([-1, 0, 2.5], [3, 1, 0], quadratic(pattern(3, 5)), 2),
        {"weights": [1, 1, 1]},
        {"points": [2.5], "weights": [4]},
    ),
    (
        "linear, a bounded potential",
        problem([-1.5, -0.1, 0.3, 2], [1, 2, 3, 4], {"kind": "linear", "potential": {"kind": "tanh", "direction": [1.5], "offset": -0.2}}, 0.4),
        {"weights": [0.1, 0.2, 0.3, 0.4]},
        {"weights": [4, 3, 2, 1]},
    ),
    (
        "moment, double well of one feature",
        problem(
            [-3, -1, 0, 1, 3],
            [1, 4, 6, 4, 1],
            moment([{"kind": "tanh"}], (-1.75, 2), (0.5, 4), (0.125, 1)),
            0.6,
        ),
        {"weights": [1, 2, 3, 4, 5]},
        {"weights": [5, 0, 0, 0, 1]},
    ),
    (
        "moment, two circular features and mixed terms",
        problem(
            [-2.25, -1, 0.5, 3],
            [1, 1, 2, 1],
            moment(
                [{"kind": "sin", "direction": [2], "offset": 0.5}, {"kind": "cos", "offset": -1}],
                (0.75, 2, 1),
                (-1.5, 1, 1),
                (2, 0, 3),
                (0.3, 0, 0),
            ),
            0.85,
        ),
        {"weights": [3, 1, 4, 1]},
        {"weights": [2, 7, 1, 8]},
    ),
    (
        "moment, coordinate and table",
        problem(
            [-1, 0.25, 2],
            [2, 3, 5],
            moment([{"kind": "coordinate", "offset": 0.5}, {"kind": "table", "values": [1, "-2/3", 0.1]}], (-0.5, 2, 0), (1.25, 1, 2)),
            3,
        ),
        {"weights": [1, 6, 2]},
        {"weights": [1, 0, 1]},
    ),
    (
        "sum of a quadratic, a moment and a linear functional",
        problem(
            [-1, 0, 1.5],
            [1, 2, 1],
            {
                "kind": "sum",
                "terms": [
                    {"weight": -0.5, "of": quadratic(pattern(3, 4), [1, 0, -1])},
                    {"weight": "2/3", "of": moment([{"kind": "cos"}, {"kind": "tanh", "direction": [-2]}], (1, 1, 2), (-2, 2, 0))},
                    {"weight": 1.5, "of": {"kind": "linear", "potential": {"kind": "sin", "direction": [0.7]}}},
                ],
            },
            0.9,
        ),
        {"weights": [1, 1, 2]},
        {"weights": [0, 1, 0]},
    ),
    (
        "tiny sigma",
        problem([-1, 0, 1], [1, 2, 1], quadratic([[-1, 0, 0.5], [0, 0.25, 0], [0.5, 0, -1]], [0, 0.1, 0.001]), 0.0009765625),
        {"weights": [1, 1, 1]},
        {"weights": [1, 2, 2]},
    ),
    (
        "huge sigma",
        problem([-4, -1, 2], [1, 1, 2], quadratic(pattern(3, 8), [3, -1, 0.1]), 1048576),
        {"weights": [7, 1, 2]},
        {"weights": [1, 1, 5]},
    ),
    (
        "rationals as strings",
        problem(
            ["-1/3", "0.1", "5/7"],
            ["1/3", "0.2", "1e-1"],
            quadratic([["1/7", "-0.3", 0], ["-0.3", "2/9", 0.1], [0, 0.1, "-1.25e-1"]], ["1/11", "-1/13", "0.7"]),
            "3/7",
        ),
        {"weights": ["1/6", "1/3", "1/2"]},
        {"weights": ["0.1", "0.1", "0.9"]},
    ),
    (
        "moment on the plane",
        problem(
            [[0, 0], [1, 0.5], [-1, 2], [0.5, -1.5]],
            [1, 2, 2, 1],
            moment(
                [{"kind": "tanh", "direction": [1, -0.5], "offset": 0.25}, {"kind": "coordinate", "direction": [0, 1]}],
                (1.5, 2, 0),
                (-1, 1, 1),
            ),
            1.1,
        ),
        {"weights": [1, 1, 3, 1]},
        {"weights": [1, 1, 1, 1]},
    ),
    (
        "quadratic on the plane",
        problem([[0, 0], [0, 1], ["1/3", "1/3"]], [1, 1, 1], quadratic(pattern(3, 14)), 0.75),
        {"points": [[0, 1], [0, 0]], "weights": [1, 2]},
        {"weights": [1, 0, 0]},
    ),
    (
        "points out of order, weights far apart",
        problem(
            [2, -1.25, 8, 0.5, -3],
            [9.313225746154785e-10, 1, 3, 1024, 1048576],
            quadratic(pattern(5, 19), [0.5, 0, -0.25, 1, 0]),
            2.5,
        ),
        {"weights": [1, 1048576, 3, 0.0009765625, 7]},
        {"points": [-3, 8, 2], "weights": [1, 9.5367431640625e-07, 2]},
    ),
    (
        "far from the origin",
        problem([1000000, 1000000.5, 1000002], [1, 1, 1], quadratic(pattern(3, 27)), 1.5),
        {"weights": [1, 2, 4]},
        {"weights": [4, 2, 1]},
    ),
    (
        "one atom",
        problem([0.75], [3], quadratic([[-2]], [0.5]), 1),
        {"weights": [2]},
        {"weights": [1]},
    ),
    (
        "no interaction: L_F = 0",
        problem([-1, 0, 2], [1, 1, 1], quadratic([[0] * 3] * 3, [1, -0.5, 0.25]), 0.5),
        {"weights": [1, 0, 1]},
        {"weights": [0, 1, 1]},
    ),
]


def vectors():
    for name, P, nu, nu2 in PROBLEMS:
        vector = {"name": name, "problem": P, "nu": nu, "nu2": nu2, "evaluation": evaluation(P, nu, nu2)}
        if P["functional"]["kind"] == "quadratic" and len(coordinates(P["prior"]["points"][0])) == 1:
            vector["certificate"] = certificate(P)
        yield vector


def main():
    golden = json.loads((HERE / "golden.json").read_text())
    recomputed = {
        "evaluation": evaluation(golden["problem"], golden["nu"], golden["nu2"]),
        "certificate": certificate(golden["problem"]),
        "fixedPoint": fixed_point(golden["problem"], golden["nu"]),
    }
    for key, values in recomputed.items():
        if golden[key] != values:
            sys.exit(f"golden.json: {key} differs from {values}")
    provenance = f"generate.py beside this file: mpmath with {mp.dps} digits, {SHOWN} printed"
    written = json.dumps({"source": provenance, "vectors": list(vectors())}, indent=1) + "\n"
    file = HERE / "evaluations.json"
    if "--check" in sys.argv[1:]:
        if json.loads(file.read_text()) != json.loads(written):
            sys.exit("evaluations.json differs")
    else:
        file.write_text(written)


if __name__ == "__main__":
    main()
