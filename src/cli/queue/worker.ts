import { Option, type Command } from 'commander'
import { longestMs } from '../../duration.js'
import type { JobEntry, JobEvent, Policy, WorkerOptions } from '../../hosts/queue/index.js'
import type { Executor } from '../../execute.js'
import { exitStatus } from '../exit-status.js'
import { endWith, interruptSignal } from '../interrupt.js'
import { addConnectionChoice, executorOptions, requireConnection, type ConnectionChoice } from '../connection.js'
import { readJsonObject } from '../json-file.js'
import { addNodeOptions, openNode, wholeNumber, type NodeOptions } from '../node-options.js'
import { rateLimitOption, type RateLimitOption } from '../rate-limit.js'
import { colorsFor, examples, isTerminal, print, printJson, tell } from '../terminal.js'
import { UsageError } from '../usage-error.js'
import { addQueueOptions, loadQueue, queueNotes, readQueueOptions, type QueueChoice } from './queue-options.js'

interface WorkerCommandOptions extends NodeOptions, ConnectionChoice, QueueChoice {
  readonly concurrency: number
  readonly rateLimit: RateLimitOption
  readonly policy?: string
  readonly attempts?: number
  readonly maxAge?: number
  readonly lock: number
  readonly grace: number
  readonly log: keyof typeof logged
  readonly telemetry?: boolean
  readonly timeoutMs?: number
}

const longestSeconds = Math.floor(longestMs / 1000)

/** Which events `--log` prints. */
const logged: Readonly<Record<'all' | 'problems' | 'none', (event: JobEvent) => boolean>> = {
  all: () => true,
  problems: (event) => event !== 'completed' && event !== 'held' && event !== 'rate-limited',
  none: () => false,
}

export function registerWorker(program: Command): void {
  addQueueOptions(addConnectionChoice(addNodeOptions(program.command('worker'))))
    .summary('run the invocations of a queue')
    .description('Runs the invocations of a queue until it is told to stop. Any number of workers share a queue.')
    .option('--concurrency <n>', 'invocations at a time', wholeNumber(1), 10)
    .addOption(rateLimitOption('what the service allows, over all workers of the queue'))
    .option('--policy <file>', 'what follows from outcomes and codes, as JSON: { "outcomes": {}, "codes": {} }')
    .option('--attempts <n>', 'invocations that may fail before a job becomes a dead letter', wholeNumber(1))
    .option('--max-age <seconds>', 'how old a job may become before it is a dead letter', wholeNumber(1))
    .option('--timeout-ms <n>', "milliseconds for an invocation, instead of the manifest's", wholeNumber(1, longestMs))
    .option(
      '--lock <seconds>',
      'how long a job of a worker that died is left alone',
      wholeNumber(1, longestSeconds),
      30,
    )
    .option(
      '--grace <seconds>',
      'how long jobs under way may take when it is told to stop',
      wholeNumber(0, longestSeconds),
      15,
    )
    .addOption(
      new Option('--log <what>', 'which jobs to print a line for').choices(Object.keys(logged)).default('problems'),
    )
    .option('--telemetry', 'send spans and metrics to the OpenTelemetry SDK that the process was started with')
    .addHelpText(
      'after',
      `${queueNotes}
A line of JSON on standard output for each job that --log asks for; a short text on a terminal. It holds no input, no
output and no secret. Ends with 0 after SIGTERM, with 130 after Ctrl-C, with 2 when it cannot start.
${examples(
  'cjds-node worker --authorization production',
  'cjds-node worker --queue eu1 --concurrency 20 --rate-limit 250 --log all',
  'NODE_OPTIONS="--import ./telemetry.mjs" cjds-node worker --telemetry',
)}`,
    )
    .action(work)
}

async function work(options: WorkerCommandOptions): Promise<void> {
  const node = await openNode(options)
  const [queueOptions, { startWorker }, { createExecutor }, connections, policy] = await Promise.all([
    readQueueOptions(options),
    loadQueue(),
    import('../../execute.js'),
    executorOptions(options),
    options.policy === undefined ? undefined : (readJsonObject(options.policy) as Promise<Policy>),
  ])
  await requireConnection(node, options)
  const telemetry = options.telemetry === true ? await loadTelemetry() : undefined
  const plain: Executor = createExecutor(node, connections)
  const executor = telemetry === undefined ? plain : telemetry.executor(plain)
  const stopped = untilStopped()
  const worker = await startWorker({
    ...queueOptions,
    ...limits(options),
    executor,
    ...(policy === undefined ? {} : { policy }),
    ...(telemetry === undefined ? {} : { trace: telemetry.trace }),
    log: (entry) => {
      if (logged[options.log](entry.event)) printEntry(entry, options.json === true)
      telemetry?.log(entry)
    },
    onError: (error) => {
      tell(colorsFor(process.stderr).yellow(error.message))
    },
  })
  tell(`Working on the queue ${options.queue}, ${options.concurrency} at a time; Ctrl-C ends it.`)
  await stopped
  await worker.close({ graceMs: options.grace * 1000 })
  executor.close()
  endWith(exitStatus.success)
}

function limits({ concurrency, rateLimit, attempts, maxAge, lock }: WorkerCommandOptions) {
  return {
    concurrency,
    rateLimit,
    lockMs: lock * 1000,
    retries: {
      ...(attempts === undefined ? {} : { attempts }),
      ...(maxAge === undefined ? {} : { maxAgeMs: maxAge * 1000 }),
    },
  } satisfies Partial<WorkerOptions>
}

/** Ends with Ctrl-C, or when whoever runs the process asks it to end. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve()
    }
    interruptSignal().addEventListener('abort', stop)
    process.once('SIGTERM', stop)
  })
}

function printEntry(entry: JobEntry, asJson: boolean): void {
  if (asJson || !isTerminal()) {
    printJson(entry)
    return
  }
  const colors = colorsFor()
  const { event, method, outcome, code, deliveries, delayMs } = entry
  const color = event === 'completed' ? colors.green : event === 'parked' ? colors.red : colors.yellow
  const again = delayMs === null ? '' : `, again in ${Math.ceil(delayMs / 1000)} s`
  print(`${color(event.padEnd(12))} ${method} ${outcome ?? ''} ${code ?? ''} delivery ${deliveries}${again}`)
}

/** @throws {UsageError} when OpenTelemetry is not installed */
async function loadTelemetry() {
  try {
    const { jobMetrics, jobTrace, withTelemetry } = await import('../../telemetry/index.js')
    return { executor: (plain: Executor): Executor => withTelemetry(plain), log: jobMetrics(), trace: jobTrace() }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw new UsageError('--telemetry needs one more package: npm install @opentelemetry/api', { cause })
  }
}
