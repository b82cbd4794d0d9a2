/** Replaces secrets in an answer's text, however JSON may have escaped them, so that no output can carry one on. */
export function redact(text: string, secrets: readonly string[]): string {
  // The longest first: one may begin with another, whose rest would stay.
  return secrets
    .toSorted((one, other) => other.length - one.length)
    .reduce((masked, secret) => (secret === '' ? masked : redactOne(masked, secret)), text)
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
