import { defineConfig } from 'vitest/config';

/** Milliseconds; what starts engines or a browser needs more than a rule does. */
const ENGINE_PATIENCE = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/infra/**/*.test.ts'],
          testTimeout: 30_000,
          // Rules keep no state between tests, and two thirds of the time went into importing the same modules again.
          isolate: false,
        },
      },
      {
        test: {
          name: 'local',
          include: ['test/local/**/*.test.ts'],
          testTimeout: ENGINE_PATIENCE,
          hookTimeout: ENGINE_PATIENCE,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/faults/**/*.test.ts'],
          globalSetup: ['test/integration/build-once.ts'],
          testTimeout: ENGINE_PATIENCE,
          hookTimeout: ENGINE_PATIENCE,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/integration/build-once.ts'],
          testTimeout: 2 * ENGINE_PATIENCE,
          hookTimeout: ENGINE_PATIENCE,
        },
      },
      { test: { name: 'permissions', include: ['test/permissions/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
});
