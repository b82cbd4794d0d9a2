import { jsonErrorPosition, losesDigits } from '../inputs/json-text.js'

export interface ParseFault {
  readonly code: 'JSON_SYNTAX' | 'NUMBER_PRECISION'
  readonly words: string
}

/** Reads a text as JSON (RFC 8259). The error tells the place, never the text. */
export function parse(text: string): { value: unknown } | ParseFault {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const { line, column } = jsonErrorPosition(text)
    return { code: 'JSON_SYNTAX', words: `is not valid JSON at line ${line}, column ${column}` }
  }
  if (losesDigits(text))
    return { code: 'NUMBER_PRECISION', words: 'has a whole number with too many digits to be kept; put it in quotes' }
  return { value }
}
