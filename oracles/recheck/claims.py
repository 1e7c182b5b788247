"""The claims, typed again from docs/mathematics.md: a literal table from ids to what they say of an instance.

A false sibling `id~what` stands beside its claim.
"""
from fractions import Fraction

from constants import Constants
from instance import NotKnown, atmost, below, equal
from problem import kl, total_variation
from real import HALF, ONE, ZERO, given, of, tanh
from sharpness import (
    converse, every_one, lighter_tails, local_contraction, nearly_attained, positive_constant, slow_growth, two_minimisers, unnormalised,
)
from statements import (
    a_posteriori, bare_condition, bregman_bound, constant, contraction, crossing_threshold, deviation, dilated, dissipation, euler, fundamental,
    gap, image, inexact, lipschitz_bound, metastable, minimal, modulus, moved, ordering, oscillation_bounds, price, remainder_bound, renormalised,
    same_fixed_point, scaled, scheme, size_bound, slope_bound, smooth_bound, stability, threshold, translated, two_gibbs, two_points, unchanged, unique, value_identity, variation_bounds, variational,
    without_exponential,
)

paper, sharp, diameter = Constants.paper, Constants.sharp, Constants.diameter
L_cert, computed = Constants.L_cert, Constants.computed
ALMOST = of(Fraction(63, 64))
NINE_TENTHS, FOUR_FIFTHS = of(Fraction(9, 10)), of(Fraction(4, 5))
LIGHT = lambda c: c.L_F * c.mtilde
WIDE = lambda c: c.Lambda_F * c.diam

CLAIMS = {
    "BR-A2.1-B": size_bound(ONE),
    "BR-A2.1-B~half": size_bound(HALF),
    "BR-A2.1-L": lipschitz_bound(ONE),
    "BR-A2.1-L~half": lipschitz_bound(HALF),
    "BR-A2.1-D": lambda s: fundamental(s, frozen=False),
    "BR-A2.1-D~frozen": lambda s: fundamental(s, frozen=True),
    "BR-A-norm-osc": oscillation_bounds,
    "BR-A-norm-osc~once": lambda s: [atmost(s.constants.omega_F, s.constants.C_F)],
    "BR-A-norm-lipschitz": variation_bounds,
    "BR-A-norm-lipschitz~once": lambda s: [atmost(s.constants.Lambda_F, s.constants.L_F)],
    "BR-A-norm-median": lambda s: [atmost(s.constants.mtilde, s.constants.m1)],
    "BR-A-norm-median~reversed": lambda s: [atmost(s.constants.m1, s.constants.mtilde)],
    "BR-A-slope": slope_bound(ONE),
    "BR-A-slope~half": slope_bound(HALF),
    "BR-A-smooth": smooth_bound(ONE),
    "BR-A-smooth~half": smooth_bound(HALF),
    "BR-derivative-remainder": remainder_bound(of(Fraction(1, 4))),
    "BR-derivative-remainder~half": remainder_bound(of(Fraction(1, 8))),
    "BR-2.6d-modulus": modulus(ONE, atmost),
    "BR-2.6d-modulus~half": modulus(HALF, atmost),
    "BR-2.6d-modulus~convex": modulus(ZERO, atmost),
    "BR-2.6d-attained": two_points(modulus(ONE, lambda a, b: equal(a, b, 20))),
    "BR-2.6d-attained~half": two_points(modulus(HALF, lambda a, b: equal(a, b, 20))),
    "BR-2.6d-gap": gap(ONE),
    "BR-2.6d-gap~convex": gap(ZERO),
    "BR-2.3": contraction(paper),
    "BR-2.3~without-exponential": contraction(lambda c, sigma: without_exponential(c, sigma, c.m1)),
    "BR-2.3a": contraction(lambda c, sigma: c.paper(sigma, c.mtilde)),
    "BR-2.3a~without-exponential": contraction(lambda c, sigma: without_exponential(c, sigma, c.mtilde)),
    "BR-2.3b": contraction(sharp),
    "BR-2.3b~half": contraction(lambda c, sigma: HALF * c.sharp(sigma)),
    "BR-2.3c": contraction(L_cert),
    "BR-2.3c~nine-tenths": contraction(lambda c, sigma: NINE_TENTHS * c.L_cert(sigma)),
    "BR-2.3d": contraction(diameter),
    "BR-2.3d~fifth": contraction(lambda c, sigma: FOUR_FIFTHS * c.diameter(sigma)),
    "BR-2.3e": contraction(Constants.smooth),
    "BR-2.3e~nine-tenths": contraction(lambda c, sigma: NINE_TENTHS * c.smooth(sigma)),
    "BR-order-sharp": ordering(sharp, paper),
    "BR-order-sharp~twice": ordering(lambda c, sigma: 2 * c.sharp(sigma), paper),
    "BR-order-computed": ordering(L_cert, sharp),
    "BR-order-computed~half": ordering(L_cert, lambda c, sigma: HALF * c.sharp(sigma)),
    "BR-order-diameter": ordering(deviation, lambda c, sigma: HALF * c.diam),
    "BR-order-diameter~fifth": ordering(deviation, lambda c, sigma: FOUR_FIFTHS * HALF * c.diam),
    "BR-threshold-paper": threshold(Constants.paper_threshold, paper),
    "BR-threshold-paper~bare": threshold(bare_condition, paper),
    "BR-threshold-implicit": crossing_threshold(paper, ONE, LIGHT),
    "BR-threshold-implicit~less": crossing_threshold(paper, ALMOST, LIGHT),
    "BR-threshold-sharp": crossing_threshold(sharp, ONE, LIGHT),
    "BR-threshold-sharp~less": crossing_threshold(sharp, ALMOST, LIGHT),
    "BR-threshold-computed": crossing_threshold(computed, ONE, WIDE),
    "BR-threshold-computed~less": crossing_threshold(computed, ALMOST, WIDE),
    "BR-threshold-diameter": threshold(Constants.diameter_threshold, diameter),
    "BR-threshold-diameter~fifth": threshold(lambda c: FOUR_FIFTHS * c.diameter_threshold(), diameter),
    "BR-2.4-unique": unique,
    "BR-2.4-unique~cold": same_fixed_point,
    "BR-2.4-minimiser": minimal,
    "BR-2.4-minimiser~metastable": metastable,
    "BR-2.4-dissipation": dissipation(lambda nu, psi: kl(nu, psi) + kl(psi, nu)),
    "BR-2.4-dissipation~one-sided": dissipation(kl),
    "BR-D3-upper": a_posteriori(lambda distance, residual, L: atmost(distance, residual / (ONE - L))),
    "BR-D3-upper~residual": a_posteriori(lambda distance, residual, L: atmost(distance, residual)),
    "BR-D3-lower": a_posteriori(lambda distance, residual, L: atmost(residual / (ONE + L), distance)),
    "BR-D3-lower~residual": a_posteriori(lambda distance, residual, L: atmost(residual, distance)),
    "BR-2.6b-value": value_identity(with_bregman=True),
    "BR-2.6b-value~linear": value_identity(with_bregman=False),
    "BR-2.6b-bregman": bregman_bound(of(Fraction(1, 4))),
    "BR-2.6b-bregman~half": bregman_bound(of(Fraction(1, 8))),
    "BR-2.5-fixed-points": stability(amplified=True),
    "BR-2.5-fixed-points~rigid": stability(amplified=False),
    "BR-price": price(
        lambda s, tv: [atmost(tv, tanh(s.constants.C_F / (2 * s.sigma))), below(tv, tanh(of(Fraction(1, 4))))]
    ),
    "BR-price~fifth": price(lambda s, tv: [below(tv, tanh(of(Fraction(1, 5))))]),
    "BR-gibbs": variational(lambda nu, p: kl(nu, p)),
    "BR-gibbs~reversed": variational(lambda nu, p: kl(p, nu)),
    "BR-TV": two_gibbs(lambda p, q, osc: atmost(total_variation(p, q), tanh(osc / 4)), third=True),
    "BR-TV~fifth": two_gibbs(lambda p, q, osc: atmost(total_variation(p, q), tanh(osc / 5)), third=True),
    "BR-KL": two_gibbs(lambda p, q, osc: atmost(kl(q, p), osc**2 / 8), third=False),
    "BR-KL~tenth": two_gibbs(lambda p, q, osc: atmost(kl(q, p), osc**2 / 10), third=False),
    "BR-D1": scheme(euler(lambda a, L: ONE - a * (ONE - L))),
    "BR-D1~faster": scheme(euler(lambda a, L: ONE - a * (ONE - HALF * L))),
    "BR-D2": scheme(inexact(with_errors=True)),
    "BR-D2~free": scheme(inexact(with_errors=False)),
    "BR-2.3b-opt": two_minimisers(ONE),
    "BR-2.3b-opt~above": two_minimisers(given(1.05)),
    "BR-2.3d-opt": nearly_attained(3),
    "BR-2.3d-opt~fourth": nearly_attained(4),
    "BR-2.3f": local_contraction(ONE),
    "BR-2.3f~nine-tenths": local_contraction(NINE_TENTHS),
    "BR-2.4-converse": converse,
    "BR-2.4-converse~every": every_one,
    "BR-KF1": lambda s: [atmost(s.constants.C_F, ZERO)],
    "BR-KF2": lighter_tails,
    "BR-KF3": lambda s: [below(s.constants.paper_threshold(), s.sigma)],
    "BR-A2.2-growth": slow_growth,
    "BR-2.3-positive": positive_constant,
    "BR-2.3-unnormalised": unnormalised,
    "T2-scale": unchanged(lambda s: scaled(s, True), image, constant("paper"), constant("sharp")),
    "T2-scale~F-alone": unchanged(lambda s: scaled(s, False), image),
    "T2-dilate": unchanged(dilated, image, constant("paper"), constant("sharp"), constant("computed")),
    "T2-dilate~shear": unchanged(lambda s: moved(s, lambda x: x * s.factor, s.sigma * s.factor), constant("paper")),
    "T2-translate": unchanged(translated, image, constant("sharp"), constant("computed")),
    "T2-translate~paper": unchanged(translated, constant("paper")),
    "T2-normalise": unchanged(renormalised, image, constant("computed")),
    "T2-normalise~C": unchanged(renormalised, lambda s: [s.constants.C_F]),
}


#: Statements without a sibling's name that are to be refuted all the same: they are in print.
PUBLISHED = ("BR-KF1", "BR-KF2", "BR-KF3", "BR-A2.2-growth", "BR-2.3-positive", "BR-2.3-unnormalised")


def find(claim):
    """What a claim says, or NotKnown. A claim about W1 off the line (`-atomic`) says the same with another distance."""
    if claim.startswith("conformance-"):
        raise NotKnown("concerns the Float64 code, which only the package itself can run")
    for name in (claim, claim.replace("-atomic", "")):
        if name in CLAIMS:
            return CLAIMS[name]
    raise NotKnown(f"the claim {claim} is not known to this checker")
