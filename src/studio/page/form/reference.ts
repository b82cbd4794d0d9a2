import { variableName } from '../../../inputs/variable-reference.js'

/** A reference to a variable that is being typed: where it begins, and what of its name there is. */
export interface OpenReference {
  readonly start: number
  readonly query: string
}

/** As `$(name)` reads where fields take their values from variables. */
const reference = new RegExp(`\\$\\((${variableName})\\)`, 'gu')
const begun = /\$\(([\p{L}\p{N}_.-]*)$/u
const wholeName = new RegExp(`^${variableName}$`, 'u')

export function isVariableName(name: string): boolean {
  return wholeName.test(name)
}

export function hasReference(value: unknown): boolean {
  return typeof value === 'string' ? value.includes('$(') : Array.isArray(value) && value.some(hasReference)
}

/** The reference that the caret stands in; undefined when it stands in none. */
export function openReference(text: string, caret: number): OpenReference | undefined {
  const match = begun.exec(text.slice(0, caret))
  return match === null ? undefined : { start: match.index, query: match[1] ?? '' }
}

/** A text in parts, those that are references with the variable's name. */
export function splitReferences(text: string): { readonly part: string; readonly name?: string }[] {
  const parts: { part: string; name?: string }[] = []
  let end = 0
  for (const { 0: part, 1: name = '', index } of text.matchAll(reference)) {
    parts.push({ part: text.slice(end, index) }, { part, name })
    end = index + part.length
  }
  return [...parts, { part: text.slice(end) }]
}

/** Puts a whole reference in the place of one that was begun, as if it had been typed. */
export function replaceReference(
  element: HTMLInputElement | HTMLTextAreaElement,
  { start }: OpenReference,
  name: string,
): void {
  const caret = element.selectionStart ?? element.value.length
  const rest = /^[\p{L}\p{N}_.-]*\)?/u.exec(element.value.slice(caret))?.[0] ?? ''
  type(element, `$(${name})`, start, caret + rest.length)
}

/** Puts a reference where the caret is, as if it had been typed. */
export function insertReference(element: HTMLInputElement | HTMLTextAreaElement, name: string): void {
  const { selectionStart, selectionEnd, value } = element
  type(element, `$(${name})`, selectionStart ?? value.length, selectionEnd ?? value.length)
}

function type(element: HTMLInputElement | HTMLTextAreaElement, text: string, start: number, end: number): void {
  element.focus()
  element.setRangeText(text, start, end, 'end')
  element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
}
