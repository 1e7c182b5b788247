"""Re-checks counterexamples: both sides from the instance, and the verdict that is claimed of it."""
from fractions import Fraction

from claims import PUBLISHED, find
from instance import Instance, NotKnown, Outside
from real import ONE, Unclear, at_most, disjoint, largest, less, of, set_digits, show, sign
from shown import Shown

#: Digits that are tried, one after the other.
RUNGS = (60, 250)


def decide(c):
    """'holds', 'fails', 'agrees' (an equality is never proved) or 'undecided'."""
    if c.relation == "<=":
        return "holds" if at_most(c.lhs, c.rhs) else "fails" if less(c.rhs, c.lhs) else "undecided"
    if c.relation == "<":
        return "holds" if less(c.lhs, c.rhs) else "fails" if at_most(c.rhs, c.lhs) else "undecided"
    if disjoint(c.lhs, c.rhs):
        return "fails"
    size = largest([abs(c.lhs), abs(c.rhs)])
    gap = largest([c.lhs - c.rhs, c.rhs - c.lhs])
    unit = of(Fraction(1, 10**c.digits))
    return "agrees" if at_most(gap, unit * size) or at_most(size, unit) else "undecided"


def judge(claim, data):
    """(verdict, comparisons, their verdicts) at the first number of digits that decides. Raises NotKnown."""
    sides = find(claim)
    reason = "undecided"
    for digits in RUNGS:
        set_digits(digits)
        try:
            comparisons = sides(Instance(data))
        except Outside:
            return "outside", [], []
        except Unclear as unclear:
            reason = str(unclear)
            continue
        verdicts = [decide(c) for c in comparisons]
        if "fails" in verdicts:
            return "fails", comparisons, verdicts
        if "undecided" not in verdicts:
            return ("holds" if "holds" in verdicts else "agrees"), comparisons, verdicts
        reason = "undecided"
    raise Unclear(reason)


def check_counterexample(data, name, report):
    """Is the verdict right that is stored with an instance, and are the sides? Without one: a false sibling fails, a claim does not."""
    claim = data["claim"]
    item = f"{name}: {claim}"
    expected = data.get("verdict", "fails" if "~" in claim or claim in PUBLISHED else "holds")
    if expected in ("undecided", "outside"):
        report.not_rechecked(item, f"nothing is claimed of an instance that is {expected}")
        return
    try:
        verdict, comparisons, verdicts = judge(claim, data["instance"])
    except NotKnown as reason:
        report.not_rechecked(item, str(reason))
        return
    except Unclear as reason:
        report.unconfirmed(item, f"{expected}, but here {reason}")
        return
    if verdict == "outside":
        report.contradicted(item, f"{expected}, but a hypothesis fails")
    elif (verdict == "fails") != (expected == "fails"):
        report.contradicted(item, f"{expected}, but it {verdict}")
    elif "lhs" in data and "rhs" in data and not sides_are(data, comparisons, verdicts, verdict):
        c = comparisons[0]
        report.contradicted(item, f"the sides are not those that it shows; recomputed, the first: {show(c.lhs, 25)} {c.relation} {show(c.rhs, 25)}")
    else:
        report.confirmed(item, detail(comparisons, verdicts, verdict))


def sides_are(data, comparisons, verdicts, verdict):
    """Is one of the comparisons with that verdict the one that is shown?"""
    lhs, rhs = Shown(data["lhs"]), Shown(data["rhs"])
    if lhs.low is not None and rhs.high is not None and verdict == "fails" and not lhs.disjoint(rhs):
        touching = lhs.low.q == rhs.high.q and any(c.relation == "<" for c in comparisons)
        if not touching:
            return False
    return any(v == verdict and not lhs.misses(c.lhs) and not rhs.misses(c.rhs) for c, v in zip(comparisons, verdicts))


def detail(comparisons, verdicts, verdict):
    for c, v in zip(comparisons, verdicts):
        if v == verdict:
            return f"{show(c.lhs, 15)} {c.relation} {show(c.rhs, 15)} {verdict}"
    return verdict


def check_verify(data, name, report):
    """Every counterexample of an answer of `banach verify --json`, and of each claim the instance with the least slack."""
    for entry in data["claims"]:
        item = f"{name}: {entry['id']}"
        found = entry["counterexample"]
        if (entry["standing"] == "refuted") != (found is not None):
            report.contradicted(item, f"its standing is {entry['standing']!r}, " + ("without a counterexample" if found is None else "with one"))
            continue
        if found is not None:
            if found["claim"] != entry["id"] or found.get("verdict") != "fails":
                report.contradicted(item, f"its counterexample is of {found['claim']}, verdict {found.get('verdict')!r}")
                continue
            check_counterexample(found, name, report)
        elif entry["leastSlack"] is not None:
            check_slack(entry, item, report)
        else:
            report.not_rechecked(item, "no instance is given of a claim that was supported")


def check_slack(entry, item, report):
    """A supported claim holds where it is tightest, and is at least as slack there as it says."""
    item = f"{item}, tightest instance"
    said = entry["leastSlack"]["relative"]
    try:
        verdict, comparisons, verdicts = judge(entry["id"], entry["leastSlack"]["instance"])
    except NotKnown as reason:
        report.not_rechecked(item, str(reason))
        return
    except Unclear as reason:
        report.unconfirmed(item, f"it holds, but here {reason}")
        return
    if verdict in ("fails", "outside"):
        report.contradicted(item, f"it holds, but here it {verdict}")
        return
    slack = [relative_slack(c) for c, v in zip(comparisons, verdicts) if v == "holds"]
    if said == "Infinity" or not slack or None in slack:
        report.confirmed(item, detail(comparisons, verdicts, verdict))
    elif any(less(s, of(Fraction(said))) for s in slack):
        near = all(less(of(Fraction(said)) - s, of(Fraction(1, 10**6))) for s in slack)
        if near and needs_median(entry["leastSlack"]["instance"]["problem"]):
            report.not_rechecked(item, "a slack in R^d, where constants depend on the digits to which a median was found")
            return
        report.contradicted(item, f"slack {said}, recomputed: {', '.join(show(s) for s in slack)}")
    else:
        report.confirmed(item, detail(comparisons, verdicts, verdict) + f", slack {said:.3g}")


def needs_median(problem):
    """Are its points in R^d, d > 1, with the Euclidean distance?"""
    first = problem["prior"]["points"][0]
    return "distances" not in problem["prior"] and isinstance(first, list) and len(first) > 1


def relative_slack(c):
    """(rhs - lhs)/max(|lhs|, |rhs|) for lhs <= rhs, or None where both may be 0."""
    if sign(c.rhs) == 1:
        return ONE - c.lhs / c.rhs
    if sign(c.lhs) == -1:
        return ONE - c.rhs / c.lhs
    return None
