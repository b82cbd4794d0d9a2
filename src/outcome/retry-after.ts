const longest = 3_600_000

/**
 * Milliseconds to wait from a `Retry-After` header (RFC 9110 §10.2.3: seconds, or an HTTP date), at most an hour. The
 * first readable one of several counts; null when none is.
 * @param now milliseconds since 1970
 */
export function retryAfterMs(header: string | readonly string[] | undefined, now: number): number | null {
  const values = typeof header === 'string' ? [header] : (header ?? [])
  for (const value of values) {
    const wait = parse(value.trim(), now)
    if (wait !== null) return Math.min(wait, longest)
  }
  return null
}

/** The three forms of RFC 9110 §5.6.7; the last, of C's asctime, leaves its zone out. */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .* GMT$/
const asctimeDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/

function parse(value: string, now: number): number | null {
  // Some services write 1e12; every number that is not negative is a number of seconds.
  if (/^\d+(\.\d+)?(e\d+)?$/i.test(value)) return Math.ceil(Number(value) * 1000)
  if (!httpDate.test(value) && !asctimeDate.test(value)) return null
  const date = Date.parse(asctimeDate.test(value) ? `${value} GMT` : value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
