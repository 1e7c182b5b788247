#!/usr/bin/env python3
"""Re-checks what banach certifies, in another language and another arithmetic.

    python3 oracles/recheck/recheck.py [--quiet] FILE...

Each FILE holds JSON: certificates (`banach/certificate/1`), answers of `banach verify --json` (`banach/verify/1`), stored counterexamples
(`banach/counterexample/1`), or an array of these. Prints a line an item and a summary. Exit code 0: all that was re-checked is confirmed;
1: something is contradicted, or no valid input; 2: something within reach could not be confirmed. What was not re-checked is listed with the reason.

Needs Python 3.9 and mpmath >= 1.2, nothing else; trusts of mpmath only the directed rounding of + - * / and sqrt, tested at the start.
"""
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from certificate import Check
from counterexamples import check_counterexample, check_verify
from real import NotKnown, Unclear, self_test, set_digits
from report import Report


def check(data, name, report):
    """Anything that has a format that is known."""
    kind = data.get("format") if isinstance(data, dict) else None
    if kind == "banach/certificate/1":
        try:
            Check(data, name, report).run()
        except NotKnown as reason:
            report.not_rechecked(name, str(reason))
    elif kind == "banach/verify/1":
        check_verify(data, name, report)
    elif kind == "banach/counterexample/1":
        check_counterexample(data, name, report)
    elif isinstance(data, list) and data:
        for k, entry in enumerate(data):
            check(entry, f"{name}[{k}]" if len(data) > 1 else name, report)
    else:
        raise ValueError("not a certificate, an answer of verify, a counterexample, or an array of these")


def main(arguments):
    quiet = "--quiet" in arguments
    files = [a for a in arguments if a != "--quiet"]
    if not files or any(f.startswith("-") for f in files):
        print(__doc__, file=sys.stderr)
        return 64
    started = time.monotonic()
    report = Report(quiet=quiet)
    set_digits(60)
    print(f"arithmetic: {self_test()} operations compared with exact rationals and longer arithmetic")
    for file in files:
        name = Path(file).name
        try:
            check(json.loads(Path(file).read_text(encoding="utf-8")), name, report)
        except Unclear as reason:
            report.unconfirmed(name, f"stopped: {reason}")
        except (OSError, ValueError, KeyError) as error:
            report.contradicted(name, f"no valid input: {type(error).__name__}: {error}")
    report.summary(time.monotonic() - started)
    return report.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
