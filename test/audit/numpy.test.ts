/** The NumPy subject of examples/: supported as it is, and refuted with each of its bugs. Where there is no NumPy, that is said. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { banach, example } from '../cli/run.ts';

const python = process.env.PYTHON ?? 'python3';
const { status } = spawnSync(python, ['-c', 'import numpy']);

if (status !== 0) {
  test(`${python} has no NumPy: its subject says so`, () => {
    console.log(`test/audit/numpy.test.ts: not judged, for ${python} has no NumPy`);
    const { code, out } = banach('audit', '--', python, example('audit/numpy_subject.py'));
    expect(out).toContain('No module named');
    expect(code).toBe(2);
  });
} else {
  const audited = (runs: number, bug: readonly string[], ...options: readonly string[]) =>
    banach('audit', '--runs', String(runs), ...options, '--', python, example('audit/numpy_subject.py'), ...bug);

  test('as it is, it is supported', () => {
    const { code, out } = audited(15, []);
    expect(out).toContain('33 of 33 claims supported');
    expect(code).toBe(0);
  });

  // By conformance, and by a theorem, which looks at no truth.
  test.each([
    ['no-shift', 'audit-bestResponse', 'audit-lift'],
    ['unsorted', 'audit-wasserstein1', 'audit-distance-listing'],
    ['no-prior', 'audit-bestResponse', 'audit-gibbs'],
    ['half', 'audit-flatDerivative', 'audit-slope'],
    ['float32', 'audit-bestResponse', 'audit-gibbs'],
  ])('with its bug %s it is refuted by %s and %s', (bug, ...claims) => {
    const { code, out } = audited(60, ['--bug', bug], '--claims', ...claims);
    for (const claim of claims) expect(out).toContain(`${claim}: refuted`);
    expect(code).toBe(1);
  });
}
