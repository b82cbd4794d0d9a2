/**
 * The rules behind the formats that are this language's own. Kept apart from their words because the validators that
 * are compiled ahead of time take in this file alone.
 */

/** What content networks show in place of an address, and what people then copy. */
const placeholder = /^\[email\s*protected\]$/i

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f]/

/** What can name a person. A line break or tab within it comes from a copy that went wrong. */
function identifier(text: string): boolean {
  return !controlCharacter.test(text) && nonBlank(text) && text.trim() !== '+' && !placeholder.test(text.trim())
}

function nonBlank(text: string): boolean {
  return text.trim() !== ''
}

/** What is one segment of a path and stays one whoever decodes it, even twice. */
function pathSegment(text: string): boolean {
  return !/[/\\]|%2e|%2f|%5c/i.test(text) && !/^\.{1,2}$/.test(text)
}

const dateTime = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/

/** RFC 3339 §5.6 in UTC with a capital T and Z, a day that exists, and no leap second. */
function utcDateTime(text: string): boolean {
  const match = dateTime.exec(text)
  if (match === null) return false
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number]
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
}

/** The formats that are this language's own, by name. */
export const formatTests: Readonly<Record<string, (text: string) => boolean>> = {
  identifier,
  'non-blank': nonBlank,
  'path-segment': pathSegment,
  'utc-date-time': utcDateTime,
}
