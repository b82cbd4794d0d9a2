import { Option, type Command } from 'commander'
import type * as Queue from '../../hosts/queue/index.js'
import type { QueueKey, QueueOptions } from '../../hosts/queue/index.js'
import { UsageError } from '../usage-error.js'
import { readRedisUrl, redisVariable } from './redis-url.js'

const keyVariable = 'CJDS_NODE_QUEUE_KEY'

/** Which queue a command is about. */
export interface QueueChoice {
  readonly queue: string
  readonly prefix?: string
}

export const queueNotes = `
Redis is read from ${redisVariable}, such as redis://127.0.0.1:6379, or from the file that ${redisVariable}_FILE names.
Jobs are sealed with the 32 bytes (base64 or hex) in ${keyVariable}, or in the file that ${keyVariable}_FILE names. Several,
with commas between them, open what each of them has sealed; the first one seals. Make one: openssl rand -base64 32`

/** Arguments that would be secrets: everybody on the machine could read them. */
const secretOptions = {
  '--redis': redisVariable,
  '--redis-url': redisVariable,
  '--key': keyVariable,
} as const

export function addQueueOptions(command: Command): Command {
  command
    .option('--queue <name>', 'the queue, each client id of the service having one of its own', 'cjds')
    .option('--prefix <text>', 'what every key in Redis begins with')
  for (const [name, variable] of Object.entries(secretOptions)) {
    const refuse = (): never => {
      throw new UsageError(`${name} on the command line is for everybody to see; use ${variable} or ${variable}_FILE.`)
    }
    command.addOption(new Option(`${name} <value>`).hideHelp().argParser(refuse))
  }
  return command
}

/**
 * What a queue is opened with: its name from the arguments, its secrets from the environment.
 * @throws {UsageError} when one of them is missing
 */
export async function readQueueOptions({ queue, prefix }: QueueChoice): Promise<QueueOptions> {
  const url = await readRedisUrl(process.env)
  if (url === undefined) throw missing(redisVariable, 'Where is Redis?')
  const keys = readKeys()
  if (keys.length === 0)
    throw missing(
      keyVariable,
      'With which 32 bytes, in base64 or hex, are jobs sealed? Make them: openssl rand -base64 32.',
    )
  return {
    redis: url.href,
    keys,
    queue,
    ...(prefix === undefined ? {} : { prefix }),
  }
}

/** @throws {UsageError} when BullMQ and ioredis are not installed, which only the queue needs */
export async function loadQueue(): Promise<typeof Queue> {
  try {
    return await import('../../hosts/queue/index.js')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new UsageError('The queue needs two more packages: npm install bullmq@6 ioredis@6', { cause: error })
  }
}

function readKeys(): QueueKey[] {
  const { [keyVariable]: texts = '', [`${keyVariable}_FILE`]: files = '' } = process.env
  const keys = listed(texts).map((key) => ({ key }))
  return keys.length > 0 ? keys : listed(files).map((keyFile) => ({ keyFile }))
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const missing = (variable: string, question: string): UsageError =>
  new UsageError(`${question} Set ${variable}, or ${variable}_FILE to the path of a file that says it.`)
