"""Enclosures as a file shows them: two decimal strings, which may be infinite."""
from fractions import Fraction

from real import at_most, between, less, of


class Shown:
    """[lo, hi] of two decimal strings; None stands for an infinite end."""

    def __init__(self, pair):
        low, high = pair
        self.text = f"[{_short(low)}, {_short(high)}]"
        if low == "Infinity" or high == "-Infinity":
            raise ValueError(f"an empty enclosure or an infinite value: {pair}")
        self.low = None if low == "-Infinity" else of(Fraction(low))
        self.high = None if high == "Infinity" else of(Fraction(high))
        if self.low is not None and self.high is not None and self.high.q < self.low.q:
            raise ValueError(f"the ends of an enclosure are reversed: {pair}")

    def contains(self, x):
        """Every point of x, for certain?"""
        return (self.low is None or at_most(self.low, x)) and (self.high is None or at_most(x, self.high))

    def misses(self, x):
        """No point of x, for certain?"""
        return (self.low is not None and less(x, self.low)) or (self.high is not None and less(self.high, x))

    def disjoint(self, other):
        if self.high is not None and other.low is not None and self.high.q < other.low.q:
            return True
        return self.low is not None and other.high is not None and other.high.q < self.low.q

    def interval(self):
        """As a number to compute with, or None where it is unbounded."""
        if self.low is None or self.high is None:
            return None
        return between(self.low.q, self.high.q)

    def narrow(self, digits):
        """At most 10^-digits wide relative to its magnitude (absolutely around 0)?"""
        if self.low is None or self.high is None:
            return False
        width, size = self.high.q - self.low.q, max(abs(self.low.q), abs(self.high.q))
        if self.low.q <= 0 <= self.high.q:
            size = 1
        return width * 10**digits <= size


def _short(text):
    return text if len(text) <= 22 else f"{text[:14]}..{text[-6:]}"
