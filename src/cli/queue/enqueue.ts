import { open } from 'node:fs/promises'
import type { Command } from 'commander'
import { exitStatus } from '../exit-status.js'
import { endWith, interruptSignal } from '../interrupt.js'
import { addConnectionChoice, connectionHint, executorOptions, type ConnectionChoice } from '../connection.js'
import { readInputs } from '../invocation.js'
import { unreadable } from '../json-file.js'
import type { Executor } from '../../execute.js'
import type { CompiledMethod } from '../../manifest/compiled.js'
import { addNodeOptions, collect, findMethod, openNode, wholeNumber, type NodeOptions } from '../node-options.js'
import { startProgress } from '../progress.js'
import { isSameFile } from '../same-file.js'
import { didYouMean } from '../suggest.js'
import { examples, printJson, tell } from '../terminal.js'
import { UsageError } from '../usage-error.js'
import { enqueueLines } from './enqueue-lines.js'
import type { LineRules } from './line-job.js'
import { readLines } from './lines.js'
import { addQueueOptions, loadQueue, queueNotes, readQueueOptions, type QueueChoice } from './queue-options.js'
import { openRejects } from './rejects.js'

interface EnqueueCommandOptions extends NodeOptions, ConnectionChoice, QueueChoice {
  readonly file: string
  readonly set?: readonly string[]
  readonly as?: string
  readonly orderBy?: string
  readonly rejects?: string
  readonly patience: number
}

/** How many lines go to Redis at a time. */
const batchSize = 500
/** Beyond what a request may hold, a line is not worth keeping. */
const lineBytesPerRequestByte = 4

export function registerEnqueue(program: Command): void {
  addQueueOptions(addConnectionChoice(addNodeOptions(program.command('enqueue <method>'))))
    .summary('put a file of invocations into a queue')
    .description(
      'Puts each line of a file into a queue, as the inputs of one invocation; workers run them. Files of any size are read as they are sent.',
    )
    .requiredOption('--file <file>', 'JSON Lines: each line an object of inputs; - reads standard input')
    .option('--set <id=value>', 'an input that all lines have unless they say otherwise; can be repeated', collect)
    .option('--as <input>', 'take each line as the value of this input')
    .option(
      '--order-by <member>',
      'run lines that have the same value in this member, or this input of --set, one after another; a line without it is refused',
    )
    .option('--patience <seconds>', 'how long Redis may be away before it gives up', wholeNumber(0), 30)
    .option('--rejects <file>', 'write the lines that cannot be sent there, by their number, with the reasons')
    .addHelpText(
      'after',
      `${queueNotes}
Run it again after a fault, a kill or a correction: what is queued, or was done within the de-duplication window, is not
queued again. A line without an id of its own gets one that is made of its number and its text.
Prints { lines, queued, duplicates, refused, complete } on standard output. Ends with 0 when no line was refused, else
with 3; with 2 when nothing or not everything could be queued, with 130 after Ctrl-C.
${examples(
  'cjds-node enqueue writeToCjds --authorization production --file events.jsonl --rejects rejects.jsonl \\',
  '      --set workspaceId=65f1c2d3a4b5c6d7e8f90a1b --order-by identity',
  'cjds-node enqueue writeToCjds --authorization production --file cloud-events.jsonl \\',
  '      --set workspaceId=65f1c2d3a4b5c6d7e8f90a1b --set bodyMode=json --as jsonBody',
)}`,
    )
    .action(enqueue)
}

async function enqueue(methodId: string, options: EnqueueCommandOptions): Promise<void> {
  if (options.rejects !== undefined && isSameFile(options.file, options.rejects))
    throw new UsageError(
      `${options.rejects} holds the lines to enqueue and would be lost; give --rejects another file.`,
    )
  const node = await openNode(options)
  const rules = await readRules(findMethod(node, methodId), options)
  const [queueOptions, { openQueue }, { createExecutor }, connections] = await Promise.all([
    readQueueOptions(options),
    loadQueue(),
    import('../../execute.js'),
    executorOptions(options),
  ])
  const source = await openSource(options.file)
  const progress = startProgress()
  const executor: Executor = createExecutor(node, connections)
  const queue = await openQueue({ ...queueOptions, executor })
  // Not before: the list of the last run is lost with it.
  const rejects = await openRejects(options.rejects, progress.wipe).catch(async (error: unknown) => {
    await queue.close()
    throw error
  })

  const counts = { lines: 0, queued: 0, duplicates: 0, refused: 0 }
  let complete = false
  let bytesRead = 0
  const started = performance.now()
  try {
    const mostBytes = node.manifest.limits.requestBytes * lineBytesPerRequestByte
    const lines = readLines(source.bytes, mostBytes, (bytes) => (bytesRead = bytes))
    const stop = interruptSignal()
    for await (const batch of batches(lines, batchSize)) {
      if (stop.aborted) break
      const refusals = await enqueueLines(queue, batch, rules, counts, options.patience * 1000)
      await rejects.write(refusals)
      // Every line without an authorization of its own will be refused for the same reason.
      const [first] = refusals
      const hint = await connectionHint(first?.code ?? null, { node, inputs: rules.common }, options)
      if (hint !== undefined && refusals.length === counts.lines) throw new UsageError(hint)
      const perSecond = Math.round((counts.lines / (performance.now() - started)) * 1000)
      progress.show(
        source.size === undefined ? undefined : bytesRead / source.size,
        progressText(counts.lines, perSecond),
      )
    }
    complete = !stop.aborted
  } finally {
    progress.wipe()
    printJson({ ...counts, complete })
    if (!complete) tell('Not all lines were read. Run it again: what is queued is not queued twice.')
    await rejects.close()
    await queue.close()
    executor.close()
  }
  endWith(counts.refused === 0 ? exitStatus.success : exitStatus.otherOutcome)
}

const progressText = (lines: number, perSecond: number): string =>
  `${lines.toLocaleString('en')} lines, ${perSecond.toLocaleString('en')} a second`

/** @throws {UsageError} for an input that the method has not */
async function readRules(method: CompiledMethod, options: EnqueueCommandOptions): Promise<LineRules> {
  const { as, orderBy } = options
  const ids = Object.keys(method.manifest.inputs)
  if (as !== undefined && !ids.includes(as))
    throw new UsageError(
      `${method.manifest.title} has no input "${as}".${didYouMean(as, ids)} It has ${ids.join(', ')}.`,
    )
  return {
    method,
    common: await readInputs(method, { ...(options.set === undefined ? {} : { set: options.set }) }),
    ...(as === undefined ? {} : { as }),
    ...(orderBy === undefined ? {} : { orderBy }),
  }
}

async function* batches<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const one of source) {
    batch.push(one)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

interface Source {
  readonly bytes: AsyncIterable<Buffer>
  /** Undefined for what has no end that is known. */
  readonly size?: number
}

/** @throws {UsageError} */
async function openSource(file: string): Promise<Source> {
  if (file === '-') return { bytes: process.stdin }
  try {
    const handle = await open(file)
    const status = await handle.stat()
    if (status.isDirectory()) throw Object.assign(new Error('a directory'), { code: 'EISDIR' })
    return { bytes: handle.createReadStream(), ...(status.isFile() ? { size: status.size } : {}) }
  } catch (cause) {
    throw unreadable(file, cause)
  }
}
