#!/usr/bin/env python3
"""Truths for test/src/density.test.ts, by mpmath at 36 digits: problems over the line with a density, drawn with a fixed seed, and their values.

    python3 test/src/density-truths.py 16 4 > test/src/density-truths.json
"""
import json
import random
import sys
from fractions import Fraction

import mpmath as mp

mp.mp.dps = 36
rng = random.Random(int(sys.argv[2]))

# Gauss's rule with 48 nodes: exact to all digits on the pieces below
NODES = [(x, w) for x, w in mp.calculus.quadrature.GaussLegendre(mp.mp).calc_nodes(5, 160)]


def gauss(f, a, b):
    c, h = (a + b) / 2, (b - a) / 2
    return h * mp.fsum(w * f(c + h * x) for x, w in NODES)


def quad(f, a, b, singular=()):
    """∫f over a piece on which f is analytic, but at the points listed."""
    if not b > a:
        return mp.mpf(0)
    return mp.quad(f, [a, b], method="tanh-sinh") if a in singular or b in singular else gauss(f, a, b)


def real(x):
    """The real number that a number of a problem means."""
    if isinstance(x, str):
        q = Fraction(x)
        return mp.mpf(q.numerator) / q.denominator
    return mp.mpf(x)


def dyadic(lo, hi, bits=4):
    return rng.randint(lo << bits, hi << bits) / (1 << bits)


def number(lo, hi):
    """Mostly dyadic, sometimes a third or a tenth as a string."""
    x = dyadic(lo, hi)
    return rng.choice([x, x, x, f"{int(x * 16)}/48", f"{int(x * 16)}/160"])


def positive(lo, hi):
    while real(x := number(lo, hi)) <= 0:
        pass
    return x


PLAIN = ["tanh", "sin", "cos", "gaussian", "logistic", "normalCdf", "clip"]
SHAPES = {
    "tanh": mp.tanh,
    "sin": mp.sin,
    "cos": mp.cos,
    "gaussian": lambda t: mp.exp(-t * t / 2),
    "logistic": lambda t: 1 / (1 + mp.exp(-t)),
    "normalCdf": mp.ncdf,
    "coordinate": lambda t: t,
    "square": lambda t: t * t,
    "clip": lambda t: max(mp.mpf(-1), min(mp.mpf(1), t)),
}


class Feature:
    def __init__(self, spec, kind=None, amplitude=1):
        self.kind = kind or spec["kind"]
        self.s = real(spec.get("direction", [1])[0])
        self.o = real(spec.get("offset", 0))
        self.amplitude = amplitude

    def __call__(self, x):
        return self.amplitude * SHAPES[self.kind](self.s * x + self.o)

    def kinks(self):
        return [(k - self.o) / self.s for k in (-1, 1)] if self.kind == "clip" and self.s != 0 else []


class Prior:
    def __init__(self, spec):
        self.spec = spec
        kind = spec["density"]
        if kind == "gaussian":
            self.centre, self.scale = real(spec["mean"]), mp.sqrt(real(spec["variance"]))
            self.U = lambda x: ((x - self.centre) / self.scale) ** 2 / 2
            self.ends = (-mp.inf, mp.inf)
        elif kind == "uniform":
            a, b = real(spec["from"]), real(spec["to"])
            self.centre, self.scale = (a + b) / 2, (b - a) / 2
            self.U = lambda x: mp.mpf(0)
            self.ends = (a, b)
        elif kind == "laplace":
            self.centre, self.scale = real(spec["mean"]), real(spec["scale"])
            self.U = lambda x: abs(x - self.centre) / self.scale
            self.ends = (-mp.inf, mp.inf)
        else:
            self.centre, self.scale, p = mp.mpf(0), real(spec["scale"]), real(spec["exponent"])
            self.U = lambda x: abs(x / self.scale) ** p
            self.ends = (-mp.inf, mp.inf)


def outer_of(spec):
    """g and its gradient."""
    kind = spec["kind"]
    if kind == "polynomial":
        terms = [(real(t["coefficient"]), t["powers"]) for t in spec["terms"]]

        def g(m):
            return mp.fsum(c * mp.fprod(x**p for x, p in zip(m, powers)) for c, powers in terms)

        def gradient(m):
            out = []
            for j in range(len(m)):
                total = mp.mpf(0)
                for c, powers in terms:
                    if powers[j] > 0:
                        total += c * powers[j] * mp.fprod(x ** (p - (l == j)) for l, (x, p) in enumerate(zip(m, powers)))
                out.append(total)
            return out

        return g, gradient
    if kind in ("cosine", "logistic"):
        A, w, p = real(spec["amplitude"]), [real(x) for x in spec["frequency"]], real(spec["phase"])
        s = lambda m: mp.fdot(w, m) + p
        if kind == "cosine":
            return (lambda m: A * mp.cos(s(m))), (lambda m: [-A * mp.sin(s(m)) * c for c in w])
        λ = lambda m: 1 / (1 + mp.exp(-s(m)))
        return (lambda m: A * λ(m)), (lambda m: [A * λ(m) * (1 - λ(m)) * c for c in w])
    if kind == "logSumExp":
        τ = real(spec["temperature"])
        return (
            (lambda m: τ * mp.log(mp.fsum(mp.exp(x / τ) for x in m))),
            (lambda m: [mp.exp(x / τ) / mp.fsum(mp.exp(y / τ) for y in m) for x in m]),
        )
    knots, slopes = [real(x) for x in spec["knots"]], [real(x) for x in spec["slopes"]]

    def slope(u):
        if u <= knots[0]:
            return slopes[0]
        for a, b, s, t in zip(knots, knots[1:], slopes, slopes[1:]):
            if u <= b:
                return s + (t - s) * (u - a) / (b - a)
        return slopes[-1]

    def height(u):
        if u <= knots[0]:
            return (u - knots[0]) * slopes[0]
        cuts = [knots[0]] + [k for k in knots[1:] if k < u] + [u]
        return mp.fsum((b - a) * (slope(a) + slope(b)) / 2 for a, b in zip(cuts, cuts[1:]))

    return (lambda m: height(m[0])), (lambda m: [slope(m[0])])


def terms_of(F, weight=mp.mpf(1)):
    if F["kind"] == "sum":
        return [t for term in F["terms"] for t in terms_of(term["of"], weight * real(term["weight"]))]
    if F["kind"] == "linear":
        return [(weight, "moment", [Feature(F["potential"])], (lambda m: m[0], lambda m: [mp.mpf(1)]))]
    if F["kind"] == "moment":
        return [(weight, "moment", [Feature(f) for f in F["features"]], outer_of(F["outer"]))]
    if F["kind"] == "network":
        y = [real(d["target"]) for d in F["data"]]
        n = len(y)
        features = [Feature({}, F["activation"], real(F["amplitude"])) for _ in y]
        g = lambda m: mp.fsum((a - b) ** 2 for a, b in zip(y, m)) / (2 * n)
        return [(weight, "moment", features, (g, lambda m: [(b - a) / n for a, b in zip(y, m)]))]
    k, w, c = F["kernel"]["kind"], real(F["kernel"]["width"]), real(F["kernel"]["scale"])
    shape = {
        "gaussian": lambda r: c * mp.exp(-r * r / (2 * w * w)),
        "laplace": lambda r: c * mp.exp(-abs(r) / w),
        "cosine": lambda r: c * mp.cos(r / w),
    }[k]
    return [(weight, k, shape, None)]


class Atoms:
    def __init__(self, spec):
        w = [real(x) for x in spec["weights"]]
        self.x = [real(x) for x in spec["points"]]
        self.w = [x / mp.fsum(w) for x in w]
        self.kinks = self.x

    def mean(self, f):
        return mp.fsum(w * f(x) for w, x in zip(self.w, self.x))


class Tilted:
    """p ∝ e^(−V)ξ, V with these kinks."""

    def __init__(self, prior, V, kinks):
        self.prior = prior
        # where |x|^p is not analytic on either side
        self.singular = [mp.mpf(0)] if prior.spec["density"] == "power" and real(prior.spec["exponent"]) % 1 else []
        E = lambda x: prior.U(x) + V(x)
        a, b = prior.ends
        c, s = prior.centre, prior.scale
        inside = sorted({k for k in [*kinks, c] if a < k < b})
        if a == -mp.inf:
            # E rises by 120 from its least value seen: what is beyond is below 1e-50
            least = min(E(c + s * j / 4) for j in range(-80, 81))
            a = (inside[0] if inside else c) - s
            while E(a) < least + 120:
                a -= s
            b = (inside[-1] if inside else c) + s
            while E(b) < least + 120:
                b += s
        cuts = sorted({a, b, *inside})
        # no piece longer than half the scale
        fine = [cuts[0]]
        for lo, hi in zip(cuts, cuts[1:]):
            n = max(1, int(mp.ceil(2 * (hi - lo) / s)))
            fine += [*(lo + (hi - lo) * j / n for j in range(1, n)), hi]
        self.cuts, self.E = fine, E
        self.E0 = min(E(x) for x in fine)
        self.Z = self.integral(lambda x: 1)

    def density(self, x):
        return mp.exp(self.E0 - self.E(x)) / getattr(self, "Z", 1)

    def integral(self, f, cuts=None):
        cuts = cuts or self.cuts
        return mp.fsum(quad(lambda x: f(x) * self.density(x), a, b, self.singular) for a, b in zip(cuts, cuts[1:]))

    def mean(self, f):
        more = f.kinks() if isinstance(f, Feature) else []
        cuts = sorted({*self.cuts, *(k for k in more if self.cuts[0] < k < self.cuts[-1])})
        return self.integral(f, cuts)


class Problem:
    def __init__(self, spec):
        self.prior = Prior(spec["prior"])
        self.σ = real(spec["sigma"])
        self.terms = terms_of(spec["functional"])
        self.kinks = [k for _, kind, what, _ in self.terms if kind == "moment" for f in what for k in f.kinks()]
        self.ξ = Tilted(self.prior, lambda x: mp.mpf(0), self.kinks)

    def value(self, ν):
        total = mp.mpf(0)
        for c, kind, what, g in self.terms:
            if kind == "moment":
                total += c * g[0]([ν.mean(f) for f in what])
            else:
                total += c / 2 * ν.mean(lambda x: ν.mean(lambda y: what(x - y)))
        return total

    def derivative(self, ν):
        """D_ν and its kinks."""
        parts, kinks = [], list(self.kinks)
        for c, kind, what, g in self.terms:
            if kind == "moment":
                parts += [(c * s, f) for s, f in zip(g[1]([ν.mean(f) for f in what]), what)]
            else:
                parts += [(c * w, (lambda x, y=y, k=what: k(x - y))) for w, y in zip(ν.w, ν.x)]
                if kind == "laplace":
                    kinks += ν.x
        return (lambda x: mp.fsum(c * f(x) for c, f in parts)), kinks

    def response(self, ν):
        D, kinks = self.derivative(ν)
        p = Tilted(self.prior, lambda x: D(x) / self.σ, kinks)
        p.D = D
        return p

    def entropy(self, p):
        return -p.mean(p.D) / self.σ - mp.log(p.Z) + p.E0 + mp.log(self.ξ.Z) - self.ξ.E0

    def moments(self, ν):
        rows, out = [], [ν.mean(lambda x: x), ν.mean(lambda x: x * x)]
        return out


def w1(p, q):
    """∫|F_p − F_q|, either tilted or atoms: by pieces, on which the sign of Δ is found at the ends and, where it changes, by bisection."""
    tilted = [m for m in (p, q) if isinstance(m, Tilted)]
    atoms = [(x, w, s) for s, m in ((1, p), (-1, q)) if isinstance(m, Atoms) for x, w in zip(m.x, m.w)]
    if not tilted:
        xs = sorted({x for x, _, _ in atoms})
        F = lambda x: mp.fsum(s * w for y, w, s in atoms if y <= x)
        return mp.fsum(abs(F(a)) * (b - a) for a, b in zip(xs, xs[1:]))
    cuts = sorted({*(x for m in tilted for x in m.cuts), *(x for x, _, _ in atoms)})
    fine = [cuts[0]]
    for a, b in zip(cuts, cuts[1:]):
        fine += [(a + b) / 2, b]

    def density(x):
        return (p.density(x) if isinstance(p, Tilted) else 0) - (q.density(x) if isinstance(q, Tilted) else 0)

    singular = tilted[0].singular
    Δ, total = mp.mpf(0), mp.mpf(0)
    for a, b in zip(fine, fine[1:]):
        Δ += mp.fsum(s * w for x, w, s in atoms if x == a)
        piece = lambda lo, hi, start: (hi - lo) * start + quad(lambda y: (hi - y) * density(y), lo, hi, singular)
        end = Δ + quad(density, a, b, singular)
        if Δ * end < 0:
            lo, hi, at = a, b, Δ
            for _ in range(60):
                c = (lo + hi) / 2
                value = at + quad(density, lo, c, singular)
                if value * Δ > 0:
                    lo, at = c, value
                else:
                    hi = c
            total += abs(piece(a, lo, Δ)) + abs(piece(hi, b, at))
        else:
            total += abs(piece(a, b, Δ))
        Δ = end
    return total


def draw_feature(unbounded):
    kind = rng.choice(PLAIN + (["coordinate", "square"] if unbounded else []))
    spec = {"kind": kind}
    if rng.random() < 0.7:
        while real(d := number(-2, 2)) == 0:
            pass
        spec["direction"] = [d]
    if rng.random() < 0.7:
        spec["offset"] = number(-2, 2)
    return spec


def draw_outer(k):
    kind = rng.choice(["polynomial", "polynomial", "cosine", "logistic", "logSumExp"] + (["piecewise"] if k == 1 else []))
    if kind == "polynomial":
        terms = [{"coefficient": number(-2, 2), "powers": [rng.randint(0, 2) for _ in range(k)]} for _ in range(rng.randint(1, 3))]
        return {"kind": kind, "terms": terms}
    if kind in ("cosine", "logistic"):
        return {"kind": kind, "amplitude": number(-2, 2), "frequency": [number(-2, 2) for _ in range(k)], "phase": number(-1, 1)}
    if kind == "logSumExp":
        return {"kind": kind, "temperature": positive(0, 2)}
    knots = sorted(rng.sample(range(-16, 17), 3))
    return {"kind": kind, "knots": [x / 16 for x in knots], "slopes": [number(-2, 2) for _ in knots]}


def draw_functional(unbounded, depth=0):
    kind = rng.choice(["linear", "moment", "moment", "moment", "network", "interaction", "interaction"] + (["sum"] * 2 if depth == 0 else []))
    if kind == "linear":
        return {"kind": kind, "potential": draw_feature(False)}
    if kind == "moment":
        k = rng.randint(1, 3)
        return {"kind": kind, "features": [draw_feature(unbounded) for _ in range(k)], "outer": draw_outer(k)}
    if kind == "network":
        data = [{"input": [], "target": number(-2, 2)} for _ in range(rng.randint(1, 3))]
        return {"kind": kind, "data": data, "activation": rng.choice(["tanh", "logistic", "gaussian"]), "amplitude": number(-2, 2)}
    if kind == "interaction":
        kernel = {"kind": rng.choice(["gaussian", "laplace", "cosine"]), "width": positive(0, 2), "scale": number(-2, 2)}
        return {"kind": kind, "kernel": kernel}
    return {"kind": kind, "terms": [{"weight": number(-2, 2), "of": draw_functional(unbounded, 1)} for _ in range(2)]}


def draw_prior():
    kind = rng.choice(["gaussian", "uniform", "laplace", "power"])
    if kind == "gaussian":
        return {"density": kind, "mean": number(-2, 2), "variance": positive(0, 3)}
    if kind == "uniform":
        a = dyadic(-3, 2)
        return {"density": kind, "from": a, "to": f"{int(a * 16) * 3 + rng.randint(10, 150)}/48"}
    if kind == "laplace":
        return {"density": kind, "mean": number(-2, 2), "scale": positive(0, 2)}
    return {"density": kind, "exponent": rng.choice([1, 1.5, 2, 2.5, 3, 4, "7/3"]), "scale": positive(0, 2)}


def draw_measure(prior):
    n = rng.randint(1, 3)
    if prior["density"] == "uniform":
        a, b = Fraction(prior["from"]), Fraction(prior["to"])
        points = [str(a + (b - a) * Fraction(j, 8)) for j in rng.sample(range(9), n)]
    else:
        points = [x / 8 for x in rng.sample(range(-24, 25), n)]
    return {"points": points, "weights": [number(1, 4) for _ in range(n)]}


def text(x):
    return mp.nstr(x, 32, strip_zeros=False, min_fixed=-mp.inf, max_fixed=mp.inf)


def main():
    out = []
    while len(out) < int(sys.argv[1]):
        prior = draw_prior()
        # x² is integrable against what is tilted only over a bounded interval for certain
        unbounded = prior["density"] == "uniform"
        spec = {
            "format": "banach/problem/1",
            "prior": prior,
            "functional": draw_functional(unbounded),
            "sigma": positive(0, 3),
        }
        nu, nu2 = draw_measure(prior), draw_measure(prior)
        problem = Problem(spec)
        ν, ν2 = Atoms(nu), Atoms(nu2)
        p, q = problem.response(ν), problem.response(ν2)
        D = p.D
        out.append(
            {
                "problem": spec,
                "nu": nu,
                "nu2": nu2,
                "functional": text(problem.value(ν)),
                "flatDerivative": [text(D(x)) for x in ν2.x],
                "moments": [text(m) for m in problem.moments(p)],
                "kl": text(problem.entropy(p)),
                "w1": text(w1(ν, ν2)),
                "w1BestResponses": text(w1(p, q)),
                "w1Mixed": text(w1(p, ν2)),
                "m1": text(problem.ξ.mean(lambda x: abs(x)) if not problem.ξ.cuts[0] < 0 < problem.ξ.cuts[-1] else
                           problem.ξ.integral(abs, sorted({*problem.ξ.cuts, mp.mpf(0)}))),
                "mtilde": text(problem.ξ.integral(lambda x: abs(x - problem.prior.centre))),
            }
        )
        print(len(out), prior["density"], spec["functional"]["kind"], file=sys.stderr)
    print("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False) for x in out) + "\n]")


main()
