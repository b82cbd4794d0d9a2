import { createHash } from 'node:crypto'
import type { Job } from '../../hosts/queue/index.js'
import { jsonErrorPosition, losesDigits } from '../../inputs/json-text.js'
import type { CompiledMethod } from '../../manifest/compiled.js'
import type { Line } from './lines.js'

/** Why a line was not enqueued: without any of its values. */
export interface Refusal {
  readonly line: number
  readonly code: string
  readonly message: string
  /** One text for each problem. */
  readonly errors: readonly string[]
}

/** How lines become jobs. */
export interface LineRules {
  readonly method: CompiledMethod
  /** Inputs that all lines have; those of a line come before them. */
  readonly common: Readonly<Record<string, unknown>>
  /** The input whose value a line is; without it a line is an object of inputs. */
  readonly as?: string
  /** The member of a line by whose value jobs are kept in order. */
  readonly orderBy?: string
}

/**
 * The job that a line stands for. Ids that the node would make are made of the line, as is what tells the job from others, so
 * that the same line always gives the same job.
 */
export function jobOfLine(line: Line, { method, common, as, orderBy }: LineRules): Job | Refusal {
  if ('problem' in line) return refusal(line, line.problem, words[line.problem])
  const read = objectOf(line)
  if (!('members' in read)) return read
  const { members } = read
  const inputs = { ...common, ...(as === undefined ? members : { [as]: line.text }) }
  const named = orderBy === undefined ? undefined : (members[orderBy] ?? inputs[orderBy])
  const order = typeof named === 'string' || typeof named === 'number' ? String(named) : undefined
  if (orderBy !== undefined && order === undefined)
    return refusal(line, 'ORDER', `The line has no text and no number at "${orderBy}", which is to say its order.`)
  return {
    method: method.manifest.id,
    inputs: { ...inputs, ...generatedIds(method, inputs, line) },
    key: JSON.stringify([common, line.number, line.text]),
    ...(order === undefined ? {} : { orderBy: order }),
  }
}

const words = {
  TOO_LARGE: 'The line is longer than a request can be.',
  NOT_UTF8: 'The line is not text in UTF-8.',
} as const

const refusal = ({ number }: Pick<Line, 'number'>, code: string, message: string): Refusal => ({
  line: number,
  code,
  message,
  errors: [message],
})

function objectOf(
  line: Line & { readonly text: string },
): Refusal | { readonly members: Readonly<Record<string, unknown>> } {
  let value: unknown
  try {
    value = JSON.parse(line.text)
  } catch {
    return refusal(line, 'JSON_SYNTAX', `The line stops being JSON in column ${jsonErrorPosition(line.text).column}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refusal(line, 'JSON_NOT_OBJECT', 'The line must be a JSON object, such as {"id": "value"}.')
  if (losesDigits(line.text))
    return refusal(
      line,
      'NUMBER_PRECISION',
      'The line has a number with more digits than can be kept; put it in quotes.',
    )
  return { members: value as Record<string, unknown> }
}

/** For each empty input that the node would make an id for: one that follows from the line and where it stands. */
function generatedIds(
  { manifest }: CompiledMethod,
  inputs: Readonly<Record<string, unknown>>,
  { number, text }: Line & { readonly text: string },
): Readonly<Record<string, string>> {
  const made = Object.entries(manifest.inputs).flatMap(([input, { generate }]) =>
    generate === 'uuid' && isEmpty(inputs[input])
      ? [[input, uuidOf(JSON.stringify([manifest.id, input, number, text]))] as const]
      : [],
  )
  return Object.fromEntries(made)
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** A UUID of version 8 (RFC 9562 §5.8) whose bits are a hash of the text. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
