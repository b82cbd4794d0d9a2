import { STATUS_CODES } from 'node:http'

const texts = new Map(
  Object.entries(STATUS_CODES).map(([status, phrase = '']) => [
    Number(status),
    `${status} ${phrase
      .toUpperCase()
      .replaceAll("'", '')
      .replace(/[^A-Z]+/g, '_')}`,
  ]),
)

/** A status by number and name in capitals, such as `404 NOT_FOUND`; the number and `UNKNOWN` when it has no name. */
export function statusText(status: number): string {
  return texts.get(status) ?? `${status} UNKNOWN`
}

/** The same for a sentence: `404 Not Found`, or the number alone. */
export function statusPhrase(status: number): string {
  return STATUS_CODES[status] === undefined ? String(status) : `${status} ${STATUS_CODES[status]}`
}
