import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'
import { variableReference } from '../../../../inputs/variable-reference.js'

/** Why a text is not JSON, and where. */
export interface JsonMistake {
  readonly offset: number
  /** From 1. */
  readonly line: number
  readonly text: string
}

/** The first mistake in a text that ought to be JSON; variables may stand in it anywhere. */
export function findJsonMistake(text: string): JsonMistake | undefined {
  if (text.trim() === '') return undefined
  const errors: ParseError[] = []
  parse(withoutVariables(text), errors, { disallowComments: true })
  const [error] = errors
  if (error === undefined) return undefined
  const { offset } = error
  return { offset, line: text.slice(0, offset).split('\n').length, text: words(printParseErrorCode(error.error)) }
}

/** As long as before, so that places stay the same. */
function withoutVariables(text: string): string {
  return text.replace(new RegExp(variableReference, 'gu'), (reference) => '1'.padEnd(reference.length, '1'))
}

function words(code: string): string {
  return sentences[code] ?? 'this is not JSON.'
}

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'texts, and the names before a colon, need double quotes.',
  InvalidNumberFormat: 'this is not a number.',
  PropertyNameExpected: 'a name in double quotes is missing.',
  ValueExpected: 'a value is missing.',
  ColonExpected: 'a colon is missing.',
  CommaExpected: 'a comma is missing.',
  CloseBraceExpected: 'a closing brace } is missing.',
  CloseBracketExpected: 'a closing bracket ] is missing.',
  EndOfFileExpected: 'there is something after the end.',
  InvalidCommentToken: 'JSON has no comments.',
  UnexpectedEndOfString: 'a closing quote is missing.',
  InvalidEscapeCharacter: 'a backslash stands before a letter that needs none.',
  InvalidCharacter: 'a line break or control character within quotes must be written as \\n or the like.',
}
