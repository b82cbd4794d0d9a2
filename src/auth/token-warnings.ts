import type { Warning } from '../outcome/result.js'
import type { TokenSet } from './token-set.js'

const reauthSoonMs = 7 * 24 * 3600 * 1000

export const tokensNotSaved: Warning = {
  code: 'TOKENS_NOT_SAVED',
  message: 'The new tokens could not be saved and are lost when this process ends; check the store of connections.',
}

/** What the operator of a flow should know about tokens that still work. */
export function tokenWarnings(
  { scopes, refreshExpiresAt }: TokenSet,
  asked: readonly string[] | undefined,
  reauthRequired: boolean,
  now: number,
): Warning[] {
  const warnings: Warning[] = []
  if (reauthRequired) {
    warnings.push({
      code: 'REAUTH_REQUIRED',
      message: 'The consent has ended; the access token works for a while yet.',
    })
  } else if (refreshExpiresAt !== undefined && refreshExpiresAt - now < reauthSoonMs) {
    const date = new Date(refreshExpiresAt).toISOString().slice(0, 10)
    warnings.push({ code: 'REAUTH_SOON', message: `The consent ends on ${date}; log in again before.` })
  }
  const missing = scopes === undefined ? [] : (asked ?? []).filter((scope) => !scopes.includes(scope))
  if (missing.length > 0) {
    warnings.push({
      code: 'SCOPES_MISSING',
      message: `The consent leaves out ${missing.join(', ')}; 403 may be due to it.`,
    })
  }
  return warnings
}
