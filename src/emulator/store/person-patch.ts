import { badRequest } from '../api-error.js'
import { union } from './identifiers.js'
import { isKind, type PersonDetails } from './person.js'

/** One step of a JSON Patch (RFC 6902). The published API also calls a replacement `update`. */
export interface PatchStep {
  readonly op: 'add' | 'replace' | 'update' | 'remove'
  /** `/firstName`, `/lastName`, a kind of identifier such as `/phone`, or one of its entries: `/phone/0`, `/phone/-`. */
  readonly path: string
  readonly value?: unknown
}

/**
 * The details after all steps. A person has no deeper members, so no general JSON Patch is needed.
 * @throws {ApiError} 400 naming the step that cannot be done.
 */
export const patchDetails = (details: PersonDetails, steps: readonly PatchStep[]): PersonDetails =>
  steps.reduce(patchOne, details)

function patchOne(details: PersonDetails, step: PatchStep): PersonDetails {
  const [root, member = '', index, ...deeper] = step.path.split('/')
  if (root !== '' || deeper.length > 0) throw cannot(step)
  if (member === 'firstName' || member === 'lastName') {
    if (index !== undefined) throw cannot(step)
    return { ...details, [member]: step.op === 'remove' ? null : textOf(step) }
  }
  if (!isKind(member)) throw cannot(step)
  const list = index === undefined ? replaceList(step) : replaceEntry(details[member], index, step)
  return { ...details, ...union({ ...details, [member]: list }) }
}

function replaceList(step: PatchStep): string[] {
  if (step.op === 'remove') return []
  if (Array.isArray(step.value) && step.value.every((entry) => typeof entry === 'string')) return step.value
  throw cannot(step)
}

function replaceEntry(list: readonly string[], index: string, step: PatchStep): string[] {
  if (index === '-' && step.op === 'add') return [...list, textOf(step)]
  const at = Number(index)
  const last = step.op === 'add' ? list.length : list.length - 1
  if (!/^\d+$/.test(index) || at > last) throw cannot(step)
  if (step.op === 'remove') return list.toSpliced(at, 1)
  return list.toSpliced(at, step.op === 'add' ? 0 : 1, textOf(step))
}

function textOf(step: PatchStep): string {
  if (typeof step.value !== 'string') throw cannot(step)
  return step.value
}

const cannot = (step: PatchStep) => badRequest(`Cannot ${step.op} at ${step.path}`)
