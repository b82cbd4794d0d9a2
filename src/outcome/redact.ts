/** Replaces secrets in an answer's text, however JSON may have escaped them, so that no output can carry one on. */
export function redact(text: string, secrets: readonly string[]): string {
  // The longest first: one may begin with another, whose rest would stay.
  return secrets
    .toSorted((one, other) => other.length - one.length)
    .reduce((masked, secret) => (secret === '' ? masked : redactOne(masked, secret)), text)
}

/** The same for a text that has broken off, maybe in the midst of a secret. */
export function redactBroken(text: string, secrets: readonly string[]): string {
  const masked = redact(text, secrets)
  const begins = secrets.map((secret) => beginningAtEnd(masked, secret)).filter((index) => index !== undefined)
  return begins.length === 0 ? masked : `${masked.slice(0, Math.min(...begins))}***`
}

/** The front of a token says nothing; so much of it may stand anywhere. */
const harmless = 7
const longestEscape = '\\u0041'.length

/** Where the front of a secret begins with which a text ends. */
function beginningAtEnd(text: string, secret: string): number | undefined {
  const from = Math.max(0, text.length - secret.length * longestEscape)
  const characters = charactersOf(text.slice(from))
  const end = characters.map(({ character }) => character).join('')
  for (let length = Math.min(end.length, secret.length - 1); length > harmless; length--)
    if (end.endsWith(secret.slice(0, length))) return from + (characters.at(-length)?.index ?? 0)
  return undefined
}

/** The characters of a JSON text, whose last escape may have been cut off. */
function charactersOf(text: string): { readonly character: string; readonly index: number }[] {
  return [...text.matchAll(/\\u([\da-f]{4})|\\(\/)|\\u?[\da-f]{0,3}$|([^])/gi)].flatMap(
    ({ 1: code, 2: slash, 3: plain, index }) => {
      const character = code === undefined ? (slash ?? plain) : String.fromCharCode(Number.parseInt(code, 16))
      return character === undefined ? [] : [{ character, index }]
    },
  )
}

function redactOne(text: string, secret: string): string {
  const masked = text.includes(secret) ? text.replaceAll(secret, '***') : text
  if (!masked.includes('\\')) return masked
  return masked.includes('\\u') || masked.includes('\\/') ? masked.replace(escapedForms(secret), '***') : masked
}

/** The secret with any of its characters written as `\u0041`, or a slash as `\/`. */
function escapedForms(secret: string): RegExp {
  const characters = Array.from({ length: secret.length }, (_, index) => {
    const code = secret.charCodeAt(index).toString(16).padStart(4, '0')
    const hex = code.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
    const plain = `\\u{${code}}`
    return secret[index] === '/' ? `(?:\\\\?/|\\\\u${hex})` : `(?:${plain}|\\\\u${hex})`
  })
  return new RegExp(characters.join(''), 'gu')
}
