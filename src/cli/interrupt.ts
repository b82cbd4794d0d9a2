import { exitStatus } from './exit-status.js'

let graceful: AbortController | undefined

/** Makes Ctrl-C end the program with its own status; at once, unless a command has asked to end by itself. */
export function watchInterrupt(): void {
  process.on('SIGINT', () => {
    if (graceful === undefined || graceful.signal.aborted) process.exit(exitStatus.interrupted)
    process.exitCode = exitStatus.interrupted
    graceful.abort()
  })
}

/** For a command that wants to end by itself: fires at the first Ctrl-C. A second one does not wait for it. */
export function interruptSignal(): AbortSignal {
  graceful ??= new AbortController()
  return graceful.signal
}

/** Sets the status to end with; an interrupt that came first keeps its own. */
export function endWith(status: number): void {
  if (graceful?.signal.aborted !== true) process.exitCode = status
}
