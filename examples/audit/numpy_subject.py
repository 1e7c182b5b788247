#!/usr/bin/env python3
"""A subject of an audit with NumPy, for quadratic, linear (by a table) and interaction functionals on the line; and, by a flag, the same with a bug.

    npx banach audit -- python3 examples/audit/numpy_subject.py
    npx banach audit -- python3 examples/audit/numpy_subject.py --bug unsorted

Bugs, all of them seen in the wild: `no-shift` exponentials of D as it is, which overflow; `unsorted` W1 that takes the points for sorted; `no-prior` a Gibbs
measure that forgets the weights of the prior; `half` the derivative of the quadratic form without its factor 2; `float32` a best response in single precision.
"""
import json
import sys

import numpy as np

BUG = sys.argv[sys.argv.index("--bug") + 1] if "--bug" in sys.argv else None
np.seterr(all="ignore")


def points(problem):
    return np.array([x[0] if isinstance(x, list) else x for x in problem["prior"]["points"]], dtype=float)


def normalise(weights):
    w = np.array(weights, dtype=float)
    w = w / w.max()
    return w / w.sum()


def form(problem):
    """K and b with F = 1/2 nu'K nu + b'nu."""
    F, n = problem["functional"], len(problem["prior"]["points"])
    if F["kind"] == "quadratic":
        return np.array(F["matrix"], dtype=float), np.array(F.get("linear") or [0] * n, dtype=float)
    if F["kind"] == "linear" and F["potential"]["kind"] == "table":
        return np.zeros((n, n)), np.array(F["potential"]["values"], dtype=float)
    if F["kind"] == "interaction":
        x, k = points(problem), F["kernel"]
        r = np.abs(x[:, None] - x[None, :]) / k["width"]
        shape = {"gaussian": np.exp(-(r**2) / 2), "laplace": np.exp(-r), "cosine": np.cos(r)}[k["kind"]]
        return k["scale"] * shape, np.zeros(n)
    raise NotImplementedError(F["kind"])


def value(problem, nu):
    K, b = form(problem)
    return nu @ (K @ nu) / 2 + b @ nu


def derivative(problem, nu):
    K, b = form(problem)
    return (K @ nu / 2 if BUG == "half" else K @ nu) + b


def best_response(problem, nu):
    xi, D = normalise(problem["prior"]["weights"]), derivative(problem, nu)
    if BUG == "no-prior":
        xi = (xi > 0) / len(xi)
    if BUG == "no-shift":
        p = xi * np.exp(-D / problem["sigma"])
    else:
        logs = np.where(xi > 0, np.log(xi) - (D - D[xi > 0].min()) / problem["sigma"], -np.inf)
        p = np.exp(logs - logs.max())
    p = p / p.sum()
    return p.astype(np.float32).astype(float) if BUG == "float32" else p


def wasserstein(problem, p, q):
    x = points(problem)
    order = np.arange(len(x)) if BUG == "unsorted" else np.argsort(x)
    moved = np.cumsum((p - q)[order])[:-1]
    return np.abs(moved) @ np.abs(np.diff(x[order]))


def kl(p, q):
    with_mass = p > 0
    return np.inf if (q[with_mass] == 0).any() else float(np.sum(p[with_mass] * np.log(p[with_mass] / q[with_mass])))


def fixed_point(problem, nu):
    """The iteration nu <- Psi[nu], until its change is nothing but roundings: for long no smaller than it was."""
    best, least, since = nu, np.inf, 0
    for _ in range(2000):
        response = best_response(problem, nu)
        change = np.abs(response - nu).max()
        best, least, since = (nu, change, 0) if change < least else (best, least, since + 1)
        if since == 50 and least < 2e-15:
            return best
        nu = response
    raise NotImplementedError("a fixed point to which iteration does not lead")


OPERATIONS = {
    "functionalValue": lambda q: value(q["problem"], q["nu"]),
    "flatDerivative": lambda q: derivative(q["problem"], q["nu"]),
    "bestResponse": lambda q: best_response(q["problem"], q["nu"]),
    "eulerStep": lambda q: (1 - q["step"]) * q["nu"] + q["step"] * best_response(q["problem"], q["nu"]),
    "wasserstein1": lambda q: wasserstein(q["problem"], q["nu"], q["nu2"]),
    "totalVariation": lambda q: np.abs(q["nu"] - q["nu2"]).sum() / 2,
    "kl": lambda q: kl(q["nu"], q["nu2"]),
    "klToPrior": lambda q: kl(q["nu"], normalise(q["problem"]["prior"]["weights"])),
    "freeEnergy": lambda q: value(q["problem"], q["nu"])
    + q["problem"]["sigma"] * kl(q["nu"], normalise(q["problem"]["prior"]["weights"])),
    "fixedPoint": lambda q: fixed_point(q["problem"], q["nu"]),
}


def number(x):
    return x if np.isfinite(x) else "NaN" if np.isnan(x) else "Infinity" if x > 0 else "-Infinity"


def answer(request):
    op = request.pop("op")
    if op == "handshake":
        limits = {"dimension": 1, "functionals": ["linear", "quadratic", "interaction"]}
        return {"result": {"protocol": "banach/audit/1", "name": "NumPy", "version": np.__version__, "operations": list(OPERATIONS), "limits": limits}}
    if "distances" in request["problem"]["prior"]:
        return {"unsupported": "a metric given as a matrix"}
    for key in ("nu", "nu2"):
        if key in request:
            request[key] = normalise(request[key]["weights"])
    try:
        result = OPERATIONS[op](request)
        return {"result": [number(x) for x in result.tolist()] if np.ndim(result) else number(float(result))}
    except NotImplementedError as e:
        return {"unsupported": str(e)}


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"id": request.pop("id"), **answer(request)}), flush=True)
