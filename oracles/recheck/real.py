"""Real numbers, known exactly as a rational or enclosed by an interval of mpmath; functions of them, each sound by construction.

A `Real` keeps a `Fraction` as long as it can (data of a problem are rationals, so ties are decided exactly) and otherwise an interval
of `mpmath.iv`. Of mpmath only the directed rounding of + - * / and sqrt is trusted, which `self_test` compares with exact rationals;
exp, ln, tanh, sin, cos are built from these here, because mpmath's own are rounded outward by guard digits, not by proof.
"""
import math
from contextlib import contextmanager
from fractions import Fraction

import mpmath
from mpmath import iv
from mpmath.libmp import mpf_gt, mpf_le, mpf_lt, mpf_sign, mpf_sub

#: A rational of more bits than this is kept as an interval: exact arithmetic must not run away.
MOST_BITS = 6000


class Unclear(Exception):
    """A quotient by what may be 0, a root or logarithm of what may be negative, a hypothesis that is not certain: needs more digits."""


class NotKnown(Exception):
    """Nothing can be said of it here, and why."""


def set_digits(digits):
    """Intervals carry that many decimal digits from now on; everything computed before stays an enclosure."""
    iv.prec = math.ceil(digits * 3.3219280948873626) + 8


@contextmanager
def more_bits(bits):
    """Intervals carry some more bits inside."""
    before = iv.prec
    iv.prec = before + bits
    try:
        yield
    finally:
        iv.prec = before


def _fraction(end):
    """An endpoint of an interval as a rational."""
    negative, man, exponent, _ = end
    if (man == 0 and exponent != 0) or abs(exponent) > 100_000:
        raise Unclear("too large or too small a number to be written out")
    value = Fraction(int(man) << exponent) if exponent >= 0 else Fraction(int(man), 1 << -exponent)
    return -value if negative else value


def _lift(q):
    """A rational as an interval, rounded outward: integers are converted with directed rounding, then divided."""
    numerator, denominator = iv.mpf(q.numerator), iv.mpf(q.denominator)
    return numerator if q.denominator == 1 else numerator / denominator


class Real:
    """A real number: `q` the rational that it is, or `v` an interval that contains it."""

    __slots__ = ("q", "_v", "_bits")

    def __init__(self, q=None, v=None):
        self.q = q
        self._v = v
        self._bits = 0  # of a rational, those of the interval that is kept

    @property
    def v(self):
        if self.q is not None and self._bits != iv.prec:
            self._v, self._bits = _lift(self.q), iv.prec
        return self._v

    # ---- Ends: as they are, and as rationals (which only propose and print).

    def ends(self):
        return self.v._mpi_

    def lower(self):
        return self.q if self.q is not None else _fraction(self._v._mpi_[0])

    def upper(self):
        return self.q if self.q is not None else _fraction(self._v._mpi_[1])

    def mid(self):
        return self.q if self.q is not None else (self.lower() + self.upper()) / 2

    def __float__(self):
        """A hint; it bounds nothing."""
        if self.q is not None:
            return _nearest(self.q)
        low, high = (_nearest(mpmath.mp.make_mpf(end)) for end in self.ends())
        return (low + high) / 2

    # ---- Arithmetic.

    def __add__(self, other):
        other = of(other)
        if self.q is not None and other.q is not None:
            return exactly(self.q + other.q)
        if self.q == 0:
            return other
        return self if other.q == 0 else Real(v=self.v + other.v)

    def __sub__(self, other):
        other = of(other)
        if self.q is not None and other.q is not None:
            return exactly(self.q - other.q)
        return self if other.q == 0 else Real(v=self.v - other.v)

    def __mul__(self, other):
        other = of(other)
        if self.q is not None and other.q is not None:
            return exactly(self.q * other.q)
        if self.q == 0 or other.q == 0:
            return ZERO
        return Real(v=self.v * other.v)

    def __truediv__(self, other):
        other = of(other)
        if other.q is not None:
            if other.q == 0:
                raise Unclear("a quotient by 0")
            if self.q is not None:
                return exactly(self.q / other.q)
        if self.q == 0:
            return ZERO
        if sign(other) is None:
            raise Unclear("a quotient by what may be 0")
        return Real(v=self.v / other.v)

    def __neg__(self):
        return Real(q=-self.q) if self.q is not None else Real(v=-self.v)

    def __abs__(self):
        s = sign(self)
        if s is not None:
            return self if s >= 0 else -self
        low, high = ends_of(self)
        return hull([ZERO, -low, high])

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return of(other) - self

    def __rtruediv__(self, other):
        return of(other) / self

    def __pow__(self, power):
        """x^p for an integer p >= 0: even powers through |x|, so that a square is not negative."""
        if self.q is not None:
            return exactly(self.q ** power)
        base = abs(self) if power % 2 == 0 else self
        result = ONE
        for _ in range(power):
            result = result * base
        return result

    def __repr__(self):
        return show(self)


def exactly(q):
    """A rational, or an interval around it where it has become too long."""
    if q.numerator.bit_length() + q.denominator.bit_length() > MOST_BITS:
        return Real(v=_lift(q))
    return Real(q=q)


def of(x):
    """An int, Fraction or Real as a Real. Floats are refused: what they mean must be said by `given`."""
    if isinstance(x, Real):
        return x
    if isinstance(x, (int, Fraction)):
        return Real(q=Fraction(x))
    raise TypeError(f"not a real: {x!r}")


def given(x):
    """What a number of a JSON file means: a JSON number is exactly its binary64, a string exactly its rational."""
    if isinstance(x, bool) or not isinstance(x, (int, float, str)):
        raise ValueError(f"not a number: {x!r}")
    # A JSON integer may be longer than binary64: it means the nearest one.
    return Real(q=Fraction(x) if isinstance(x, str) else Fraction(float(x)))


def between(lower, upper):
    """The interval of two rationals, rounded outward."""
    if lower == upper:
        return exactly(lower)
    return Real(v=iv.make_mpf((_lift(lower)._mpi_[0], _lift(upper)._mpi_[1])))


ZERO = Real(q=Fraction(0))
ONE = Real(q=Fraction(1))
HALF = Real(q=Fraction(1, 2))


# ---- What is certain. Ends are compared as they are; two rationals exactly.


def sign(x):
    """-1, 0 or 1 where it is certain, otherwise None."""
    x = of(x)
    if x.q is not None:
        return (x.q > 0) - (x.q < 0)
    lower, upper = x.ends()
    if mpf_sign(lower) > 0:
        return 1
    return -1 if mpf_sign(upper) < 0 else None


def at_most(x, y):
    """Is x <= y for certain?"""
    x, y = of(x), of(y)
    if x.q is not None and y.q is not None:
        return x.q <= y.q
    return mpf_le(x.ends()[1], y.ends()[0])


def less(x, y):
    """Is x < y for certain?"""
    x, y = of(x), of(y)
    if x.q is not None and y.q is not None:
        return x.q < y.q
    return mpf_lt(x.ends()[1], y.ends()[0])


def disjoint(x, y):
    return less(x, y) or less(y, x)


# ---- Lists.


def total(xs):
    result = ZERO
    for x in xs:
        result = result + x
    return result


def dot(xs, ys):
    return total(x * y for x, y in zip(xs, ys))


def largest(xs):
    """The maximum; the very number where it is certain which it is, so that an exact one stays exact."""
    xs = [of(x) for x in xs]
    best = xs[0]
    for x in xs[1:]:
        if at_most(best, x):
            best = x
        elif not at_most(x, best):
            (a, b), (c, d) = best.ends(), x.ends()
            best = Real(v=iv.make_mpf((a if mpf_gt(a, c) else c, b if mpf_gt(b, d) else d)))
    return best


def least(xs):
    return -largest(-of(x) for x in xs)


def hull(xs):
    """An interval that contains all of them."""
    xs = list(xs)
    if all(x.q is not None and x.q == xs[0].q for x in xs):
        return xs[0]
    low, high = xs[0].ends()
    for a, b in (x.ends() for x in xs[1:]):
        low = a if mpf_lt(a, low) else low
        high = b if mpf_gt(b, high) else high
    return Real(v=iv.make_mpf((low, high)))


def intersection(x, y):
    """The points of both, or None where there are none."""
    if x.q is not None and y.q is not None:
        return x if x.q == y.q else None
    (a, b), (c, d) = x.ends(), y.ends()
    low, high = (a if mpf_gt(a, c) else c), (b if mpf_lt(b, d) else d)
    return Real(v=iv.make_mpf((low, high))) if mpf_le(low, high) else None


def symmetric(r):
    """[-r, r] for r >= 0."""
    return hull([-of(r), of(r)])


def ends_of(x):
    """The two ends, each as a thin number."""
    if x.q is not None:
        return x, x
    return tuple(Real(v=iv.make_mpf((end, end))) for end in x.ends())


# ---- Functions, from + - * / and sqrt.


def root(x):
    """sqrt(x); exact for the square of a rational. A sum of squares that touches 0 from below is one that touches 0."""
    if x.q is not None and x.q >= 0:
        n, d = math.isqrt(x.q.numerator), math.isqrt(x.q.denominator)
        if n * n == x.q.numerator and d * d == x.q.denominator:
            return Real(q=Fraction(n, d))
    low, high = x.ends()
    if mpf_sign(high) < 0:
        raise Unclear("a root of a negative number")
    if mpf_sign(low) < 0:
        low = mpmath.libmp.fzero
    return Real(v=iv.sqrt(iv.make_mpf((low, high))))


def norm(x):
    """The Euclidean length of a vector; squares, not products, so that an enclosed coordinate counts once."""
    return abs(x[0]) if len(x) == 1 else root(total(t**2 for t in x))


def _halvings(q):
    """k with |q|/2^k < 2^-8."""
    return max(0, abs(q.numerator).bit_length() - q.denominator.bit_length() + 1) + 8


def _exp_at(q):
    """e^q for a rational: Taylor's series at r = q/2^k, whose remainder for |r| <= 1/2 is at most 2|r|^N/N!, squared k times."""
    if q == 0:
        return iv.mpf(1)
    k = _halvings(q)
    with more_bits(2 * k + 20):
        r = _lift(q) / iv.mpf(2**k)
        terms = iv.prec // 9 + 2
        # sum_{i<N} r^i/i! + [-2, 2] r^N/N! by Horner's rule: the innermost factor carries the remainder.
        inner = iv.mpf([-2, 2]) * r / iv.mpf(terms)
        for i in range(terms - 1, 0, -1):
            inner = (iv.mpf(1) + inner) * r / iv.mpf(i)
        result = iv.mpf(1) + inner
        for _ in range(k):
            result = result * result
    return +result


def _ln_at(q):
    """ln q = y + ln(1 + z) for any y, z = q e^-y - 1, and |ln(1 + z) - z| <= z^2 for |z| <= 1/2. mpmath proposes y, no more."""
    if q <= 0:
        raise Unclear("a logarithm of what may be 0")
    if q == 1:
        return iv.mpf(0)
    with mpmath.mp.workprec(iv.prec + 20):
        proposed = mpmath.log(mpmath.mpf(q.numerator) / q.denominator)
        y = _fraction(proposed._mpf_)
    z = _lift(q) * _exp_at(-y) - iv.mpf(1)
    if not (-0.5 < z.a and z.b < 0.5):
        raise Unclear("a logarithm that was proposed badly")
    return _lift(y) + z + z * z * iv.mpf([-1, 1])


def _tanh_at(q):
    """tanh q = 1 - 2/(e^2q + 1), with as many more bits as cancel near 0."""
    if q == 0:
        return iv.mpf(0)
    with more_bits(max(0, q.denominator.bit_length() - abs(q.numerator).bit_length()) + 8):
        result = iv.mpf(1) - iv.mpf(2) / (_exp_at(2 * q) + iv.mpf(1))
    return +result


def _increasing(at, x):
    """An increasing function: its values at the two ends."""
    if x.q is not None:
        return Real(v=at(x.q))
    lower, upper = x.lower(), x.upper()
    return Real(v=iv.make_mpf((at(lower)._mpi_[0], at(upper)._mpi_[1])))


def exp(x):
    return ONE if x.q == 0 else _increasing(_exp_at, x)


def ln(x):
    return ZERO if x.q == 1 else _increasing(_ln_at, x)


def tanh(x):
    return ZERO if x.q == 0 else _increasing(_tanh_at, x)


def cos_and_sin(q):
    """(cos q, sin q) for a rational: Taylor at r = q/2^k with Lagrange's remainder, angles doubled k times."""
    if q == 0:
        return ONE, ZERO
    k = _halvings(q)
    with more_bits(3 * k + 20):
        r = _lift(q) / iv.mpf(2**k)
        square = r * r
        terms = iv.prec // 16 + 2
        # 1 - r^2/2! + r^4/4! - ... and r - r^3/3! + ...: the innermost factor carries the remainder, of modulus at most the next term.
        c = s = iv.mpf([-1, 1])
        for i in range(terms, 0, -1):
            c = iv.mpf(1) - c * square / iv.mpf((2 * i - 1) * (2 * i))
            s = iv.mpf(1) - s * square / iv.mpf((2 * i) * (2 * i + 1))
        s = s * r
        for _ in range(k):
            c, s = c * c - s * s, iv.mpf(2) * c * s
    return Real(v=+c), Real(v=+s)


# ---- Text.


def _nearest(x):
    """A hint."""
    try:
        return float(x)
    except OverflowError:
        return math.inf if x > 0 else -math.inf


def show(x, digits=12):
    """A few digits of the middle, or both ends where they differ visibly."""
    x = of(x)
    low, high = (mpmath.libmp.to_str(end, digits) for end in x.ends())
    return low if low == high else f"[{low}, {high}]"


# ---- Is the arithmetic that is trusted sound?


def _samples():
    """Rationals of all sizes, the same on every machine."""
    state = 12345
    for _ in range(40):
        parts = []
        for _ in range(3):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            parts.append(state >> 11)
        yield Fraction(parts[0] - 2**52, parts[1] + 1) * Fraction(2) ** (parts[2] % 200 - 100)


def self_test():
    """Compares interval operations with exact rationals, and functions with their functional equations. Raises AssertionError."""
    samples = list(_samples())
    checked = 0
    for a, b in zip(samples, samples[1:] + samples[:1]):
        x, y = (Real(v=_lift(t)) for t in (a, b))
        for enclosure, truth in ((x + y, a + b), (x - y, a - b), (x * y, a * b), (x / y, a / b)):
            assert enclosure.lower() <= truth <= enclosure.upper(), f"{truth} is not in {enclosure}"
            checked += 1
        wide = hull([x, y])
        for enclosure, truths in ((wide * wide, (a * a, a * b, b * b)), (abs(wide), (abs(a), abs(b))), (wide**2, (a * a, b * b))):
            assert all(enclosure.lower() <= t <= enclosure.upper() for t in truths)
            checked += 1
        r = root(abs(x))
        assert r.lower() ** 2 <= abs(a) <= r.upper() ** 2
        small = of(a / (abs(a) + 1) * 20)
        # e^t e^-t = 1, ln e^t = t, tanh t = sinh/cosh, cos^2 + sin^2 = 1, and each against mpmath with many more digits.
        with mpmath.mp.workprec(3 * iv.prec):
            t = mpmath.mpf(small.q.numerator) / small.q.denominator
            c, s = cos_and_sin(small.q)
            for enclosure, value in (
                (exp(small), mpmath.exp(t)),
                (ln(exp(small)), t),
                (tanh(small), mpmath.tanh(t)),
                (c, mpmath.cos(t)),
                (s, mpmath.sin(t)),
            ):
                low, high = enclosure.ends()
                assert mpf_le(low, value._mpf_) and mpf_le(value._mpf_, high), f"{value} is not in {enclosure}"
                # Sound and narrow: a function that answered with the whole line would confirm nothing.
                assert mpmath.mp.make_mpf(mpf_sub(high, low)) <= max(1, abs(value)) * mpmath.mpf(2) ** (20 - iv.prec), "too wide"
                checked += 1
    return checked
