#!/usr/bin/env python3
"""Your own Python module as a subject of an audit: functions named as the operations of banach/audit/1 are asked, with a problem and normalised weights.

    npx banach audit -- python3 examples/audit/adapter.py my_module

    def best_response(problem, nu): ...    # is the operation bestResponse: camel case of the name, a list or an array of numbers

NotImplementedError says that it does not do this; any other exception is an answer that is wrong.
"""
import importlib, json, re, sys

sys.path.insert(0, ".")
module = importlib.import_module(sys.argv[1])
names = "functional_value flat_derivative best_response euler_step wasserstein1 total_variation kl kl_to_prior free_energy constants lipschitz_constants thresholds fixed_point a_posteriori flow".split()
ours = {re.sub("_(.)", lambda m: m[1].upper(), name): getattr(module, name) for name in names if hasattr(module, name)}
number = lambda x: {k: number(y) for k, y in x.items()} if isinstance(x, dict) else [number(y) for y in x] if hasattr(x, "__len__") else float(x) if abs(float(x)) < float("inf") else str(float(x)).replace("inf", "Infinity").replace("nan", "NaN")
for line in sys.stdin:
    q = json.loads(line)
    id, op, measures = q.pop("id"), q.pop("op"), [key for key in ("nu", "nu2") if key in q]
    q |= {key: [w / sum(q[key]["weights"]) for w in q[key]["weights"]] for key in measures}
    hello = {"protocol": "banach/audit/1", "name": sys.argv[1], "operations": list(ours)}
    try:
        answer = {"result": hello if op == "handshake" else number(ours[op](**q))}
    except Exception as e:
        answer = {"unsupported" if isinstance(e, NotImplementedError) else "error": repr(e)[:1000]}
    print(json.dumps({"id": id, **answer}), flush=True)
