import { InvalidArgumentError, Option } from 'commander'

/** Requests in a time; false for no limit. */
export type RateLimitOption = { readonly requests: number; readonly perMs: number } | false

export function rateLimitOption(description: string): Option {
  return new Option('--rate-limit <n[/seconds]|off>', `${description}, in a minute or so many seconds`)
    .argParser(rateLimit)
    .default({ requests: 300, perMs: 60_000 }, '300')
}

/** Reads `300` as so many a minute, `50/10` as so many in ten seconds, and `off`. */
function rateLimit(text: string): RateLimitOption {
  if (text === 'off') return false
  const [, requests, seconds = '60'] = /^([1-9]\d*)(?:\/([1-9]\d*))?$/.exec(text) ?? []
  if (requests === undefined)
    throw new InvalidArgumentError(
      'It must be requests a minute such as 300, or in so many seconds such as 50/10, or off.',
    )
  return { requests: Number(requests), perMs: Number(seconds) * 1000 }
}
