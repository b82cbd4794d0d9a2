import { jsonLine } from '../../../cli/support.js'
import { onBench } from './bench.js'

export interface MemoryReport {
  readonly lines: number
  /** The most memory that `enqueue` held, in MiB. */
  readonly peakMiB: number
  readonly seconds: number
  readonly linesPerSecond: number
}

/** Printed when the process ends. */
const peak = `process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))`

/** The memory that a file of so many lines takes to enqueue. */
export function soakMemory(lines: number): Promise<MemoryReport> {
  return onBench({ events: lines, emulator: {}, redis: { appendfsync: 'everysec' } }, async (bench) => {
    const started = performance.now()
    const run = await bench.enqueue({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(peak)}` })
    const seconds = (performance.now() - started) / 1_000
    const [, kib] = /peak (\d+)/.exec(run.stderr) ?? []
    const { queued } = jsonLine(run) as { queued: number }
    if (queued !== lines || kib === undefined) throw new Error(`Only ${queued} of ${lines} lines: ${run.stderr}`)
    return {
      lines,
      peakMiB: Math.round(Number(kib) / 1_024),
      seconds: Math.round(seconds),
      linesPerSecond: Math.round(lines / seconds),
    }
  })
}
