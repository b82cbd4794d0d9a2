/** Replaces a secret in an answer's text, however JSON may have escaped it, so that no output can carry it on. */
export function redact(text: string, secret: string | undefined): string {
  if (secret === undefined || secret === '') return text
  const masked = text.replaceAll(secret, '***')
  return masked.includes('\\') ? masked.replace(escapedForms(secret), '***') : masked
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
