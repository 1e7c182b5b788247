"""Solutions of the flow by mpmath's odefun (Taylor series, its own step control), frozen in flow-vectors.json: python3 test/reference/flow-vectors.py."""
import json
import os
from mpmath import mp, mpf, odefun, exp, cos, sin, log, tanh, nstr

mp.dps = 20


def real(x):
    if isinstance(x, str):
        a, _, b = x.partition('/')
        return mpf(a) / mpf(b) if b else mpf(a)
    return mpf(x)


def moment_gradient(outer, m):
    kind = outer['kind']
    if kind == 'polynomial':
        def term(t, j):
            value = real(t['coefficient']) * t['powers'][j]
            for l, p in enumerate(t['powers']):
                power = p - 1 if l == j else p
                value *= m[l] ** power if power > 0 else 1
            return value
        return [sum(term(t, j) for t in outer['terms'] if t['powers'][j] > 0) for j in range(len(m))]
    if kind == 'logSumExp':
        e = [exp(x / real(outer['temperature'])) for x in m]
        return [x / sum(e) for x in e]
    if kind == 'piecewise':
        u, s = [real(x) for x in outer['knots']], [real(x) for x in outer['slopes']]
        for a in range(len(u) - 1):
            if u[a] <= m[0] <= u[a + 1]:
                return [s[a] + (s[a + 1] - s[a]) * (m[0] - u[a]) / (u[a + 1] - u[a])]
        return [s[0] if m[0] < u[0] else s[-1]]
    w = [real(x) for x in outer['frequency']]
    s = sum(a * x for a, x in zip(w, m)) + real(outer['phase'])
    if kind == 'cosine':
        slope = -real(outer['amplitude']) * sin(s)
    else:
        slope = real(outer['amplitude']) * exp(-s) / (1 + exp(-s)) ** 2
    return [slope * a for a in w]


def derivative(F, points, nu):
    n = len(points)
    kind = F['kind']
    if kind == 'linear':
        return [real(v) for v in F['potential']['values']]
    if kind == 'quadratic':
        b = [real(x) for x in F.get('linear', [0] * n)]
        return [sum(real(k) * x for k, x in zip(row, nu)) + c for row, c in zip(F['matrix'], b)]
    if kind == 'interaction':
        k = F['kernel']
        return [sum(real(k['scale']) * exp(-(x - y) ** 2 / (2 * real(k['width']) ** 2)) * v for y, v in zip(points, nu)) for x in points]
    if kind == 'sum':
        parts = [(real(t['weight']), derivative(t['of'], points, nu)) for t in F['terms']]
        return [sum(w * D[i] for w, D in parts) for i in range(n)]
    if kind == 'network':
        data = F['data']
        h = [[real(F['amplitude']) * tanh(real(d['input'][0]) * x) for x in points] for d in data]
        g = [(sum(a * v for a, v in zip(row, nu)) - real(d['target'])) / len(data) for row, d in zip(h, data)]
        return [sum(s * row[i] for s, row in zip(g, h)) for i in range(n)]
    features = [[real(v) for v in f['values']] if f['kind'] == 'table' else [tanh(x) for x in points] for f in F['features']]
    m = [sum(f * v for f, v in zip(row, nu)) for row in features]
    g = moment_gradient(F['outer'], m)
    return [sum(s * row[i] for s, row in zip(g, features)) for i in range(n)]


def best_response(problem, nu):
    points = [real(x) for x in problem['prior']['points']]
    D = derivative(problem['functional'], points, nu)
    least = min(D)
    a = [real(w) * exp((least - d) / real(problem['sigma'])) for w, d in zip(problem['prior']['weights'], D)]
    return [x / sum(a) for x in a]


table = lambda *values: {'kind': 'table', 'values': list(values)}
poly = lambda *terms: {'kind': 'polynomial', 'terms': [{'coefficient': c, 'powers': list(p)} for c, p in terms]}
four = [0, 1, '5/2', 4]
weights = [1, 2, 3, 1]
functionals = {
    'linear': (four, {'kind': 'linear', 'potential': table('1/3', 1, -1, 0.25)}),
    'quadratic': (four, {'kind': 'quadratic', 'matrix': [[1, 0.5, -0.25, 0], [0.5, -1, 0.75, 1], [-0.25, 0.75, 0.5, -2], [0, 1, -2, 1]], 'linear': [0, 0.5, 0.25, 1]}),
    'polynomial': ([0, 1, 3], {'kind': 'moment', 'features': [table(0, 1, -0.5), table(1, '1/3', 2)], 'outer': poly((1, (3, 0)), ('-1/2', (1, 1)), (0.25, (0, 4)))}),
    'coordinate': ([-1, 0.5, 2], {'kind': 'moment', 'features': [{'kind': 'tanh'}], 'outer': poly((-1, (4,)), (0.5, (1,)))}),
    'piecewise': ([0, 1], {'kind': 'moment', 'features': [table(0, 1)], 'outer': {'kind': 'piecewise', 'knots': [-1, 2, 3], 'slopes': [2, -1, 0]}}),
    'cosine': ([0, 1, 3], {'kind': 'moment', 'features': [table(0, 1, -1), table(2, 0, 1)], 'outer': {'kind': 'cosine', 'amplitude': 2, 'frequency': [1, -0.5], 'phase': '1/5'}}),
    'logistic': ([0, 1, 3], {'kind': 'moment', 'features': [table(0, 1, -1)], 'outer': {'kind': 'logistic', 'amplitude': 3, 'frequency': [2], 'phase': -0.5}}),
    'logSumExp': (four, {'kind': 'moment', 'features': [table(0, 1, -1, 2), table(1, 0, 2, -1), table(0.5, 0.5, 0, 0)], 'outer': {'kind': 'logSumExp', 'temperature': '1/2'}}),
    'interaction': (four, {'kind': 'interaction', 'kernel': {'kind': 'gaussian', 'width': 1.5, 'scale': -2}}),
    'sum': ([0, 1, 3], {'kind': 'sum', 'terms': [
        {'weight': '1/2', 'of': {'kind': 'linear', 'potential': table(1, 0, 0.5)}},
        {'weight': -1, 'of': {'kind': 'moment', 'features': [table(0, 1, 2)], 'outer': poly((0.5, (2,)))}}]}),
}
times = [0.25, 3]
cases = []
for name, (points, functional) in functionals.items():
    for sigma in ['1/8', 2]:
        prior = {'points': points, 'weights': [1, 2, 1, 3][:len(points)]}
        problem = {'format': 'banach/problem/1', 'prior': prior, 'functional': functional, 'sigma': sigma}
        w = weights[:len(points)]
        start = [mpf(x) / sum(w) for x in w]
        solution = odefun(lambda t, nu: [p - x for p, x in zip(best_response(problem, nu), nu)], 0, start)
        values = [[nstr(x, 16) for x in solution(mpf(t))] for t in times]
        cases.append({'name': f'{name}, sigma {sigma}', 'problem': problem, 'start': w, 'times': times, 'values': values})
        print(cases[-1]['name'], flush=True)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'flow-vectors.json'), 'w') as file:
    json.dump(cases, file, indent=1)
    file.write('\n')
