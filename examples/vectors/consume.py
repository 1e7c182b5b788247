"""Judges an implementation by the vectors, in Python's standard library alone: passed, failed and skipped a file; exit 1 where a vector failed.

    python3 examples/vectors/consume.py [vectors]

Here it is examples/audit/subject.py behind the checks of checks.py. For your own, change `answer`: a number, a list or a dictionary of numbers.
"""
import io, json, sys
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "audit"))
sys.stdin = io.StringIO()  # the subject answers lines of its input when it is imported: there are none

import subject  # noqa: E402
from checks import check  # noqa: E402


def answer(operation, question):
    check(question)
    if operation not in subject.OPERATIONS:
        raise subject.Unsupported(operation)
    return subject.OPERATIONS[operation]({k: subject.normalise(v["weights"]) if k.startswith("nu") else v for k, v in question.items()})


def is_close(x, expected, tolerance):  # in exact rationals
    low, high = expected["enclosure"]
    if low == "Infinity" or not abs(x) < float("inf"):
        return str(x) == "inf" and low == "Infinity"
    error = tolerance * Fraction(expected["ulp"])
    low, high = (Fraction(end if abs(float(end)) > 0 else 0) for end in (low, high))  # 1e-434294483 would take long to write out
    return low - error <= Fraction(x) <= high + error


def judge(operation, problem, test, tolerance):
    question = {"problem": problem, **{key: test[key] for key in ("nu", "nu2", "step") if key in test}}
    try:
        given = answer(operation, question)
    except subject.Unsupported:
        return "skipped"
    except Exception:
        return "passed" if test["result"] == "must-fail" else "failed"
    if test["result"] == "must-fail":
        return "failed"
    expected = test["expected"]
    if "enclosure" in expected:
        given, expected = [given], [expected]
    elif isinstance(expected, dict):
        given, expected = [given[key] for key in expected], list(expected.values())
    return "passed" if len(given) == len(expected) and all(is_close(x, e, tolerance) for x, e in zip(given, expected)) else "failed"


failed = 0
for file in sorted(Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parent.parent / "vectors").glob("*.json")):
    data = json.loads(file.read_text(encoding="utf-8"))
    results = [(judge(data["operation"], g["problem"], t, data["tolerance"]), t["id"]) for g in data["groups"] for t in g["tests"]]
    counts = [f"{sum(r == what for r, _ in results)} {what}" for what in ("passed", "failed", "skipped")]
    print(f"{data['operation']}: {', '.join(counts)}", *[f"  failed {name}" for r, name in results if r == "failed"], sep="\n")
    failed += sum(r == "failed" for r, _ in results)
sys.exit(1 if failed else 0)
