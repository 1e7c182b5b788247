"""An instance of a claim, comparisons of two numbers, and hypotheses."""
from constants import Constants
from fixedpoint import fixed_point_near, picard_in_floats
from problem import Problem
from real import ONE, NotKnown, Unclear, at_most, given, largest, least, less, of, sign


class Outside(Exception):
    """A hypothesis certainly fails."""


class Comparison:
    def __init__(self, lhs, relation, rhs, digits=None):
        self.lhs, self.relation, self.rhs, self.digits = of(lhs), relation, of(rhs), digits


def atmost(lhs, rhs):
    return Comparison(lhs, "<=", rhs)


def below(lhs, rhs):
    return Comparison(lhs, "<", rhs)


def equal(lhs, rhs, digits):
    return Comparison(lhs, "=", rhs, digits)


class Instance:
    """The data of an instance, enclosed, and what many claims ask of it."""

    def __init__(self, data):
        self.data = data
        self.problem = Problem(data["problem"])
        self.constants = Constants(self.problem)
        self.sigma = self.problem.sigma
        for key in ("nu", "nu2"):
            setattr(self, key, self.problem.measure(data[key]) if key in data else None)
        self.path = [self.problem.measure(q) for q in data.get("path", [])]
        self.step = given(data["step"]) if "step" in data else None
        self.steps = int(data["steps"]) if "steps" in data else None
        self.sigma2 = given(data["sigma2"]) if "sigma2" in data else None
        self.factor = given(data["factor"]) if "factor" in data else None
        self.shift = given(data["shift"]) if "shift" in data else None

    def flat(self, nu):
        return self.problem.F.flat(nu)

    def psi(self, nu):
        return self.problem.best_response(nu)

    def w1(self, mu, nu):
        return self.problem.w1(mu, nu)

    def osc(self, values):
        on = [values[i] for i in self.problem.support]
        return largest(on) - least(on)

    def fixed_point(self, nu, problem=None):
        """The one near which iteration from nu ends, proved by Krawczyk's operator; nothing is said of how many there are."""
        problem = problem or self.problem
        near = picard_in_floats(problem, [float(x) for x in nu], 4000)
        found = fixed_point_near(problem, near)
        if found is None:
            raise Unclear("no fixed point was proved")
        return found[0]

    def least_lipschitz(self):
        return self.constants.least_lipschitz(self.sigma)

    def contracting(self):
        """L < 1, or the instance is outside."""
        L = self.least_lipschitz()
        require(less(L, ONE), at_most(ONE, L))
        return L


def require(true, false):
    """A hypothesis: certainly true, or certainly false, or unclear."""
    if false:
        raise Outside
    if not true:
        raise Unclear("a hypothesis is not certain")


def positive(x):
    require(sign(x) == 1, sign(x) in (-1, 0))


def charges(s, *measures):
    """The measures are absolutely continuous with respect to xi."""
    for mu in measures:
        for i in range(s.problem.n):
            if i not in s.problem.support and sign(mu[i]) != 0:
                raise Outside


def differences(xs, ys):
    return [x - y for x, y in zip(xs, ys)]
