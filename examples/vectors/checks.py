"""What an implementation should refuse before it computes: the checks of a question, in Python's standard library. Raises ValueError."""
import math

KINDS = ("tanh", "sin", "cos", "gaussian", "logistic", "normalCdf", "coordinate", "square", "clip")


def require(condition, what):
    if not condition:
        raise ValueError(what)


def number(x):
    require(isinstance(x, (int, float)) and not isinstance(x, bool) and math.isfinite(x), f"a number, not {x!r}")
    return x


def numbers(xs, n=None):
    require(isinstance(xs, list) and len(xs) > 0 and (n is None or len(xs) == n), "a list of the right length")
    return [number(x) for x in xs]


def matrix(rows, n):
    require(isinstance(rows, list) and len(rows) == n, "a row a point")
    rows = [numbers(row, n) for row in rows]
    require(all(rows[i][j] == rows[j][i] for i in range(n) for j in range(i)), "a symmetric matrix")
    return rows


def weights(ws, n):
    require(min(numbers(ws, n)) >= 0 and max(ws) > 0, "weights >= 0, not all 0")


def feature(phi, n, d):
    if phi["kind"] == "table":
        return numbers(phi["values"], n)
    require(phi["kind"] in KINDS, "a feature")
    numbers(phi.get("direction", [0] * d), d)
    number(phi.get("offset", 0))


def outer(g, k):
    kind = g["kind"]
    if kind == "polynomial":
        for term in g["terms"]:
            number(term["coefficient"])
            require(all(isinstance(p, int) and 0 <= p <= 100 for p in numbers(term["powers"], k)), "powers")
    elif kind == "piecewise":
        knots = numbers(g["knots"])
        numbers(g["slopes"], len(knots))
        require(k == 1 and all(a < b for a, b in zip(knots, knots[1:])), "knots that increase, of one feature")
    elif kind == "logSumExp":
        require(number(g["temperature"]) > 0, "a temperature > 0")
    else:
        require(kind in ("cosine", "logistic"), "an outer function")
        numbers([g["amplitude"], g["phase"]] + numbers(g["frequency"], k))


def functional(F, n, d):
    kind = F["kind"]
    if kind == "linear":
        feature(F["potential"], n, d)
    elif kind == "quadratic":
        matrix(F["matrix"], n)
        numbers(F.get("linear", [0] * n), n)
    elif kind == "moment":
        for phi in F["features"]:
            feature(phi, n, d)
        outer(F["outer"], len(F["features"]))
    elif kind == "interaction":
        require(F["kernel"]["kind"] in ("gaussian", "laplace", "cosine"), "a kernel")
        require(number(F["kernel"]["width"]) > 0, "a width > 0")
        number(F["kernel"]["scale"])
    elif kind == "network":
        require(F["activation"] in ("tanh", "logistic", "gaussian"), "an activation")
        for row in F["data"]:
            numbers([F["amplitude"], row["target"]] + row["input"], d + 1)
    elif kind == "sum":
        for term in F["terms"]:
            number(term["weight"])
            functional(term["of"], n, d)
    else:
        raise ValueError("a functional")


def check(question):
    """Is it a question at all?"""
    problem = question["problem"]
    prior = problem["prior"]
    require(problem["format"] == "banach/problem/1", "a format that is known")
    points = [numbers(x if isinstance(x, list) else [x]) for x in prior["points"]]
    n = len(points)
    require(n > 0 and all(len(x) == len(points[0]) for x in points), "points of one space")
    require(len({tuple(x) for x in points}) == n, "distinct points")  # 0 and -0 are equal, and have equal hashes
    weights(prior["weights"], n)
    if "distances" in prior:
        d = matrix(prior["distances"], n)
        at = range(n)
        require(all((d[i][j] > 0) == (i != j) and d[i][j] >= 0 for i in at for j in at), "distances > 0 but on the diagonal")
        require(all(d[i][j] <= d[i][k] + d[k][j] for i in at for j in at for k in at), "the triangle inequality")
    functional(problem["functional"], n, len(points[0]))
    require(number(problem["sigma"]) > 0, "sigma > 0")
    for key in ("nu", "nu2"):
        if key in question:
            weights(question[key]["weights"], n)
    require(0 < number(question.get("step", 1)) <= 1, "a step in (0, 1]")
