"""Re-checks `banach/certificate/1`: every number from the problem again, every fixed point proved again, completeness where it is within reach."""
from fractions import Fraction

from constants import Constants
from fixedpoint import fixed_point_near, picard_in_floats, propose, starts, surely_none, sweep
from local import local_constant, slopes_within, steepest_sample
from problem import Problem
from real import ONE, ZERO, NotKnown, Unclear, at_most, disjoint, least, less, of, set_digits, show, sign
from shown import Shown

COVER = "the cover of a simplex for Lip Psi is repeated for two points only"


class Check:
    """One certificate against one problem."""

    def __init__(self, certificate, name, report):
        set_digits(max(60, certificate["digits"] + 30))
        self.certificate = certificate
        self.name = name
        self.report = report
        self.problem = Problem(certificate["problem"])
        self.constants = Constants(self.problem)
        self.sigma = self.problem.sigma
        self.complete = False  # is it proved here that there are no other fixed points?
        self.proved = []  # (index, weights enclosed, box) of the fixed points that were proved again

    def item(self, what):
        return f"{self.name}: {what}"

    def value(self, what, shown, mine):
        """Does the shown enclosure contain the number that is recomputed here?"""
        self.report.decide(
            self.item(what), shown.contains(mine), shown.misses(mine), shown.text, f"it says {shown.text}, recomputed: {show(mine, 45)}"
        )

    def run(self):
        self.check_constants()
        self.check_lipschitz()
        self.check_thresholds()
        self.check_digits()
        self.check_fixed_points()
        self.check_contraction()
        self.check_count()
        self.check_minimiser()
        self.report.not_rechecked(self.item("explanation"), "prose")

    # ---- Constants, Lipschitz constants, thresholds.

    def shown(self, group, key):
        return Shown(self.certificate[group][key])

    def check_constants(self):
        for key in ("C_F", "L_F", "omega_F", "Lambda_F", "m1", "mtilde", "diam"):
            self.value(f"constants.{key}", self.shown("constants", key), getattr(self.constants, key))
        for key in ("Lip_x", "rho"):
            if key in self.certificate["constants"]:
                try:
                    self.value(f"constants.{key}", self.shown("constants", key), getattr(self.constants, key))
                except NotKnown as reason:
                    self.report.not_rechecked(self.item(f"constants.{key}"), str(reason))

    def check_lipschitz(self):
        for key in ("paper", "sharp", "diameter"):
            self.value(f"lipschitz.{key}", self.shown("lipschitz", key), getattr(self.constants, key)(self.sigma))
        self.check_computed()
        self.check_local()

    def check_computed(self):
        """L_cert (BR-2.3c) or a smaller constant that is at least one derived here, L_cert or BR-2.3e."""
        item, shown = self.item("lipschitz.computed"), self.shown("lipschitz", "computed")
        cert, valid = self.greatest_computed(self.sigma), self.constants.computed(self.sigma)
        if shown.contains(valid):
            self.report.confirmed(item, f"{shown.text} is the least of L_cert and BR-2.3e")
        elif shown.low is not None and less(cert, shown.low):
            self.report.contradicted(item, f"it says {shown.text}, more than L_cert = {show(cert, 20)}")
        elif shown.high is None or at_most(valid, shown.high):
            self.report.confirmed(item, f"{shown.text} is valid: not below {show(valid, 20)}, derived here")
        else:
            self.too_small(item, shown, self.problem, f"the least constant derived here is {show(valid, 20)}")

    def greatest_computed(self, sigma):
        """What a computed constant may not exceed: L_cert without a median, of which in R^d different programs find different digits."""
        return self.constants.L_cert(sigma, with_median=False)

    def too_small(self, item, shown, problem, otherwise):
        """A constant below all that is derived here: contradicted by a slope that exceeds it, or else unconfirmed."""
        slope = steepest_sample(problem)
        if less(shown.high, slope):
            self.report.contradicted(item, f"it says {shown.text}, but Psi has the slope {show(slope, 20)}")
        else:
            self.report.unconfirmed(item, f"it says {shown.text}; {otherwise}")

    def check_local(self):
        """Lip Psi, where it is given (BR-2.3f)."""
        pair = self.certificate["lipschitz"]["local"]
        if pair is None:
            return
        item, shown = self.item("lipschitz.local"), Shown(pair)
        exact = local_constant(self.problem)
        if exact is not None:
            self.value("lipschitz.local", shown, exact)
            return
        if shown.low is None or shown.high is None:
            self.report.unconfirmed(item, f"{shown.text} is unbounded")
            return
        slope = steepest_sample(self.problem)
        within = slopes_within(self.problem, shown.low, shown.high) if self.problem.n == 2 else None
        if less(shown.high, slope) or within is False:
            self.report.contradicted(item, f"it says {shown.text}, but Psi has a slope above that")
        elif within:
            self.report.confirmed(item, f"{shown.text}: no slope is greater, one is not less")
        else:
            self.report.not_rechecked(item, COVER if self.problem.n > 2 else "a sweep of [0, 1] for Lip Psi leaves it open")

    def check_thresholds(self):
        constants, report = self.constants, self.report
        self.value("thresholds.paper", self.shown("thresholds", "paper"), constants.paper_threshold())
        self.value("thresholds.diameter", self.shown("thresholds", "diameter"), constants.diameter_threshold())
        for key in ("implicit", "sharp"):
            # L decreases: its root is in [lo, hi] iff L(lo) >= 1 >= L(hi). For sharp that root is 2C/W_0(C/(L mtilde)): y e^y = C/(L mtilde), y = 2C/sigma.
            constant = constants.paper if key == "implicit" else constants.sharp
            self.root_of(f"thresholds.{key}", self.shown("thresholds", key), constant)
        self.check_computed_threshold()

    def root_of(self, what, shown, constant):
        vanishes = sign(self.constants.L_F * self.constants.mtilde)
        if vanishes == 0:
            self.value(what, shown, of(0))
            return
        item = self.item(what)
        # At sigma = 0 (or below) the constant is infinite.
        low = None if shown.low is None or shown.low.q <= 0 else constant(shown.low)
        high = None if shown.high is None else constant(shown.high) if shown.high.q > 0 else False
        true = vanishes == 1 and high is not False and (low is None or at_most(ONE, low)) and (high is None or at_most(high, ONE))
        false = vanishes == 1 and (high is False or (low is not None and less(low, ONE)) or (high is not None and less(ONE, high)))
        ends = ", ".join("infinite" if t is None or t is False else show(t - ONE, 3) for t in (low, high))
        self.report.decide(item, true, false, shown.text, f"it says {shown.text}, where L - 1 is {ends}")

    def check_computed_threshold(self):
        """Is the constant at the upper end at most 1?"""
        item, shown = self.item("thresholds.computed"), self.shown("thresholds", "computed")
        if shown.high is None:
            self.report.unconfirmed(item, "no upper end")
            return
        if shown.high.q <= 0:
            self.report.decide(item, sign(self.constants.computed(self.sigma)) == 0, True, "0: Psi is constant", "0, but Psi is not proved constant")
            return
        there = self.problem.at(shown.high)
        valid = self.constants.computed(shown.high)
        if at_most(valid, ONE):
            greatest = None if shown.low is None or shown.low.q <= 0 else self.greatest_computed(shown.low)
            if greatest is not None and less(greatest, ONE):
                self.report.contradicted(item, f"it says {shown.text}, but L_cert is {show(greatest, 20)} at its lower end already")
            else:
                self.report.confirmed(item, f"{shown.text}: at its upper end {show(valid, 20)} <= 1")
        else:
            one = Shown(["0", "1"])
            self.too_small(item, one, there, f"at {shown.text} the least constant derived here is {show(valid, 20)}")

    def check_digits(self):
        digits = self.certificate["digits"]
        shown = [(f"{group}.{key}", Shown(pair)) for group in ("constants", "lipschitz", "thresholds")
                 for key, pair in self.certificate[group].items() if pair is not None and key != "local"]
        wide = [what for what, enclosure in shown if not enclosure.narrow(digits)]
        if wide:
            self.report.unconfirmed(self.item("digits"), f"{digits} are promised; wider: {', '.join(wide)}")
        else:
            self.report.confirmed(self.item("digits"), f"{len(shown)} enclosures are as narrow as 10^-{digits}")

    # ---- Contraction.

    def check_contraction(self):
        contraction = self.certificate["contraction"]
        verdict, by = contraction["verdict"], contraction["by"]
        item = self.item("contraction")
        if (verdict == "proved") != (by is not None):
            self.report.contradicted(item, f"the verdict {verdict!r} by {by!r} contradicts itself")
        elif verdict == "not proved":
            shown = [Shown(pair) for pair in self.certificate["lipschitz"].values() if pair is not None]
            if any(s.high is not None and s.high.q < 1 for s in shown):
                self.report.contradicted(item, "'not proved', but one of its own constants is below 1")
            else:
                self.report.confirmed(item, "nothing is claimed")
        else:
            self.check_proved_contraction(item, by)

    def check_proved_contraction(self, item, by):
        if by == "local":
            exact = local_constant(self.problem)
            almost = of(Fraction(2**60 - 1, 2**60))
            if (exact is not None and less(exact, ONE)) or (exact is None and self.problem.n == 2 and slopes_within(self.problem, ZERO, almost)):
                self.report.confirmed(item, "every slope is below 1")
                return
            mine = exact
        else:
            mine = self.constants.computed(self.sigma) if by == "computed" else getattr(self.constants, by)(self.sigma)
            if less(mine, ONE):
                self.report.confirmed(item, f"by {by}: {show(mine, 20)} < 1")
                return
            if by != "computed" and at_most(ONE, mine):
                self.report.contradicted(item, f"by {by}, which is {show(mine, 20)}")
                return
        others = [f for k, f, _ in self.proved for l, g, _ in self.proved if k < l and any(disjoint(a, b) for a, b in zip(f, g))]
        slope = steepest_sample(self.problem)
        if others:
            self.report.contradicted(item, "there are two fixed points")
        elif less(ONE, slope) or (mine is not None and by == "local" and at_most(ONE, mine)):
            self.report.contradicted(item, f"by {by}, but Psi has the slope {show(slope, 20)}")
        elif by == "local" and self.problem.n > 2 and self.certificate["lipschitz"]["local"] is not None:
            self.report.not_rechecked(item, COVER)
        else:
            self.report.unconfirmed(item, f"by {by}" + ("" if mine is None else f", for which {show(mine, 20)} is derived here"))

    # ---- Fixed points.

    def check_fixed_points(self):
        for k, enclosure in enumerate(self.certificate["fixedPoints"]["enclosures"]):
            try:
                self.check_fixed_point(k, enclosure)
            except Unclear as reason:
                self.report.unconfirmed(self.item(f"fixedPoints[{k}]"), str(reason))

    def check_fixed_point(self, k, enclosure):
        item = self.item(f"fixedPoints[{k}]")
        shown = [Shown(pair) for pair in enclosure["weights"]]
        if len(shown) != self.problem.n:
            self.report.contradicted(item, f"{len(shown)} weights for {self.problem.n} points")
            return
        boxes = [s.interval() for s in shown]
        if None in boxes:
            self.report.unconfirmed(item, "an unbounded weight")
            return
        found = fixed_point_near(self.problem, [float(b) for b in boxes])
        if found and all(s.contains(w) for s, w in zip(shown, found[0])):
            self.proved.append((k, *found))
            self.report.confirmed(item, "a fixed point, proved again: " + ", ".join(show(w, 12) for w in found[0]))
            self.value(f"fixedPoints[{k}].freeEnergy", Shown(enclosure["freeEnergy"]), self.problem.free_energy(found[0]))
        elif surely_none(self.problem, boxes):
            near = "" if not found else "; the nearest is " + ", ".join(show(w, 20) for w in found[0])
            self.report.contradicted(item, "there is no fixed point in this box" + near)
        else:
            self.report.unconfirmed(item, "no fixed point is proved inside it here")

    def known(self, weights):
        """Is it one of the fixed points that were proved again?"""
        return any(not any(disjoint(a, b) for a, b in zip(weights, known)) for _, known, _ in self.proved)

    def further(self):
        """A fixed point in none of the enclosures, looked for from several starts; proved, or None."""
        seen = [[float(w) for w in weights] for _, weights, _ in self.proved]
        for start in starts(self.problem, 24):
            for begin in (picard_in_floats(self.problem, start), start):
                near = propose(self.problem, begin)
                if near is None or any(max(abs(x - y) for x, y in zip(near, known)) < 1e-9 for known in seen):
                    continue
                seen.append(near)
                found = fixed_point_near(self.problem, near)
                if found and not self.known(found[0]) and self.outside(found[0]):
                    return found[0]
        return None

    def outside(self, weights):
        """Is it certainly in none of the enclosures?"""
        return all(
            any(Shown(pair).misses(w) for pair, w in zip(enclosure["weights"], weights))
            for enclosure in self.certificate["fixedPoints"]["enclosures"]
        )

    def check_count(self):
        fixed = self.certificate["fixedPoints"]
        count, proof, listed = fixed["count"], fixed["proof"], len(fixed["enclosures"])
        item = self.item("fixedPoints.count")
        if self.twice():
            self.report.contradicted(self.item("fixedPoints.enclosures"), "two of them enclose the same fixed point, or are not disjoint")
        elif listed > 1 and len(self.proved) == listed:
            self.report.confirmed(self.item("fixedPoints.enclosures"), f"{listed} different fixed points")
        if count is None:
            # 'krawczyk': each of those listed exists, no more is said.
            if proof not in (None, "krawczyk"):
                self.report.contradicted(item, f"no count, but a proof of it: {proof!r}")
            return
        # The one fixed point of a strictly convex F^sigma may not be enclosed.
        missing = proof == "convexity" and count == 1 and listed == 0
        if proof in (None, "krawczyk") or (count != listed and not missing) or fixed["open"] != 0:
            self.report.contradicted(item, f"{count} by {proof!r} with {listed} enclosures and {fixed['open']} open boxes")
            return
        self.check_complete(item, count, proof)

    def twice(self):
        """Two enclosures that meet, or with the same fixed point inside."""
        shown = [[Shown(pair) for pair in e["weights"]] for e in self.certificate["fixedPoints"]["enclosures"]]
        return any(not any(a.disjoint(b) for a, b in zip(x, y)) for k, x in enumerate(shown) for y in shown[:k])

    def check_complete(self, item, count, proof):
        """Are there no others? By contraction, by a sweep where the support has two atoms; a further one refutes it in any case."""
        unique = len(self.problem.support) == 1 or less(self.least_valid(), ONE)
        if unique:
            self.complete = true = count == 1
            self.report.decide(item, true, not true, f"{count}: Psi contracts, by {show(self.least_valid(), 12)}", f"{count}, but Psi contracts")
            return
        if proof == "convexity":
            try:
                rho = self.constants.rho
            except NotKnown as reason:
                self.report.not_rechecked(item, str(reason))
                return
            self.complete = true = count == 1 and less(rho, self.sigma)
            false = count != 1 or (len(self.problem.support) <= 6 and less(self.sigma, rho))
            self.report.decide(item, true, false, f"{count}: sigma > rho = {show(rho, 12)}", f"{count} by convexity, but rho is {show(rho, 12)}")
            return
        if len(self.problem.support) == 2:
            pieces = sweep(self.problem)
            if pieces is not None:
                self.complete = len(pieces) == count
                swept = f"a sweep of [0, 1] finds {len(pieces)}"
                self.report.decide(item, self.complete, not self.complete, f"{count}: {swept}", f"{count}, but {swept}")
                return
        other = self.further()
        if other is not None:
            self.report.contradicted(item, f"{count}, but there is another: " + ", ".join(show(w, 12) for w in other))
        elif proof == "banach" and self.certificate["contraction"]["by"] != "local":
            self.report.unconfirmed(item, f"{count} by 'banach', but no constant below 1 is derived here")
        else:
            self.report.not_rechecked(item, f"completeness of a proof by {proof!r} with more than two atoms (no further fixed point was found)")

    def least_valid(self):
        constants = [self.constants.computed(self.sigma), self.constants.sharp(self.sigma), self.constants.paper(self.sigma)]
        exact = local_constant(self.problem)
        return least(constants if exact is None else [*constants, exact])

    # ---- The minimiser.

    def check_minimiser(self):
        fixed = self.certificate["fixedPoints"]
        minimiser, candidates = self.certificate["minimiser"], self.certificate["minimisers"]
        energies = [Shown(e["freeEnergy"]) for e in fixed["enclosures"]]
        item = self.item("minimiser")
        if any(k >= len(energies) for k in candidates) or len(set(candidates)) != len(candidates):
            self.report.contradicted(self.item("minimisers"), f"{candidates} of {len(energies)} enclosures")
            return
        if minimiser is not None and (minimiser >= len(energies) or candidates != [minimiser]):
            self.report.contradicted(item, f"{minimiser} of {len(energies)} enclosures, candidates {candidates}")
            return
        recomputed = {k: self.problem.free_energy(weights) for k, weights, _ in self.proved}
        if len(recomputed) != len(energies):
            self.report.not_rechecked(item, "not every fixed point was proved again")
            return
        self.check_excluded(recomputed, candidates)
        if minimiser is not None:
            others = [k for k in recomputed if k != minimiser]
            true = all(less(recomputed[minimiser], recomputed[k]) for k in others)
            false = any(less(recomputed[k], recomputed[minimiser]) for k in others)
            self.report.decide(
                item, true, false, f"{minimiser}, the lowest of {len(energies)} free energies{self.rest()}",
                "its free energy is not certainly below all others",
            )

    def rest(self):
        """A global minimiser is a fixed point: the lowest of all is one."""
        return "" if self.complete else ", global if these are all fixed points, which was not re-checked"

    def check_excluded(self, recomputed, candidates):
        """Those that are no candidates have certainly more free energy than another; candidates do not."""
        if not recomputed:
            return
        excluded = [k for k in recomputed if any(less(e, recomputed[k]) for e in recomputed.values())]
        wrong = [k for k in recomputed if k not in candidates and k not in excluded]
        # A candidate may be one that is not lowest, but not if its own free energy says so.
        energies = [Shown(e["freeEnergy"]) for e in self.certificate["fixedPoints"]["enclosures"]]
        weak = [k for k in candidates if any(e.disjoint(energies[k]) and less(recomputed[j], recomputed[k]) for j, e in enumerate(energies))]
        self.report.decide(
            self.item("minimisers"), not wrong and not weak, True, f"{candidates}",
            f"{candidates}, but by free energy the candidates are {[k for k in recomputed if k not in excluded]}",
        )
