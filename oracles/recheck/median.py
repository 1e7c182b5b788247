"""The geometric median of weighted points in R^d: a point proposed in mpmath, and bounds of inf_a sum xi_i |x_i - a| from both sides."""
import mpmath
from mpmath import iv

from real import ONE, ZERO, dot, ends_of, largest, least, norm, of, sign, total, _fraction


def weber_bounds(points, xi):
    """(lower, upper) of the infimum: the best over the atoms and a proposed point."""
    candidates = list(points) + [median_point(points, xi)]
    bounds = [bounds_at(points, xi, a) for a in candidates]
    return largest(lower for lower, _ in bounds), least(upper for _, upper in bounds)


def bounds_at(points, xi, a):
    """Primal: the value f(a). Dual: vectors |y_i| <= 1 give, with r = sum xi_i y_i and every minimiser a' in the convex hull,

        f(a') >= sum xi_i <y_i, x_i - a'> = sum xi_i <y_i, x_i - a> - <r, a' - a> >= sum xi_i <y_i, x_i - a> - |r| max_i |x_i - a|.

    y_i = (x_i - a)/|x_i - a| makes the sum f(a); at an atom a = x_k any |y_k| <= 1 may be taken, the one that best cancels the rest.
    """
    ways = [[s - t for s, t in zip(x, a)] for x in points]
    lengths = [norm(way) for way in ways]
    upper = dot(xi, lengths)
    if any(sign(length) is None for length in lengths):
        return ZERO, upper
    away = [i for i, length in enumerate(lengths) if sign(length) == 1]
    d = len(a)
    r = [total(xi[i] / lengths[i] * ways[i][c] for i in away) for c in range(d)]
    here = [i for i in range(len(points)) if i not in away]
    if here:
        # y_k = -t r with t |r| <= 1 for certain.
        weight = xi[here[0]]
        size = ends_of(norm(r))[1]
        t = ends_of(ONE / largest([weight, size]))[0]
        r = [(ONE - weight * t) * s for s in r]
    return upper - norm(r) * largest(lengths), upper


def median_point(points, xi):
    """Newton's method on f from the best of Weiszfeld's iterates, in mpmath: a proposal, as rational coordinates."""
    d = len(points[0])
    with mpmath.mp.workprec(iv.prec + 40):
        x = [mpmath.matrix([_number(t) for t in point]) for point in points]
        w = [_number(t) for t in xi]
        a = sum((p * q for p, q in zip(x, w)), mpmath.zeros(d, 1)) / sum(w)
        for step in range(200):
            lengths = [mpmath.norm(p - a) for p in x]
            if min(lengths) == 0:
                break
            gradient = sum(((a - p) * (q / r) for p, q, r in zip(x, w, lengths)), mpmath.zeros(d, 1))
            if mpmath.norm(gradient) < mpmath.mpf(2) ** (-iv.prec - 20):
                break
            target = None
            if step >= 30:
                target = a - _newton(x, w, a, lengths, gradient)
                if sum(q * mpmath.norm(p - target) for p, q in zip(x, w)) > sum(q * r for q, r in zip(w, lengths)):
                    target = None
            # Weiszfeld: the average with weights xi_i/|x_i - a|.
            scale = sum(q / r for q, r in zip(w, lengths))
            a = target if target is not None else a - gradient / scale
        return [of(_fraction(a[c]._mpf_)) for c in range(d)]


def _newton(x, w, a, lengths, gradient):
    d = len(a)
    hessian = mpmath.zeros(d, d)
    for p, q, r in zip(x, w, lengths):
        u = (a - p) / r
        hessian += (mpmath.eye(d) - u * u.T) * (q / r)
    try:
        return mpmath.lu_solve(hessian, gradient)
    except ZeroDivisionError:
        return mpmath.zeros(d, 1)


def _number(x):
    q = x.mid()
    return mpmath.mpf(q.numerator) / q.denominator
