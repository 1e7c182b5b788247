/** Ends a run with the plain line `N passed, N failed`. A test that did not run at all is not counted as passed. */
import type { Reporter, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const failed = tests.length - passed + broken;
    process.on('exit', () => console.log(`${passed} passed, ${failed} failed`));
  }
}
