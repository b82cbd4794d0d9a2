/*
 * Invocations with random inputs, manifests, answers and hosts, over real sockets: npm run fuzz. Each case is held to
 * what must be true whatever happens; the first that is not is shrunk, printed and ends the run with 1.
 *
 *   --cases N   how many (1,000,000)     --seed N   which (the time); the same seed makes the same cases
 *   --path P    only the case that a failure has named, with its seed
 */
import fc from 'fast-check'
import { parseArgs } from 'node:util'
import { createExecutor, type Authorizations, type Executor, type Result } from '../../../src/index.js'
import { axiosTransport } from '../../../src/transport/axios-transport.js'
import { undiciTransport } from '../../../src/transport/undici-transport.js'
import type { ResolvedMethod } from '../../../src/manifest/resolve.js'
import { methodOutcomes } from '../../../src/outcome/outcome-table.js'
import { deepFreeze } from '../../support/deep-freeze.js'
import { json, startFaultServer } from '../../support/fault-server.js'
import { anyAnswer, behaviourOf, pointersOf, token, type Answer } from './answers.js'
import { savedInputs, variables } from './inputs.js'
import { prototypeProblem, requestProblems, resultProblems } from './invariants.js'
import { nodesFor, type FuzzedNode } from './nodes.js'

const options = parseArgs({
  options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' }, path: { type: 'string' } },
}).values
const cases = Number(options.cases)
const firstSeed = options.seed === undefined ? Date.now() | 0 : Number(options.seed)
/** Cases that share a set of nodes; a failure is repeated with the seed of its set. */
const perSet = 10_000
const timeoutMs = 100

/** How a host gives tokens: the same always, another after a 401, none, or something it should not. */
const tokenSources = ['same', 'fresh', 'throws', 'odd'] as const
/** When the caller gives up. */
const patiences = ['patient', 'gone', 'soon'] as const

interface Case {
  readonly at: number
  readonly method: string
  readonly transport: 'axios' | 'undici'
  readonly inputs: unknown
  readonly variables: unknown
  readonly answers: readonly Answer[]
  readonly tokens: (typeof tokenSources)[number]
  readonly patience: (typeof patiences)[number]
}

const transports = { axios: axiosTransport(), undici: undiciTransport() }
const elsewhere = await startFaultServer(json(200, {}))
let answersLeft: Answer[] = []
const server = await startFaultServer((reply) => {
  const next = answersLeft.length > 1 ? answersLeft.shift() : answersLeft[0]
  return next === undefined ? undefined : behaviourOf(next)(reply)
})

const rejections: unknown[] = []
process.on('unhandledRejection', (error) => rejections.push(error))
process.on('uncaughtException', (error) => rejections.push(error))

const counts = { cases: 0, attempts: 0, served: 0, lost: 0, nodes: 0, refusedManifests: 0 }
const outcomes = new Map<string, number>()
const executors = new Map<string, Executor>()
let tokenSource: Case['tokens'] = 'same'

/** The same host for every case; what it does is set beforehand. */
const host: Authorizations = {
  baseUrl: (name) => (name === 'main' ? server.origin : undefined),
  getAccessToken: (_name, { rejected }) => {
    if (tokenSource === 'throws') throw new Error(token)
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host may reject with anything
    if (tokenSource === 'odd') return rejected === undefined ? Promise.reject(undefined) : { value: 'two\r\nlines' }
    const value = tokenSource === 'fresh' && rejected !== undefined ? `${token}=` : token
    return tokenSource === 'fresh' ? Promise.resolve({ value }) : { value }
  },
}

function executorFor({ node }: FuzzedNode, transport: Case['transport'], at: number): Executor {
  const key = `${at} ${transport}`
  const known = executors.get(key)
  if (known !== undefined) return known
  const made = createExecutor(node, {
    authorizations: host,
    baseUrl: server.origin,
    transport: transports[transport],
    timeoutMs,
  }) as Executor
  executors.set(key, made)
  return made
}

function anyCase(nodes: readonly FuzzedNode[]): fc.Arbitrary<Case> {
  const [shipped = [], ...others] = nodes.map(({ node }, at) =>
    node.manifest.methods.map((method) => anyCaseOf(at, method, node.manifest.authentication?.input)),
  )
  return fc.oneof({ weight: 1, arbitrary: fc.oneof(...shipped) }, { weight: 3, arbitrary: fc.oneof(...others.flat()) })
}

function anyCaseOf(at: number, method: ResolvedMethod, authorization: string | undefined): fc.Arbitrary<Case> {
  const statuses = Object.keys(method.responses)
    .filter((key) => key !== 'default')
    .map((key) => Number(key.replace('XX', '07')))
    .filter((status) => status >= 200)
  return fc.record<Case>({
    at: fc.constant(at),
    method: fc.oneof({ weight: 200, arbitrary: fc.constant(method.id) }, fc.string()),
    transport: fc.constantFrom('axios', 'undici'),
    inputs: savedInputs(method.inputs, authorization),
    variables,
    answers: fc.array(anyAnswer([...statuses, 418], pointersOf(method.outputs)), { minLength: 1, maxLength: 2 }),
    tokens: fc.oneof({ weight: 30, arbitrary: fc.constantFrom('same', 'fresh') }, fc.constantFrom('throws', 'odd')),
    patience: fc.oneof({ weight: 60, arbitrary: fc.constant('patient') }, fc.constantFrom('gone', 'soon')),
  })
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

async function runCase(nodes: readonly FuzzedNode[], one: Case): Promise<void> {
  const fuzzed = nodes[one.at]
  if (fuzzed === undefined) throw new RangeError('no such node')
  answersLeft = [...one.answers]
  tokenSource = one.tokens
  server.take()
  const caller = new AbortController()
  if (one.patience === 'gone') caller.abort()
  const executor = executorFor(fuzzed, one.transport, one.at)
  const running = executor.execute(one.method, deepFreeze(one.inputs) as Record<string, unknown>, {
    variables: one.variables as Record<string, unknown>,
    signal: caller.signal,
  })
  if (one.patience === 'soon')
    setTimeout(() => {
      caller.abort()
    }, 1)
  const result = await running
  await turn()
  if (result.meta.code === 'TIMEOUT' || one.patience !== 'patient') {
    // What was sent in the last moment arrives now, and not in the next case.
    await turn()
    await server.drop()
  }
  const requests = server.take()

  const problems = [...problemsOf(fuzzed, one, result, requests)]
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n${JSON.stringify(result, null, 2)}`)
  counts.cases++
  counts.attempts += result.meta.attempts
  counts.served += requests.length
  counts.lost += result.meta.attempts - requests.length
  const kind = kindOf(fuzzed, one, result)
  outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
}

function* problemsOf(
  { node }: FuzzedNode,
  one: Case,
  result: Result,
  requests: ReturnType<typeof server.take>,
): Generator<string> {
  const { attempts, delivery, code } = result.meta
  if (rejections.length > 0) yield `unhandled: ${rejections.splice(0).map(String).join(', ')}`
  const touched = prototypeProblem()
  if (touched !== undefined) yield touched
  if (elsewhere.connections > 0) yield 'another origin was reached'
  if (requests.length > attempts) yield `${requests.length} requests in ${attempts} attempts`
  if (delivery === 'not-sent' && requests.length > 0) yield `${requests.length} requests, and "not-sent"`
  // A connection that ends before its request was read: nobody can tell, and the node says so by its code.
  if (requests.length < attempts && attempts < 2 && code !== 'RESET' && code !== 'TIMEOUT' && code !== 'CANCELLED')
    yield `${requests.length} requests in ${attempts} attempts that ended with ${code}`
  const method = node.methods.get(one.method)?.manifest
  if (code === 'UNEXPECTED' && one.tokens !== 'throws' && one.tokens !== 'odd') yield 'something unexpected in the node'
  if (method === undefined) {
    if (code !== 'UNKNOWN_METHOD' && code !== 'CANCELLED') yield `an unknown method ended with ${code}`
    return
  }
  const signsIn = node.manifest.authentication !== undefined
  yield* resultProblems(method, result, signsIn ? token : undefined)
  for (const [index, request] of requests.entries()) {
    const value =
      one.tokens === 'fresh' && index > 0 && request.headers.authorization?.endsWith('===') ? `${token}=` : token
    yield* requestProblems(method, request, server.origin, signsIn ? `Bearer ${value}` : undefined)
  }
}

function kindOf({ node }: FuzzedNode, { method: id }: Case, { outcome, meta }: Result): string {
  const method = node.methods.get(id)?.manifest
  if (method === undefined) return 'unknown method'
  const kind = methodOutcomes(method).find(({ name }) => name === outcome)?.kind ?? ''
  return kind === 'fault' ? `fault ${meta.code ?? ''}` : kind
}

/** @returns whether every case was as it must be */
async function fuzz(): Promise<boolean> {
  for (let set = 0; counts.cases < cases; set++) {
    const seed = (firstSeed + Math.imul(set, 0x9e3779b1)) | 0
    const { nodes, refused } = await nodesFor(seed)
    counts.nodes += nodes.length
    counts.refusedManifests += refused
    executors.clear()
    const details = await fc.check(
      fc.asyncProperty(anyCase(nodes), (one) => runCase(nodes, one)),
      {
        seed,
        includeErrorInReport: true,
        numRuns: Math.min(perSet, cases - counts.cases),
        ...(options.path !== undefined && { path: options.path, endOnFailure: true }),
      },
    )
    if (details.failed) {
      const at = details.counterexample?.[0].at ?? 0
      process.stderr.write(`${String(await fc.asyncDefaultReportMessage(details))}\n`)
      process.stderr.write(`The node is ${nodes[at]?.title ?? ''}: ${JSON.stringify(nodes[at]?.files)}\n`)
      process.stderr.write(`Again: npm run fuzz -- --seed ${details.seed} --path ${details.counterexamplePath ?? ''}\n`)
      return false
    }
    if (options.path !== undefined) break
  }
  return true
}

const started = performance.now()
try {
  if (!(await fuzz())) process.exitCode = 1
  const report = {
    seed: firstSeed,
    ...counts,
    tookMs: Math.round(performance.now() - started),
    outcomes: Object.fromEntries([...outcomes].sort(([, one], [, other]) => other - one)),
  }
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
} catch (error) {
  console.error(error)
  process.exitCode = 2
} finally {
  for (const transport of Object.values(transports)) transport.close()
  await server.close()
  await elsewhere.close()
}
