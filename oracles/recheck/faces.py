"""max(0, max {-eta'K eta : sum eta = 0, |eta|_1 = 1}) by enumeration of faces in rationals (E1).

On a face, eta > 0 on one set of points and < 0 on another, a maximum in the interior is stationary; where the equations have more than one solution, a
smaller face has the maximum too. K is taken at rationals near it; the greatest difference of an entry bounds the error.
"""
from fractions import Fraction
from itertools import product

from real import ZERO, hull, largest, of


def solve(rows):
    """The solution of a linear system with its right sides as last column, None where it is singular."""
    rows = [list(row) for row in rows]
    n = len(rows)
    for k in range(n):
        pivot = next((i for i in range(k, n) if rows[i][k] != 0), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        head = [x / rows[k][k] for x in rows[k]]
        rows[k] = head
        rows = [row if i == k or row[k] == 0 else [x - row[k] * y for x, y in zip(row, head)] for i, row in enumerate(rows)]
    return [row[-1] for row in rows]


def near(x):
    """A rational near x: x itself, or a short one."""
    return x.q if x.q is not None else x.mid().limit_denominator(10**70)


def concavity(K):
    rough = [[near(k) for k in row] for row in K]
    error = largest([ZERO] + [abs(k - of(q)) for row, numbers in zip(K, rough) for k, q in zip(row, numbers)])
    best = Fraction(0)
    for signs in product((0, 1, -1), repeat=len(K)):
        first = next((s for s in signs if s != 0), 0)
        if first != 1 or -1 not in signs:
            continue
        where = [i for i, s in enumerate(signs) if s != 0]
        rows = [[rough[i][j] for j in where] + [Fraction(-(signs[i] == 1)), Fraction(-(signs[i] == -1)), Fraction(0)] for i in where]
        rows += [[Fraction(signs[j] == s) for j in where] + [Fraction(0), Fraction(0), Fraction(s, 2)] for s in (1, -1)]
        x = solve(rows)
        if x is not None and all(t * signs[i] > 0 for t, i in zip(x, where)):
            best = max(best, (x[-1] - x[-2]) / 2)
    return largest([ZERO, hull([of(best) - error, of(best) + error])])
