import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 60_000,
    // Of two processors vitest leaves one idle.
    maxWorkers: '100%',
    // Modules of ours have no state that a test changes: each processor imports them once, not once a file.
    isolate: false,
  },
});
