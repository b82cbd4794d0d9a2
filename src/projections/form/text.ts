import { variableReference } from '../../inputs/variable-reference.js'
import type { JsonSchema } from '../../manifest/manifest.js'

/**
 * What a text of a form may be, as one regular expression each (with the flag `u`): libraries draw more than one
 * control for a field whose schema has branches.
 */

/** Any text in which each `$(` begins a reference to a variable. */
const whole = `(?:[^$]|\\$(?!\\()|${variableReference})*`

const refers = '(?=[^]*\\$\\()'

/** Nothing but white space, which counts as an empty field. */
export const blank = '^\\s*$'

export const filled = '\\S'

/** A text with a reference to a variable. */
export const withVariable = `^${refers}${whole}$`

/** The same, or empty. */
export const variableOrBlank = `^(?:${refers}${whole}|\\s*)$`

/** A text that has `$(` somewhere, be it a reference or not. */
export const dollar = '\\$\\('

/** A text that has none. */
export const withoutVariable = '^(?![^]*\\$\\()'

/** Any text, as long as each `$(` begins a reference. */
export const wholeText = `^${whole}$`

/** A text without `$(` that is not empty. */
export const plain = '^(?=\\s*\\S)(?![^]*\\$\\()'

/** A text that is the given one, with or without spaces around it. */
export function exactly(text: string): string {
  return `^ *${escape(text)} *$`
}

/** A text whose length without the spaces around it is between the two. */
export function ofLength(least: number, most: number | undefined): string {
  return `^${lengthRule(least, most)}`
}

/** The one pattern of a text field or an entry of a list: empty, with variables, or by the rules of its schema. */
export function textPattern(schema: JsonSchema, required: boolean): string {
  const rules = [...lengthRules(schema), ...patternRule(schema), ...formatRule(schema)]
  const present = required ? '(?=\\s*\\S)' : ''
  if (rules.length === 0) return `^${present}${whole}$`
  const byRules = rules.map((rule) => `(?=${rule})`).join('')
  return `^${present}(?:${refers}|${required ? '' : '(?=\\s*$)|'}${byRules})${whole}$`
}

function lengthRules({ minLength, maxLength }: JsonSchema): string[] {
  if (minLength === undefined && maxLength === undefined) return []
  return [lengthRule((minLength ?? 0) as number, maxLength as number | undefined)]
}

const lengthRule = (least: number, most: number | undefined): string => ` *(?! )[^]{${least},${most ?? ''}}(?<! ) *$`

/** The executor frees a text of the spaces around it first, so its ends are where the spaces begin. */
function patternRule({ pattern }: JsonSchema): string[] {
  if (pattern === undefined) return []
  const ends: Readonly<Record<string, string>> = { '^': '(?<=^ *)(?! )', $: '(?= *$)(?<! )' }
  const inner = (pattern as string).replace(/\\.|\[(?:\\.|[^\]\\])*\]|[\^$]/gsu, (part) => ends[part] ?? part)
  return [`[^]*?(?:${inner})`]
}

function formatRule({ format }: JsonSchema): string[] {
  const rule = formatRules[String(format)]
  return rule === undefined ? [] : [rule]
}

const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)'
const day =
  '(?:\\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)' +
  `|${leapYear}-02-29)`
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'

/** Formats whose rule one expression can say; the others are left to the executor. */
const formatRules: Readonly<Record<string, string>> = {
  identifier: `(?![^]*[\\u0000-\\u001f\\u007f])(?!\\s*\\+\\s*$)(?!\\s*\\[${anyCase('email')}\\s*${anyCase('protected')}\\]\\s*$)`,
  'path-segment': '(?![^]*(?:[\\/\\\\]|%2[eEfF]|%5[cC]))(?! *\\.{1,2} *$)',
  'utc-date-time': ` *${day}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z *$`,
  date: ` *${day} *$`,
  uuid: ` *(?:${anyCase('urn:uuid:')})?[\\da-fA-F]{8}-(?:[\\da-fA-F]{4}-){3}[\\da-fA-F]{12} *$`,
  ipv4: ` *(?:${octet}\\.){3}${octet} *$`,
}

function anyCase(letters: string): string {
  return letters.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
