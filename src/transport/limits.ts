/** Milliseconds; below the 5 s after which common servers close an idle connection, so that ours ends first. */
export const idleTimeoutMs = 4_000

/** The most bytes of status line and headers together: Node.js's default, held against a process-wide flag. */
export const maxHeaderBytes = 16 * 1024

/** The number of header lines from which an answer counts as too large. */
export const maxHeaderLines = 100

/** The most interim answers (RFC 9110 §15.2) before the real one; a flood of them would keep the event loop busy. */
export const maxInterimAnswers = 32
