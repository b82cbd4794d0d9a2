import { htmlAnswer, type Answer } from '../http/answer.js'
import { escapeHtml } from '../http/html.js'
import type { AuthorizationRequest } from './authorization-requests.js'
import type { OAuthError } from './oauth-error.js'

const SECURITY = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const page = (status: number, title: string, content: string): Answer =>
  htmlAnswer(
    status,
    `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem }</style></head>
<body><h1>${escapeHtml(title)}</h1>
${content}
</body></html>
`,
    SECURITY,
  )

/** Asks the person in front of the browser. Scopes can be left out one by one. */
export const consentPage = (request: AuthorizationRequest, ticket: string): Answer =>
  page(
    200,
    'Give access?',
    `<p><strong>${escapeHtml(request.client.id)}</strong> asks for access to the emulated journey data. It will be sent to
<code>${escapeHtml(request.redirectUri)}</code>.</p>
<form method="post">
<input type="hidden" name="ticket" value="${escapeHtml(ticket)}">
<fieldset><legend>Scopes</legend>
${request.scopes.map(scopeBox).join('<br>\n')}
</fieldset>
<p><button name="decision" value="approve">Approve</button> <button name="decision" value="deny">Deny</button></p>
</form>`,
  )

const scopeBox = (scope: string): string =>
  `<label><input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked> ${escapeHtml(scope)}</label>`

export const refusalPage = (error: OAuthError): Answer =>
  page(400, 'This request cannot be answered', `<p>${escapeHtml(error.code)}: ${escapeHtml(error.message)}</p>`)
