// For scripts/mutation.mjs, which runs it for one module after the other and says in the environment for which.
const { MUTATION_MODULE = '', MUTATION_FILES = '', MUTATION_TESTS = '' } = process.env

export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules'],
  jest: {
    configFile: 'jest.config.js',
    config: { testMatch: MUTATION_TESTS.split(',').map((pattern) => `<rootDir>/${pattern}`) },
  },
  mutate: MUTATION_FILES.split(','),
  coverageAnalysis: 'perTest',
  concurrency: 1,
  incremental: true,
  incrementalFile: `reports/mutation/${MUTATION_MODULE}.incremental.json`,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  jsonReporter: { fileName: `reports/mutation/${MUTATION_MODULE}.json` },
  thresholds: { high: 95, low: 90, break: 90 },
  ignorePatterns: ['dist', 'build', 'docs', 'bench', 'examples', 'reports', 'test/hosts', 'test/studio'],
}
