// Changes the code, bit by bit, and counts the changes that no test notices: npm run mutation -- [module ...]. Each module
// needs at least 90 %. Takes an hour or more for all of them; what was found out is kept in `reports`, so that the next run
// only looks at what has changed. Without that folder everything is looked at again, also constants, for which Stryker does
// not see that a new test notices them.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Each module with the tests that are there for it; all of them are loaded anew for each change, so few are fast. */
const modules = {
  outcome: { files: 'src/outcome/*.ts', tests: ['outcome/*'] },
  request: { files: 'src/request/*.ts', tests: ['request/*', 'manifest/foreign'] },
  inputs: {
    files: 'src/inputs/*.ts,!src/inputs/*json*.ts,!src/inputs/*variables.ts',
    tests: [
      ...['prepare', 'resolved', 'validate', 'visibility'].map((name) => `inputs/${name}`),
      ...['parse', 'pattern', 'split', 'type'].map((name) => `keywords/${name}`),
    ],
  },
  'inputs-variables': {
    files: 'src/inputs/*variables.ts',
    tests: ['inputs/fill-in', 'inputs/prepare', 'inputs/variables'],
  },
  'inputs-json': { files: 'src/inputs/*json*.ts', tests: ['inputs/json-text', 'inputs/plain-json'] },
  mask: { files: 'src/auth/mask.ts,src/outcome/redact.ts', tests: ['auth/mask', 'outcome/outputs', 'outcome/redact'] },
  // simple-oauth2.ts runs once, when it is loaded; its test looks at another process.
  auth: {
    files:
      'src/auth/*.ts,!src/auth/mask.ts,!src/auth/connection-tokens.ts,!src/auth/oauth-*.ts,!src/auth/simple-oauth2.ts',
    tests: [
      ...['authorizations', 'base-url', 'connection-status', 'logout', 'memory-token-store', 'pkce', 'refresh-pause'],
      ...['token-request-error', 'token-set', 'wait-at-most'],
    ].map((name) => `auth/${name}`),
  },
  'auth-tokens': {
    files: 'src/auth/connection-tokens.ts,src/auth/oauth-authorizations.ts',
    tests: ['auth/tokens', 'auth/connection-tokens'],
  },
  'auth-client': { files: 'src/auth/oauth-client.ts', tests: ['auth/oauth-client'] },
  'auth-login': { files: 'src/auth/login/*.ts', tests: ['auth/login', 'auth/callback', 'auth/consents'] },
  'auth-file-store': { files: 'src/auth/file-store/file-token-store.ts', tests: ['auth/file-store'] },
  'auth-files': {
    files: 'src/auth/file-store/*.ts,!src/auth/file-store/file-token-store.ts',
    tests: ['private-files', 'replace-file', 'set-aside', 'store-key'].map((name) => `auth/file-store/${name}`),
  },
  'auth-lock': { files: 'src/auth/process-lock/*.ts', tests: ['auth/process-lock/*'] },
}

const named = process.argv.slice(2)
const unknown = named.find((name) => !(name in modules))
if (unknown !== undefined) {
  console.error(`There is no module ${unknown}; there are ${Object.keys(modules).join(', ')}.`)
  process.exit(2)
}

const failed = (named.length > 0 ? named : Object.keys(modules)).filter((name) => {
  const { files, tests } = modules[name]
  const { status } = spawnSync('npx', ['stryker', 'run'], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      MUTATION_MODULE: name,
      MUTATION_FILES: files,
      MUTATION_TESTS: tests.map((test) => `test/${test}.test.ts`).join(','),
    },
  })
  return status !== 0
})
if (failed.length > 0) console.error(`Below 90 %, or not finished: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
