#!/usr/bin/env python3
"""True values for priors with a density by mpmath, from the definitions: integrals by its tanh-sinh quadrature, equations by its secant method.

    python3 oracles/vectors/densities.py          writes densities.json; prettier lays it out afterwards
    python3 oracles/vectors/densities.py --check  stops where densities.json differs, and writes nothing

Needs Python 3 and mpmath >= 1.2. Works with 60 digits and prints 40. Fixed points solve m = E_p[phi] with p the Gibbs measure integrated numerically; only
the Gaussian KL divergence of O4 and the tails of R_k are closed forms.
"""
import json
import sys
from fractions import Fraction
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.dps = 60
SHOWN = 40
FILE = Path(__file__).resolve().parent / "densities.json"


def real(x):
    q = Fraction(x)
    return mpf(q.numerator) / q.denominator


def text(x):
    return mpmath.nstr(x, SHOWN, strip_zeros=False)


def solve(f, near):
    """A zero of f by the secant method."""
    return mpmath.findroot(f, near, solver="secant", tol=mpf(10) ** -100)


# ---- Priors: the density up to a factor, and where to cut its support into pieces.


def gaussian(mean, variance):
    width = mpmath.sqrt(variance)
    return lambda x: mpmath.exp(-((x - mean) ** 2) / (2 * variance)), [mean + k * width for k in range(-20, 21, 4)]


def uniform():
    return lambda x: mpf(1), [mpf(-1), mpf(0), mpf(1)]


def mean_of(prior, tilt, *functions):
    """E of each function under e^tilt times the prior, and ln of the mean of e^tilt under the prior."""
    density, pieces = prior
    integral = lambda f: mpmath.quad(f, pieces)
    weight = lambda x: mpmath.exp(tilt(x)) * density(x)
    mass = integral(weight)
    means = [integral(lambda x, f=f: f(x) * weight(x)) / mass for f in functions]
    return means, mpmath.log(mass / integral(density))


# ---- O4, O10: N(mean, variance) to N(mean', variance').


def gaussian_mean(lam, mean, variance, sigma):
    lam, mean, variance, sigma = map(real, (lam, mean, variance, sigma))
    prior = gaussian(mean, variance)
    # The best response has its own centre: cut there.
    around = lambda m: (prior[0], [mean - lam * m * variance / sigma + k * mpmath.sqrt(variance) for k in range(-20, 21, 4)])
    respond = lambda m: mean_of(around(m), lambda x: -lam * m * x / sigma, lambda x: x)[0][0]
    slope = respond(mpf(1)) - respond(mpf(0))
    m = respond(mpf(0)) / (1 - slope)
    assert abs(respond(m) - m) < mpf(10) ** -50
    energy = lam * m**2 / 2 + sigma * (m - mean) ** 2 / (2 * variance)
    return {"moments": [text(m)], "freeEnergy": text(energy), "lipschitz": text(abs(slope))}


def gaussian_variance(lam, mean, variance, sigma):
    lam, mean, variance, sigma = map(real, (lam, mean, variance, sigma))
    prior = gaussian(mean, variance)
    tilt = lambda m: lambda x: -(lam * x**2 / 2 - lam * m * x) / sigma
    respond = lambda m: mean_of(prior, tilt(m), lambda x: x, lambda x: x**2)
    m = solve(lambda m: respond(m)[0][0] - m, (mpf("0.4"), mpf("0.45")))
    (first, second), lnZ = respond(m)
    D = lam * second / 2 - lam * m * first  # the mean of D
    energy = lam * (second - first**2) / 2 - D - sigma * lnZ
    slope = respond(mpf(1))[0][0] - respond(mpf(0))[0][0]
    return {"moments": [text(first), text(second)], "freeEnergy": text(energy), "lipschitz": text(slope)}


# ---- O5, O6, O7.


def uniform_spin(J, sigma, near):
    J, sigma = real(J), real(sigma)
    respond = lambda m: mean_of(uniform(), lambda x: J * m * x / sigma, lambda x: x)
    m = solve(lambda m: respond(m)[0][0] - m, near)
    return m, J * m**2 / 2 - sigma * respond(m)[1]


def xy(J, sigma, near):
    J, sigma = real(J), real(sigma)
    circle = lambda t: mpf(1), [mpf(0), mpmath.pi / 2, mpmath.pi]
    respond = lambda m: mean_of(circle, lambda t: J * m * mpmath.cos(t) / sigma, mpmath.cos)
    m = solve(lambda m: respond(m)[0][0] - m, near)
    return m, J * m**2 / 2 - sigma * respond(m)[1]


def bounded_gaussian(J, sigma, near):
    J, sigma = real(J), real(sigma)
    respond = lambda u: mean_of(gaussian(mpf(0), mpf(1)), lambda x: J * (u - mpf(1) / 2) * mpmath.ncdf(x) / sigma, mpmath.ncdf)
    u = solve(lambda u: respond(u)[0][0] - u, near)
    D = -J * (u - mpf(1) / 2) * u
    return u, -J * (u - mpf(1) / 2) ** 2 / 2 - D - sigma * respond(u)[1]


def state(m, energy):
    return {"moments": [text(m)], "freeEnergy": text(energy)}


# ---- Thresholds with J = 1: (10), L_paper = 1, L_B = 1, and R_k over the continuum by its definition as a maximum over thresholds.


def thresholds(C, L, m1, mtilde):
    ten = 2 * C + mpmath.e * (mpmath.e + 1) * L * m1
    paper = lambda s: mpmath.log(L / s * mpmath.exp(2 * C / s) * (1 + mpmath.exp(2 * C / s)) * m1)
    sharp = 2 * C / mpmath.lambertw(C / (L * mtilde)).real
    return {"paper": text(ten), "implicit": text(solve(paper, (sharp, 2 * sharp))), "sharp": text(sharp)}


def spread(k, mean, tail, w):
    """R_k(0) = sup_t (E v + (e^w - 1) E[v; |x| > t]) / (1 + (e^w - 1) P(|x| > t)): where it is stationary it is t^k."""
    E = mpmath.expm1(w)
    ratio = lambda t: (mean + E * tail(t, k)) / (1 + E * tail(t, 0))
    t = solve(lambda t: ratio(t) - t**k, (mpf("0.6"), mpf("0.7")))
    return t**k


def crossing(L, low, high):
    return solve(lambda s: L(s) - 1, (real(low), real(high)))


def uniform_spin_thresholds():
    tail = lambda t, k: (1 - t ** (k + 1)) / (k + 1)
    R2 = lambda s: spread(2, mpf(1) / 3, tail, 2 / s)
    return {
        **thresholds(mpf(1), mpf(1), mpf(1) / 2, mpf(1) / 2),
        "computed": text(crossing(lambda s: mpmath.sqrt(R2(s)) / s, "0.8", "0.82")),
        "smooth": text(crossing(lambda s: R2(s) / s, "0.7", "0.71")),
        "contraction": text(mpf(1) / 3),
    }


def bounded_gaussian_thresholds():
    phi, bar = mpmath.npdf, lambda t: mpmath.erfc(t / mpmath.sqrt(2)) / 2
    tail = lambda t, k: [2 * bar(t), 2 * phi(t), 2 * (t * phi(t) + bar(t))][k]
    steepest = 1 / mpmath.sqrt(2 * mpmath.pi)
    mean = mpmath.sqrt(2 / mpmath.pi)
    w = lambda s: 1 / (2 * s)
    R1, R2 = (lambda s: spread(1, mean, tail, w(s))), (lambda s: spread(2, mpf(1), tail, w(s)))
    deviation = lambda s: steepest / (2 * s) * min(2 * R1(s), mpmath.sqrt(R2(s)))
    gaussian_covariance = mpmath.quad(lambda x: x * mpmath.ncdf(x) * mpmath.npdf(x), [-20, -8, 0, 8, 20])
    return {
        **thresholds(mpf(1) / 4, steepest / 2, mean, mean),
        "computed": text(crossing(deviation, "0.29", "0.3")),
        "smooth": text(crossing(lambda s: steepest**2 / s * R2(s), "0.3", "0.31")),
        "contraction": text(steepest * gaussian_covariance),
    }


# ---- O11: N(-3/2, 1/4), B = 4, arm costs -1 and 0.


class Bandit:
    def __init__(self, B, dc, mean, variance, tau="0"):
        self.B, self.dc, self.tau = real(B), real(dc), real(tau)
        self.prior = gaussian(real(mean), real(variance))

    def slope(self, u):
        """g'(u) from g = dc pi_1 + tau KL(pi | uniform), by the product rule alone."""
        p = 1 / (1 + mpmath.exp(-2 * self.B * u))
        derivative = 2 * self.B * p * (1 - p)
        return derivative * (self.dc + self.tau * mpmath.log(p / (1 - p)))

    def respond(self, s, *functions):
        return mean_of(self.prior, lambda x: s * mpmath.tanh(x), mpmath.tanh, *functions)

    def fixed_point(self, sigma, near):
        sigma = real(sigma)
        u = solve(lambda u: self.respond(-self.slope(u) / sigma)[0][0] - u, near)
        s = -self.slope(u) / sigma
        arm = 1 / (1 + mpmath.exp(-2 * self.B * u))
        return {"moments": [text(u)], "freeEnergy": text(self.dc * arm + sigma * (s * u - self.respond(s)[1]))}

    def fold(self, near):
        """Where sigma = -g'(M(s))/s is stationary in s: 0 = d ln sigma/ds, M' = Var tanh."""

        def stationary(s):
            (u, square), _ = self.respond(s, lambda x: mpmath.tanh(x) ** 2)
            return -2 * self.B * mpmath.tanh(self.B * u) * (square - u**2) - 1 / s

        s = solve(stationary, near)
        u = self.respond(s)[0][0]
        return {"s": text(s), "u": text(u), "sigma": text(-self.slope(u) / s)}


# ---- First absolute moments.


def power_moment(p):
    p = real(p)
    if p < 20:  # the definition; the pieces end where the integrand is below 10^-70
        end = mpf(165) ** (1 / p)
        pieces = [end * k / 8 for k in range(9)]
        by_quadrature = mpmath.quad(lambda x: x * mpmath.exp(-(x**p)), pieces) / mpmath.quad(lambda x: mpmath.exp(-(x**p)), pieces)
        assert abs(by_quadrature - mpmath.gamma(2 / p) / mpmath.gamma(1 / p)) < mpf(10) ** -25
    return text(mpmath.gamma(2 / p) / mpmath.gamma(1 / p))


def gaussian_moment(mean, variance):
    density, pieces = gaussian(real(mean), real(variance))
    pieces = sorted(pieces + [mpf(0)])
    return text(mpmath.quad(lambda x: abs(x) * density(x), pieces) / mpmath.quad(density, pieces))


def laplace_moment(mean, scale):
    mean, scale = real(mean), real(scale)
    pieces = sorted([mean + k * 10 * scale for k in range(-16, 17)] + [mpf(0)])
    density = lambda x: mpmath.exp(-abs(x - mean) / scale)
    return text(mpmath.quad(lambda x: abs(x) * density(x), pieces) / mpmath.quad(density, pieces))


def vectors():
    arms = Bandit("4", "-1", "-3/2", "1/4")
    mean, variance = ("-1", "1/4", "2"), ("3", "1/2", "2/3")
    return {
        "gaussianMean": [
            {"lambda": lam, "mean": mu, "variance": v, "sigma": s, **gaussian_mean(lam, mu, v, s)}
            for lam, mu, v, s in [(*mean, "198/100"), (*mean, "202/100"), (*mean, "5"), ("7/3", "-1/3", "1/2", "3/4")]
        ],
        "gaussianVariance": [
            {"lambda": lam, "mean": mu, "variance": v, "sigma": s, **gaussian_variance(lam, mu, v, s)}
            for lam, mu, v, s in [(*variance, "198/100"), (*variance, "202/100"), (*variance, "1/10")]
        ],
        "uniformSpin": [
            {"J": J, "sigma": s, **state(*uniform_spin(J, s, (real(m), real(m) * mpf("1.01"))))}
            for J, s, m in [("1", "0.33", "0.13"), ("1", "1/4", "0.6"), ("1", "1/50", "0.97"), ("7/3", "1/2", "0.6")]
        ],
        "xy": [
            {"J": J, "sigma": s, **state(*xy(J, s, (real(m), real(m) * mpf("1.01"))))}
            for J, s, m in [("1", "0.495", "0.14"), ("1", "1/4", "0.8"), ("1", "1/50", "0.98"), ("7/3", "1/2", "0.85")]
        ],
        "boundedGaussian": [
            {"J": J, "sigma": s, **state(*bounded_gaussian(J, s, (real(u), real(u) * mpf("1.01"))))}
            for J, s, u in [("1", "0.0825", "0.564"), ("1", "1/16", "0.8"), ("4", "1/10", "0.93")]
        ],
        "bandit": {
            "folds": [arms.fold((mpf("2.4"), mpf("2.5"))), arms.fold((mpf("7.2"), mpf("7.3")))],
            "states": [
                {"sigma": "0.27", **arms.fixed_point("0.27", (real(u), real(u) + mpf("0.001")))} for u in ("-0.86", "-0.045", "0.006")
            ],
            "proxy": Bandit("2", "-1", "0", "1", "1/10").fixed_point("1/5", (mpf("0.516"), mpf("0.517")))["moments"][0],
        },
        "thresholds": {
            "uniformSpin": uniform_spin_thresholds(),
            "xy": thresholds(mpf(1), mpf(1), mpf(1), mpf(1)),
            "boundedGaussian": bounded_gaussian_thresholds(),
        },
        "power": {p: power_moment(p) for p in ("1", "3/2", "2", "5/2", "3", "4", "5", "6", "8", "16", "100", "1000")},
        "gaussianMoment": [{"mean": m, "variance": v, "moment": gaussian_moment(m, v)} for m, v in [("0", "1"), ("-3/2", "1/4"), ("1/3", "5/7"), ("10", "2")]],
        "laplaceMoment": [{"mean": m, "scale": s, "moment": laplace_moment(m, s)} for m, s in [("0", "1"), ("-3/2", "1/4"), ("1/3", "5/7")]],
    }


def main():
    provenance = f"densities.py beside this file: mpmath with {mp.dps} digits, {SHOWN} printed"
    written = json.dumps({"source": provenance, **vectors()}, indent=1) + "\n"
    if "--check" in sys.argv[1:]:
        if json.loads(FILE.read_text()) != json.loads(written):
            sys.exit("densities.json differs")
    else:
        FILE.write_text(written)


main()
