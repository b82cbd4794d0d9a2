import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { UsageError } from '../usage-error.js'

/** Asks a person for a line of text. */
export function ask(question: string): Promise<string> {
  return readLine(question, process.stderr)
}

/** Asks for a line that is not shown while it is typed. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
  try {
    return await readLine('', nowhere)
  } finally {
    process.stderr.write('\n')
  }
}

/** @throws {UsageError} when the input ends before the line does */
async function readLine(question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY })
  const ended = new Promise<never>((_resolve, reject) => {
    lines.once('close', () => {
      reject(new UsageError('Nothing was typed; try again.'))
    })
  })
  // On a terminal, readline takes Ctrl-C for itself.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return (await Promise.race([lines.question(question), ended])).trim()
  } finally {
    lines.close()
  }
}
