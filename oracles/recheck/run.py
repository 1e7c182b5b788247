#!/usr/bin/env python3
"""Produces what banach certifies and has it re-checked: `npm run recheck`.

Builds dist/ where it is missing or older than its sources; then an answer of `banach verify --json`, certificates of the problem files in
examples/ by `banach certify --json`, and the counterexamples of test/corpus/ go to recheck.py. Fails where anything cannot be produced, is
contradicted, or is within reach and cannot be confirmed.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MAIN = ROOT / "dist" / "cli" / "main.js"

#: Does the command line know `certify`? False only until it does: then its absence fails.
CERTIFY_EXISTS = False


def banach(*arguments):
    """What the command line prints. Raises where it says anything but 0."""
    return subprocess.run(["node", str(MAIN), *arguments], check=True, stdout=subprocess.PIPE).stdout


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
        files[0].write_bytes(banach("verify", "--runs", "20", "--json"))
        for problem in problems() if CERTIFY_EXISTS else []:
            files.append(Path(directory) / f"certificate-of-{problem.name}")
            files[-1].write_bytes(banach("certify", str(problem), "--json"))
        if not CERTIFY_EXISTS:
            print("NOT RE-CHECKED: certificates; the command `certify` does not exist yet")
        files += sorted((ROOT / "test" / "corpus").glob("*.json"))
        return subprocess.run([sys.executable, str(HERE / "recheck.py"), *map(str, files)]).returncode


if __name__ == "__main__":
    sys.exit(main())
