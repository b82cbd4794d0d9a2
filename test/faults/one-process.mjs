// One process that uses two copies of the package in every way there is: imported, required, in a thread of its own, and
// parts of one copy with parts of the other. Takes the folders of the copies and a setting as JSON; prints what came out.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const require = createRequire(import.meta.url)

const inputs = { authorization: 'main', workspaceId: 'w', aliases: '+12025550100' }

const imported = (copy, file) => import(pathToFileURL(join(copy, 'dist', file)).href)

const waysToLoad = {
  import: imported,
  // Node 20.19 and newer; an older one has no way to require an ES module.
  require: async (copy, file) =>
    process.features.require_module ? require(join(copy, 'dist', file)) : imported(copy, file),
}

/** The parts of a result that do not depend on the clock. */
const lasting = (result) => ({ ...result, meta: { ...result.meta, elapsedMs: undefined } })

/** A success, a refused input, an unknown method, a refused connection and a consent that is missing. */
async function invocations(executor) {
  const results = [
    await executor.execute('getIdentityByAliases', inputs),
    await executor.execute('getIdentityByAliases', { ...inputs, aliases: ' , ' }),
    await executor.execute('toString', inputs),
    await executor.execute('getIdentityByAliases', { ...inputs, authorization: 'nowhere' }),
    await executor.execute('getIdentityByAliases', { ...inputs, authorization: 'nobody' }),
  ]
  executor.close()
  return results.map(lasting)
}

async function executorOf({ core, auth, transport }, { baseUrl, unusedUrl }, mixed) {
  const fixed = core.authorizations({
    main: { baseUrl, accessToken: 'token-1' },
    nowhere: { baseUrl: unusedUrl, accessToken: 'token-2' },
  })
  const tokens = auth.oauthAuthorizations({
    connections: { nobody: { ...settingsOf(baseUrl), baseUrl } },
    store: auth.memoryTokenStore({}),
  })
  const authorizations = {
    baseUrl: (name) => fixed.baseUrl(name) ?? tokens.baseUrl(name),
    getAccessToken: (name, options) => (name === 'nobody' ? tokens : fixed).getAccessToken(name, options),
  }
  return mixed.core.createExecutor(await mixed.core.loadNode(), {
    authorizations,
    transport: transport.axiosTransport(),
  })
}

const settingsOf = (url) => ({
  baseUrl: url,
  clientId: 'client-1',
  clientSecret: 'secret-1',
  authorizationUrl: `${url}/authorize`,
  tokenUrl: `${url}/token`,
})

async function load(way, copy) {
  const from = (file) => waysToLoad[way](copy, file)
  return {
    core: await from('index.js'),
    auth: await from('auth/index.js'),
    transport: await from('transport/axios-transport.js'),
  }
}

/** Many callers of one copy at once, all with a token that has expired. */
async function tokensOf({ auth }, { directory, settings }) {
  const store = auth.fileTokenStore({ directory })
  const authorizations = auth.oauthAuthorizations({ connections: { main: settings }, store })
  const ask = async () => (await authorizations.getAccessToken('main', { signal: AbortSignal.timeout(10_000) })).value
  return Promise.all(Array.from({ length: 20 }, ask))
}

/** What a library could leave behind in the process, each as a line of text. */
function traces() {
  const prototypes = [Object, Array, Function, String, Map, Promise, Error]
  return [
    ...Reflect.ownKeys(globalThis).map((key) => `globalThis ${String(key)}`),
    ...prototypes.flatMap(({ name, prototype }) => Reflect.ownKeys(prototype).map((key) => `${name} ${String(key)}`)),
    ...process.eventNames().map((name) => `on ${String(name)} ${process.listenerCount(name)}`),
    ...Object.entries(process.env).map(([name, value]) => `environment ${name}=${value}`),
  ]
}

function inThread(data) {
  const worker = new Worker(new URL(import.meta.url), { workerData: data })
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
}

async function work({ copy, setting }) {
  const loaded = await load('import', copy)
  const [results, tokens] = await Promise.all([
    executorOf(loaded, setting, loaded).then((executor) => invocations(executor)),
    tokensOf(loaded, setting),
  ])
  return { results, tokens }
}

async function main() {
  const [one, other, text] = process.argv.slice(2)
  const setting = JSON.parse(text)
  // Node adds a name of its own when this is first touched, as dependencies do.
  void globalThis.Headers
  const before = new Set(traces())
  const a = await load('import', one)
  const b = await load('require', other)
  const results = {
    imported: await invocations(await executorOf(a, setting, a)),
    required: await invocations(await executorOf(b, setting, b)),
    mixed: await invocations(await executorOf(b, setting, a)),
  }
  const [thread, ...tokens] = await Promise.all([
    inThread({ copy: other, setting }),
    tokensOf(a, setting),
    tokensOf(b, setting),
  ])
  results.thread = thread.results
  console.log(
    JSON.stringify({
      copies: new Set([a.core.createExecutor, b.core.createExecutor]).size,
      results,
      tokens: [...new Set([...thread.tokens, ...tokens.flat()])],
      traces: traces().filter((trace) => !before.has(trace)),
    }),
  )
}

if (isMainThread) await main()
else parentPort.postMessage(await work(workerData))
