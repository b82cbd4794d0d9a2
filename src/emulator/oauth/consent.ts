import { EmulatorError } from '../emulator-error.js'

export interface ConsentOptions {
  /** Default true. */
  readonly approve?: boolean
  /** The scopes to leave checked; all that were asked for by default. */
  readonly scopes?: readonly string[]
}

/**
 * Answers the consent page in place of a person: loads it, sends the form, and returns where the browser would go next,
 * with `code` and `state` or with `error`. That address is not requested.
 * @throws {EmulatorError} `CONSENT` when there is no page to answer.
 */
export async function consent(
  authorizationUrl: string | URL,
  { approve = true, scopes }: ConsentOptions = {},
): Promise<URL> {
  const page = await fetch(authorizationUrl, { redirect: 'manual' })
  const html = await page.text()
  const immediate = page.headers.get('location')
  if (immediate !== null) return new URL(immediate)
  const ticket = valuesOf(html, 'ticket')[0]
  if (page.status !== 200 || ticket === undefined) {
    throw new EmulatorError('CONSENT', `The authorization endpoint answered ${page.status} without a consent form`)
  }
  const form = new URLSearchParams({ ticket, decision: approve ? 'approve' : 'deny' })
  for (const scope of scopes ?? valuesOf(html, 'scope')) form.append('scope', scope)
  const decided = await fetch(authorizationUrl, { method: 'POST', body: form, redirect: 'manual' })
  await decided.arrayBuffer()
  const location = decided.headers.get('location')
  if (location === null) throw new EmulatorError('CONSENT', `The consent form was answered with ${decided.status}`)
  return new URL(location)
}

const valuesOf = (html: string, name: string): string[] =>
  [...html.matchAll(/ name="([^"]*)" value="([^"]*)"/g)]
    .filter((match) => match[1] === name)
    .map((match) => match[2] ?? '')
