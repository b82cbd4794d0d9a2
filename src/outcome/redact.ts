/** Replaces a secret in an answer's text, as it is and as JSON may escape it, so that no output can carry it on. */
export function redact(text: string, secret: string | undefined): string {
  if (secret === undefined || secret === '') return text
  const escaped = secret.replaceAll('/', '\\/')
  return [escaped, secret].reduce(
    (result, form) => (result.includes(form) ? result.replaceAll(form, '***') : result),
    text,
  )
}
