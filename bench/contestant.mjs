// The process of one contestant. Forked by the bench, it takes the messages below and answers each one.
import { setImmediate as turn } from 'node:timers/promises'
import { performance, PerformanceObserver } from 'node:perf_hooks'
import { checkResult, expectedResult, inputs as makeInputs } from './task.mjs'

const [runner, options] = [process.argv[2], JSON.parse(process.argv[3])]
const { default: start } = await import(runner)
const invoke = await start(options)
const { outcome: expected } = expectedResult()
let underWay = []

async function call(inputs) {
  const { outcome } = await invoke(inputs)
  if (outcome !== expected) throw new Error(`ended with ${outcome}`)
}

const commands = {
  /** One invocation, whose result must be right to the last output. */
  async check({ listItems, answered }) {
    checkResult(await invoke(makeInputs(listItems)), answered)
  },

  /** Runs invocations for a while, so many at a time, and tells what those after the warm-up cost. */
  async slice({ concurrency, warmUpMs, warmUpCalls = 0, ms, listItems }) {
    const inputs = makeInputs(listItems)
    const latencies = []
    let calls = 0
    let measured = 0
    let began
    let ended
    function note(startedAt) {
      const at = performance.now()
      calls++
      if (began === undefined) {
        if (at - sliceBegan >= warmUpMs && calls >= Math.max(concurrency, warmUpCalls)) began = { at, cpuUs: cpuUs() }
        return
      }
      if (ended !== undefined) return
      measured++
      latencies.push(at - startedAt)
      if (at - began.at >= ms && measured >= concurrency) ended = { at, cpuUs: cpuUs() }
    }
    async function worker() {
      while (ended === undefined) {
        const startedAt = performance.now()
        await call(inputs)
        note(startedAt)
      }
    }
    const sliceBegan = performance.now()
    await Promise.all(Array.from({ length: concurrency }, worker))
    latencies.sort((a, b) => a - b)
    return {
      calls,
      cpuUs: (ended.cpuUs - began.cpuUs) / measured,
      perSecond: (measured * 1000) / (ended.at - began.at),
      p50Ms: latencies[Math.floor(latencies.length * 0.5)],
      p99Ms: latencies[Math.floor(latencies.length * 0.99)],
    }
  },

  /** Runs so many invocations at a time and tells what they left on the heap, and whether it was collected meanwhile. */
  async allocate({ calls, concurrency }) {
    const inputs = makeInputs()
    let collections = 0
    await collect()
    const observer = new PerformanceObserver((list) => (collections += list.getEntries().length))
    observer.observe({ entryTypes: ['gc'] })
    const before = process.memoryUsage().heapUsed
    for (let begun = 0; begun < calls; begun += concurrency)
      await Promise.all(Array.from({ length: concurrency }, () => call(inputs)))
    const bytes = process.memoryUsage().heapUsed - before
    await turn()
    observer.disconnect()
    return { bytes: bytes / calls, collections }
  },

  /** Begins so many invocations and leaves them under way. */
  async begin({ calls }) {
    const inputs = makeInputs()
    underWay = Array.from({ length: calls }, () => call(inputs))
  },

  async finish() {
    await Promise.all(underWay)
    underWay = []
  },

  /** Bytes that are really in use. */
  async memory() {
    await collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  },
}

async function collect() {
  for (let pass = 0; pass < 3; pass++) {
    await turn()
    globalThis.gc()
  }
}

function cpuUs() {
  const { user, system } = process.cpuUsage()
  return user + system
}

process.on('message', async ({ command, ...details }) => {
  try {
    process.send({ result: (await commands[command](details)) ?? null })
  } catch (error) {
    process.send({ error: error.stack })
  }
})
process.on('disconnect', () => process.exit())
process.send({ result: null })
