const key = 'studio-token'

/**
 * The token out of the link that the terminal printed, once it was opened in this tab. It leaves the address bar, where
 * it would be copied along with the address.
 * @returns an empty text when there is none
 */
export function takeToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return sessionStorage.getItem(key) ?? ''
  sessionStorage.setItem(key, token)
  history.replaceState(null, '', location.pathname + location.search)
  return token
}
