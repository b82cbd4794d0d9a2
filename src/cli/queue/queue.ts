import type { Command } from 'commander'
import type { DeadLetter, JobQueue, QueueStatus } from '../../hosts/queue/index.js'
import { exitStatus } from '../exit-status.js'
import { endWith } from '../interrupt.js'
import { addNodeOptions, openNode, wholeNumber, type NodeOptions } from '../node-options.js'
import { colorsFor, count, examples, print, printJson, printTable, tell } from '../terminal.js'
import { UsageError } from '../usage-error.js'
import { addQueueOptions, loadQueue, queueNotes, readQueueOptions, type QueueChoice } from './queue-options.js'

type QueueCommandOptions = NodeOptions & QueueChoice

export function registerQueue(program: Command): void {
  const queue = program
    .command('queue')
    .summary('look after a queue and its dead letters')
    .description('A queue: how it is doing, and the jobs that nobody tries any more.')
    .addHelpText(
      'after',
      examples(
        'cjds-node queue status',
        'cjds-node queue dead',
        'cjds-node queue replay --all',
        'cjds-node queue --help',
      ),
    )
  const command = (name: string, summary: string, ...lines: readonly string[]): Command =>
    addQueueOptions(addNodeOptions(queue.command(name)))
      .description(summary)
      .addHelpText('after', `${queueNotes}\n${examples(...lines)}`)

  command(
    'status',
    'Says how many jobs there are: 3 when some of them are dead letters.',
    'cjds-node queue status',
    'cjds-node queue status --queue eu1 --json',
  ).action(showStatus)
  command(
    'dead [id]',
    'Lists the dead letters, the newest first; with an id prints one with all that it says, personal data included.',
    'cjds-node queue dead',
    'cjds-node queue dead --offset 100 --json',
  )
    .option('--limit <n>', 'the most to list', wholeNumber(1), 100)
    .option('--offset <n>', 'how many to leave out', wholeNumber(0), 0)
    .action(showDead)
  command(
    'replay [ids...]',
    'Puts dead letters back into the queue. What they send keeps its id, so that nothing is doubled.',
    'cjds-node queue replay --all',
    'cjds-node queue replay 5f0c...',
  )
    .option('--all', 'all of them')
    .action(replay)
  command('discard <ids...>', 'Throws dead letters away.', 'cjds-node queue discard 5f0c...').action(discard)
}

/** Runs something with the queue of the options. */
async function withQueue<T>(options: QueueCommandOptions, use: (queue: JobQueue) => Promise<T>): Promise<T> {
  const node = await openNode(options)
  const [queueOptions, { openQueue }, { createExecutor }] = await Promise.all([
    readQueueOptions(options),
    loadQueue(),
    import('../../execute.js'),
  ])
  const queue: JobQueue = await openQueue({ ...queueOptions, executor: createExecutor(node) })
  try {
    return await use(queue)
  } finally {
    await queue.close()
  }
}

const statusWords: Readonly<Record<Exclude<keyof QueueStatus, 'rateLimitedMs'>, string>> = {
  waiting: 'ready to be taken',
  active: 'being run',
  delayed: 'waiting for their time, or for an earlier one of their order',
  dead: 'dead letters',
  completed: 'done, and known for de-duplication',
}

async function showStatus(options: QueueCommandOptions): Promise<void> {
  const status = await withQueue(options, (queue) => queue.status())
  if (options.json === true) printJson(status)
  else {
    const names = Object.keys(statusWords) as (keyof typeof statusWords)[]
    printTable(
      ['State', 'Jobs', ''],
      names.map((name) => [name, String(status[name]), statusWords[name]]),
    )
    if (status.rateLimitedMs > 0) tell(`Workers wait for ${Math.ceil(status.rateLimitedMs / 1000)} s: the rate limit.`)
  }
  endWith(status.dead === 0 ? exitStatus.success : exitStatus.otherOutcome)
}

async function showDead(
  id: string | undefined,
  options: QueueCommandOptions & { readonly limit: number; readonly offset: number },
): Promise<void> {
  if (id !== undefined) {
    const letter = await withQueue(options, (queue) => queue.deadLetter(id))
    if (letter === undefined) throw noSuchLetter(id)
    printJson(letter)
    return
  }
  const { limit, offset } = options
  const letters = await withQueue(options, (queue) => queue.deadLetters({ limit, offset }))
  if (options.json === true) printJson(letters)
  else if (letters.length === 0) tell('There is no dead letter.')
  else printTable(['Id', 'Parked', 'Method', 'Deliveries', 'Outcome', 'Code'], letters.map(rowOf))
}

const rowOf = ({ id, parkedAt, method, deliveries, outcome, code }: DeadLetter): string[] => [
  id,
  new Date(parkedAt).toISOString(),
  method,
  String(deliveries),
  outcome ?? '-',
  code,
]

async function replay(
  ids: readonly string[],
  options: QueueCommandOptions & { readonly all?: boolean },
): Promise<void> {
  if ((options.all === true) === ids.length > 0) throw new UsageError('Say which: the ids of dead letters, or --all.')
  await withQueue(options, async (queue) => {
    if (options.all === true) report('Replayed', await queue.replayAll(), [], options)
    else await eachOf(ids, (id) => queue.replay(id), 'Replayed', options)
  })
}

async function discard(ids: readonly string[], options: QueueCommandOptions): Promise<void> {
  await withQueue(options, (queue) => eachOf(ids, (id) => queue.discard(id), 'Discarded', options))
}

async function eachOf(
  ids: readonly string[],
  act: (id: string) => Promise<boolean>,
  done: string,
  options: QueueCommandOptions,
): Promise<void> {
  const unknown: string[] = []
  for (const id of ids) if (!(await act(id))) unknown.push(id)
  report(done, ids.length - unknown.length, unknown, options)
}

function report(done: string, letters: number, unknown: readonly string[], { json }: QueueCommandOptions): void {
  if (json === true) printJson({ letters, unknown })
  else print(`${done} ${count(letters, 'dead letter')}.`)
  const colors = colorsFor(process.stderr)
  for (const id of unknown) tell(colors.yellow(noSuchLetter(id).message))
  endWith(unknown.length === 0 ? exitStatus.success : exitStatus.otherOutcome)
}

const noSuchLetter = (id: string): UsageError =>
  new UsageError(`There is no dead letter ${id}; list them: cjds-node queue dead`)
