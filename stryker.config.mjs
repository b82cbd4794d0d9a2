// For scripts/mutation.mjs, which runs it for one module after the other and says in the environment for which.
import { createRequire } from 'node:module'

// Stryker has no loader for the project's own configuration of jest, which is in TypeScript.
const require = createRequire(import.meta.url)
require('esbuild-register')
const { default: jestConfig } = require('./jest.config.ts')
const { MUTATION_MODULE = '', MUTATION_FILES = '', MUTATION_TESTS = '' } = process.env

export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules'],
  jest: {
    projectType: 'custom',
    // Jest would look for them among what tests import themselves.
    enableFindRelatedTests: false,
    config: { ...jestConfig, testMatch: MUTATION_TESTS.split(',').map((pattern) => `<rootDir>/${pattern}`) },
  },
  mutate: MUTATION_FILES.split(','),
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // On a busy machine a slow run must not pass for one that hangs, which counts as noticed; loops are found by counting.
  timeoutMS: 20_000,
  // What runs when a module is loaded can only be changed by running all tests again, for half of the time of the whole; and
  // a runner that loads ES modules again and again grows by 40 MB each time.
  ignoreStatic: true,
  maxTestRunnerReuse: 25,
  incremental: true,
  incrementalFile: `reports/mutation/${MUTATION_MODULE}.incremental.json`,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  jsonReporter: { fileName: `reports/mutation/${MUTATION_MODULE}.json` },
  thresholds: { high: 95, low: 90, break: 90 },
  ignorePatterns: ['dist', 'build', 'docs', 'bench', 'examples', 'reports', 'test/hosts', 'test/studio'],
}
