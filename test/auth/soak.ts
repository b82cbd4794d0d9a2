/*
 * The long forms of the tests among processes: npm run soak:auth. About ten minutes; SOAK_SECONDS and SOAK_KILLS shorten
 * it. Prints its figures as JSON and ends with 1 when one of them is not what it must be.
 */
import { killWhileRefreshing, raceForTokens } from './processes.js'
import { memoryTokenStore, oauthAuthorizations, readTokenSet } from '../../src/auth/index.js'
import { startEmulator } from '../../src/emulator/index.js'
import { settingsFor } from './support.js'

const seconds = Number(process.env.SOAK_SECONDS ?? 60)
const kills = Number(process.env.SOAK_KILLS ?? 500)
const bad: string[] = []

async function part<T extends object>(
  title: string,
  run: () => Promise<T>,
  isGood: (report: T) => boolean,
): Promise<void> {
  const started = performance.now()
  const report = await run()
  const good = isGood(report)
  if (!good) bad.push(title)
  const took = Math.round(performance.now() - started)
  process.stdout.write(`${JSON.stringify({ title, good, ...report, tookMs: took })}\n`)
}

await part(
  '10,000 callers at expiry',
  async () => {
    const emulator = await startEmulator({ oauth: { rotation: 'strict' } })
    const { receivedAt, ...tokens } = readTokenSet(emulator.oauth.issue())
    const store = memoryTokenStore({ main: { ...tokens, receivedAt, expiresAt: receivedAt } })
    const authorizations = oauthAuthorizations({ connections: { main: settingsFor(emulator) }, store })
    const ask = async () => authorizations.getAccessToken('main', { signal: AbortSignal.timeout(10_000) })
    const answers = await Promise.all(Array.from({ length: 10_000 }, ask))
    const report = {
      refreshes: emulator.oauth.counters.tokenRequests,
      differentTokens: new Set(answers.map(({ value }) => value)).size,
    }
    await emulator.close()
    return report
  },
  ({ refreshes, differentTokens }) => refreshes === 1 && differentTokens === 1,
)

await part(
  `8 processes for ${seconds} s, tokens of 0.5 s, strict rotation`,
  () => raceForTokens({ processes: 8, ms: seconds * 1000, lifetimeSeconds: 0.5 }),
  ({ errors, refused, maxConcurrentRefreshes }) => errors.length === 0 && refused === 0 && maxConcurrentRefreshes === 1,
)

for (const [server, graceMs] of [
  ['a server that forgives for 30 s', 30_000],
  ['a strict server', 0],
] as const) {
  await part(
    `${kills} SIGKILLs while refreshing at ${server}`,
    () => killWhileRefreshing({ kills, graceMs, mostMs: 100 }),
    ({ unreadable, backwards, lost }) => unreadable === 0 && backwards === 0 && (graceMs === 0 || lost === 0),
  )
}

process.exitCode = bad.length === 0 ? 0 : 1
