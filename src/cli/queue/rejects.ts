import { open } from 'node:fs/promises'
import { count, tell } from '../terminal.js'
import { UsageError } from '../usage-error.js'
import type { Refusal } from './line-job.js'

/** Where lines that cannot be sent are reported. */
export interface Rejects {
  write(refusals: readonly Refusal[]): Promise<void>
  close(): Promise<void>
}

/** How many are told of when there is no file for them. */
const mostTold = 10

/**
 * A file with a line of JSON for each refusal, or standard error.
 * @param beforeTelling called before something is written to standard error
 * @throws {UsageError} when the file cannot be written
 */
export async function openRejects(file: string | undefined, beforeTelling: () => void): Promise<Rejects> {
  if (file === undefined) return tellRejects(beforeTelling)
  const handle = await open(file, 'w', 0o600).catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be written; check its name and permissions.`, { cause })
  })
  return {
    write: (refusals) => handle.appendFile(refusals.map((refusal) => `${JSON.stringify(refusal)}\n`).join('')),
    close: () => handle.close(),
  }
}

function tellRejects(beforeTelling: () => void): Rejects {
  let seen = 0
  return {
    write: (refusals) => {
      const told = refusals.slice(0, Math.max(0, mostTold - seen))
      seen += refusals.length
      if (told.length > 0) beforeTelling()
      for (const { line, code, errors } of told) tell(`line ${line}: ${code} ${errors.join(' ')}`)
      return Promise.resolve()
    },
    close: () => {
      if (seen > mostTold) tell(`and ${count(seen - mostTold, 'more line')}; --rejects FILE lists them all`)
      return Promise.resolve()
    },
  }
}
