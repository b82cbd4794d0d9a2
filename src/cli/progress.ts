import { colorsFor, isTerminal } from './terminal.js'

/** How far a command is, for a person who waits. */
export interface Progress {
  /** @param share of all, from 0 to 1; undefined when nobody knows how much there is */
  show(share: number | undefined, text: string): void
  /** Takes it off the screen, for good or for something else to be written. */
  readonly wipe: () => void
}

const barWidth = 24
/** Often enough for the eye, seldom enough for the terminal. */
const everyMs = 100

/** A bar on standard error; nothing when that is no terminal. */
export function startProgress(): Progress {
  if (!isTerminal(process.stderr)) return { show: () => undefined, wipe: () => undefined }
  const colors = colorsFor(process.stderr)
  let shownAt = -Infinity
  return {
    show: (share, text) => {
      const now = performance.now()
      if (now - shownAt < everyMs) return
      shownAt = now
      const full = Math.round((share ?? 0) * barWidth)
      const bar = `${colors.green('█'.repeat(full))}${colors.dim('░'.repeat(barWidth - full))}`
      const start = share === undefined ? '' : `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  `
      process.stderr.write(`\r\x1b[K${start}${text}`)
    },
    wipe: () => {
      process.stderr.write('\r\x1b[K')
    },
  }
}
