#!/usr/bin/env python3
"""Produces what banach certifies and has it re-checked: `npm run recheck`.

Builds dist/ where it is missing or older than its sources; then an answer of `banach verify --json`, certificates of the problem files in
examples/ by `banach certify --json`, and the counterexamples of test/corpus/ go to recheck.py; ../vectors/frozen.py computes the numbers of the frozen
vectors. Fails where anything cannot be produced, is contradicted, or is within reach and cannot be confirmed.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from claims import CLAIMS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MAIN = ROOT / "dist" / "cli" / "main.js"


def banach(*arguments, accepted=(0,)):
    """What the command line prints. Raises on any other exit code."""
    done = subprocess.run(["node", str(MAIN), *arguments], stdout=subprocess.PIPE)
    if done.returncode not in accepted:
        raise SystemExit(f"banach {' '.join(arguments)}: exit code {done.returncode}")
    return done.stdout


def stale():
    """Is dist/ missing, or older than a source?"""
    sources = [f for folder in ("src", "reference", "oracles", "properties", "cli") for f in (ROOT / folder).rglob("*.ts")]
    return not MAIN.exists() or max(f.stat().st_mtime for f in sources) > MAIN.stat().st_mtime


def problems():
    """The problem files of examples/."""
    for file in sorted((ROOT / "examples").glob("**/*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(data, dict) and data.get("format") == "banach/problem/1":
            yield file


def main():
    if stale():
        subprocess.run(["npm", "run", "--silent", "build"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as directory:
        files = [Path(directory) / "verify.json"]
        # 2: a claim could not be judged in so few runs, which is for the tests to say; the rest is an answer.
        # Only what the re-checker knows: by globs that also take the claims in other spaces and the siblings.
        known = [f"{claim}*" for claim in CLAIMS if "~" not in claim]
        files[0].write_bytes(banach("verify", "--runs", "20", "--json", "--claims", *known, accepted=(0, 2)))
        for problem in problems():
            files.append(Path(directory) / f"certificate-of-{problem.name}")
            files[-1].write_bytes(banach("certify", str(problem), "--json"))
        files += sorted((ROOT / "test" / "corpus").glob("*.json"))
        rechecked = subprocess.run([sys.executable, str(HERE / "recheck.py"), *map(str, files)]).returncode
    return rechecked or subprocess.run([sys.executable, str(HERE.parent / "vectors" / "frozen.py")]).returncode


if __name__ == "__main__":
    sys.exit(main())
