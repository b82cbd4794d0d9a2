import { losesDigits } from '../inputs/json-text.js'
import type { Warning } from './result.js'

/** More levels than any service means, and few enough for whoever walks or prints the value recursively. */
const mostLevels = 500

/** The answer as JSON; undefined when it is not, or is nested too deep to be handed on. */
export function responseJson(text: string): { readonly value: unknown; readonly warnings: Warning[] } | undefined {
  if (isTooDeep(text)) return undefined
  const warnings: Warning[] = []
  try {
    const value: unknown = JSON.parse(text)
    if (mayNamePrototype(text) && dropPrototypes(value)) warnings.push(memberDropped)
    if (losesDigits(text)) warnings.push(digitsLost)
    return { value, warnings }
  } catch {
    return undefined
  }
}

const digitsLost: Warning = {
  code: 'NUMBER_PRECISION',
  message: 'The answer has a number with more digits than can be kept; it was rounded.',
}

const memberDropped: Warning = {
  code: 'MEMBER_DROPPED',
  message: 'The answer has a member named __proto__, which was left out.',
}

/** Whether the name stands in the text, as it is or behind an escape. */
function mayNamePrototype(text: string): boolean {
  return text.includes('__proto__') || (text.includes('\\') && text.includes('\\u00'))
}

/**
 * Removes members of that name, which would change the prototype of every careless copy. Walks what was parsed: a reviver
 * is called for each number and text of the answer, and takes ten times as long.
 * @returns whether there was one
 */
function dropPrototypes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  let dropped = Object.hasOwn(value, '__proto__') && Reflect.deleteProperty(value, '__proto__')
  if (Array.isArray(value)) {
    for (const member of value) if (dropPrototypes(member)) dropped = true
  } else {
    // Half the time of `Object.values` where there are very many.
    for (const key in value) if (dropPrototypes((value as Readonly<Record<string, unknown>>)[key])) dropped = true
  }
  return dropped
}

/** Counted on the text, before anything recursive looks at it. */
function isTooDeep(text: string): boolean {
  // Each level takes two characters.
  if (text.length < 2 * mostLevels || !hasBracketsFor(mostLevels + 1, text)) return false
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character === quote) index = endOfString(text, index)
    else if (character === openBrace || character === openBracket) {
      depth++
      if (depth > mostLevels) return true
    } else if (character === closeBrace || character === closeBracket) depth--
  }
  return false
}

/** Whether so many levels can be there at all. Where a text has few brackets, this takes a hundredth of following them. */
function hasBracketsFor(levels: number, text: string): boolean {
  let brackets = 0
  for (const bracket of ['{', '['])
    for (let at = text.indexOf(bracket); at >= 0 && brackets < levels; at = text.indexOf(bracket, at + 1)) brackets++
  return brackets >= levels
}

/** The closing quote of the string that begins at an offset: the next one after an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === backslash) before--
    if ((end - before) % 2 === 1) return end
  }
  return text.length
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]
