/* Says whether simple-oauth2 is loaded: with the package, and after the first use of OAuth. */
import { createRequire } from 'node:module'
import { createOAuthClient } from '../../src/auth/index.js'

const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('simple-oauth2'))

const before = isLoaded()
const url = 'https://id.example.com/'
const client = createOAuthClient({ clientId: 'c', clientSecret: 's', authorizationUrl: url, tokenUrl: url })
await client.authorizationUrl({ redirectUri: url, state: 's', codeChallenge: 'c', scopes: [] })
process.stdout.write(JSON.stringify({ before, after: isLoaded() }))
