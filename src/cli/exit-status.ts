/** How a command ends, as its help text documents it. */
export const exitStatus = {
  success: 0,
  /** A mistake of this program. */
  bug: 1,
  /** A command, an option, a file or a manifest that cannot be used. */
  usage: 2,
  /** The method ended in another outcome than its success, or a check found something. */
  otherOutcome: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const
