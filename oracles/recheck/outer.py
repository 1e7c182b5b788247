"""Outer functions g of moments: values, derivatives, and their ranges over a box. A range is a pair of numbers (least, greatest)."""
from real import HALF, ONE, ZERO, NotKnown, at_most, given, hull, largest, least, less, total


def range_sum(ranges):
    ranges = list(ranges)
    return total(low for low, _ in ranges), total(high for _, high in ranges)


def range_product(r, s):
    ends = [a * b for a in r for b in s]
    return least(ends), largest(ends)


def range_power(r, power):
    """{t^p : t in r}, exactly: an even power is least at the point nearest to 0."""
    low, high = r
    if power % 2 == 1:
        return low**power, high**power
    return largest([ZERO, low, -high]) ** power, largest([abs(low), abs(high)]) ** power


class Polynomial:
    """The sum of c m_1^p_1 ... m_k^p_k, as it is written: like terms are not collected."""

    def __init__(self, terms):
        self.terms = terms

    @staticmethod
    def parse(data):
        return Polynomial([(given(t["coefficient"]), t["powers"]) for t in data["terms"]])

    def degree(self):
        return max((sum(powers) for _, powers in self.terms), default=0)

    def value(self, m):
        return total(c * product(t**p for t, p in zip(m, powers)) for c, powers in self.terms)

    def derivative(self, j):
        return Polynomial(
            [(c * powers[j], [p - (l == j) for l, p in enumerate(powers)]) for c, powers in self.terms if powers[j] > 0]
        )

    def partial(self, j, m):
        return self.derivative(j).value(m)

    def second(self, j, l, m):
        return self.derivative(j).derivative(l).value(m)

    def _range(self, box):
        """The natural interval extension: powers exactly, products and sums by endpoints."""
        ranges = []
        for c, powers in self.terms:
            r = (c, c)
            for t, p in zip(box, powers):
                r = range_product(r, range_power(t, p)) if p > 0 else r
            ranges.append(r)
        return range_sum(ranges)

    def partial_range(self, j, box):
        return self.derivative(j)._range(box)

    def second_range(self, j, l, box):
        return self.derivative(j).derivative(l)._range(box)


def product(factors):
    result = ONE
    for factor in factors:
        result = result * factor
    return result


class Piecewise:
    """g of one moment: g'(u_i) = s_i, linear between knots, constant outside, g(u_0) = 0."""

    def __init__(self, knots, slopes):
        self.knots = knots
        self.slopes = slopes

    @staticmethod
    def parse(data):
        return Piecewise([given(u) for u in data["knots"]], [given(s) for s in data["slopes"]])

    def degree(self):
        """No polynomial."""
        return None

    def _pieces(self):
        """(from, to, slope at `from`, g'') of each piece; None where it has no end."""
        u, s = self.knots, self.slopes
        yield None, u[0], s[0], ZERO
        for i in range(len(u) - 1):
            yield u[i], u[i + 1], s[i], (s[i + 1] - s[i]) / (u[i + 1] - u[i])
        yield u[-1], None, s[-1], ZERO

    def _slope(self, t):
        """g' at the points of t: on every piece that t may meet, at t cut to the piece."""
        values = []
        for start, end, s, rate in self._pieces():
            if (start is not None and less(t, start)) or (end is not None and less(end, t)):
                continue
            values.append(s + rate * (_cut(t, start, end) - start) if start is not None else s)
        return hull(values)

    def value(self, m):
        """g(t) = the integral of g' from u_0: (s + rate * way / 2) * way on each piece, the way signed before u_0."""
        t = m[0]
        parts = [self.slopes[0] * least([t - self.knots[0], ZERO])]
        for start, end, s, rate in self._pieces():
            if start is not None:
                way = _cut(t, start, end) - start
                parts.append((s + HALF * rate * way) * way)
        return total(parts)

    def partial(self, j, m):
        return self._slope(m[0])

    def second(self, j, l, m):
        """All one-sided values of g'' at the points of m: every difference quotient of g' between them lies in their hull."""
        return hull(rate for start, end, _, rate in self._touching(m[0]))

    def _touching(self, t):
        for piece in self._pieces():
            start, end = piece[0], piece[1]
            if not ((start is not None and less(t, start)) or (end is not None and less(end, t))):
                yield piece

    def partial_range(self, j, box):
        """g' is extreme at an end of the box or at a knot inside it."""
        low, high = box[0]
        values = [self._slope(low), self._slope(high)] + [self._slope(_cut(u, low, high)) for u in self.knots]
        return least(values), largest(values)

    def second_range(self, j, l, box):
        """g'' on the pieces that the inside of the box meets; where it is not certain which these are, both ends say so."""
        low, high = box[0]
        possible, sure = [], []
        for start, end, _, rate in self._pieces():
            if (start is not None and at_most(high, start)) or (end is not None and at_most(end, low)):
                continue
            possible.append(rate)
            if (start is None or less(start, high)) and (end is None or less(low, end)):
                sure.append(rate)
        if not possible or (low.q is not None and low.q == high.q):
            return ZERO, ZERO
        if not sure:
            return least(possible), largest(possible)
        return hull([least(possible), least(sure)]), hull([largest(possible), largest(sure)])


class Moved(Piecewise):
    """g(. - s): a piecewise function with all knots moved by s, which may be an interval."""

    def __init__(self, g, by):
        super().__init__(g.knots, g.slopes)
        self.by = by

    def partial(self, j, m):
        return super().partial(j, [m[0] - self.by])

    def second(self, j, l, m):
        return super().second(j, l, [m[0] - self.by])


def _cut(t, low, high):
    """t moved into [low, high]; None is no end."""
    t = t if low is None else largest([t, low])
    return t if high is None else least([t, high])


def parse_outer(data):
    kinds = {"polynomial": Polynomial, "piecewise": Piecewise}
    if data["kind"] not in kinds:
        raise NotKnown(f"an outer function of kind {data['kind']!r}")
    return kinds[data["kind"]].parse(data)
