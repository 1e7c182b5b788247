"""Subjects of an audit that do what they must not: the first argument says what."""
import json
import os
import subprocess
import sys
import time

what = sys.argv[1]
OPERATIONS = ["functionalValue", "flatDerivative"]


def say(message):
    print(json.dumps(message), flush=True)


if what == "exits":
    sys.exit(3)
if what == "silent":
    time.sleep(60)
if what == "babbles":
    print("hello, I am a program", flush=True)
if what == "deaf":
    os.close(0)
    time.sleep(60)

count = 0
for line in sys.stdin:
    request = json.loads(line)
    id, op = request["id"], request["op"]
    if op == "handshake":
        protocol = "banach/audit/99" if what == "future" else "banach/audit/1"
        operations = "all" if what == "vague" else OPERATIONS
        say({"id": id, "result": {"protocol": protocol, "name": what, "operations": operations}})
        if what == "spawns":
            # leaves the process group, as a daemon would
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(601)"])
        continue
    count += 1
    n = len(request["problem"]["prior"]["points"])
    if what == "hangs" and count > 2:
        time.sleep(60)
    if what == "crashes" and count > 2:
        os._exit(9)
    if what == "aborts" and count > 2:
        os.abort()
    result = 0.0 if op == "functionalValue" else [0.0] * n
    if what == "nan":
        result = "NaN"
    if what == "bare-nan":
        print('{"id": %d, "result": NaN}' % id, flush=True)
        continue
    if what == "short":
        result = [0.0] * (n - 1) if op == "flatDerivative" else []
    if what == "text":
        result = "0.0"
    if what == "html":
        result = "<script>alert(1)</script>\x1b[2J"
    if what == "invalid":
        print('{"id": %d, "result": [0.0,' % id, flush=True)
        continue
    if what == "long":
        sys.stdout.write('{"id": %d, "result": [' % id)
        for _ in range(100):
            sys.stdout.write("0.0, " * 200000)
        print("0.0]}", flush=True)
        continue
    if what == "floods":
        sys.stderr.write("x" * 5_000_000)
        sys.stderr.flush()
    if what == "wrong-id":
        id += 7
    if what == "text-id":
        id = str(id)
    if what == "unknown-key":
        say({"id": id, "result": result, "extra": 1})
        continue
    if what == "error":
        say({"id": id, "error": "ZeroDivisionError: of my own"})
        continue
    if what == "unsupported":
        say({"id": id, "unsupported": "not today"})
        continue
    say({"id": id, "result": result})
    if what == "twice":
        say({"id": id, "result": result})
    if what == "unasked":
        say({"id": id + 1, "result": result})
