/** Milliseconds for reading: `< 1 ms`, `38 ms`, `1.25 s`, `10 s`. */
export function duration(ms: number): string {
  if (ms < 0.5) return '< 1 ms'
  if (ms < 1000) return `${Math.round(ms)} ms`
  return `${Number((ms / 1000).toFixed(ms < 10_000 ? 2 : 1))} s`
}
