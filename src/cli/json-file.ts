import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { jsonErrorPosition, losesDigits } from '../inputs/json-text.js'
import { UsageError } from './usage-error.js'

export type JsonObject = Readonly<Record<string, unknown>>

/** @param file a path, or `-` for standard input. @throws {UsageError} with the place of a mistake, never with its text */
export async function readJsonObject(file: string): Promise<JsonObject> {
  const name = file === '-' ? 'standard input' : file
  const content = file === '-' ? await text(process.stdin) : await readText(file)
  const value = parseJson(content.replace(/^\uFEFF/, ''), name)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${name}:1:1 must be a JSON object, such as {"id": "value"}.`)
  return value as JsonObject
}

/** @throws {UsageError} */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

/** Why a file cannot be read, out of the system's error. */
export function unreadable(file: string, cause: unknown): UsageError {
  const { code } = cause as NodeJS.ErrnoException
  const words = code === 'EISDIR' ? 'is a directory; give a file' : 'cannot be read; check its name and permissions'
  return new UsageError(`${file} ${words}.`, { cause })
}

function parseJson(content: string, name: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    const { line, column } = jsonErrorPosition(content)
    throw new UsageError(`${name}:${line}:${column} is not valid JSON.`)
  }
  if (losesDigits(content))
    throw new UsageError(`${name} has a whole number with too many digits to be kept; put it in quotes.`)
  return value
}
