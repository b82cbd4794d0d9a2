/** What is wrong with an input, in words for a flow author. The text names the field and never holds its value. */
export interface Problem {
  /** A stable name in capitals, such as `REQUIRED`. */
  readonly code: string
  /** Which of the two local faults it leads to. */
  readonly fault: 'invalidData' | 'invalidChoice'
  /** The id of the input; absent when it concerns the invocation as a whole. */
  readonly input?: string
  readonly text: string
}

export function invalidData(code: string, input: string | undefined, text: string): Problem {
  return { code, fault: 'invalidData', ...(input === undefined ? {} : { input }), text }
}

export function invalidChoice(code: string, input: string | undefined, text: string): Problem {
  return { code, fault: 'invalidChoice', ...(input === undefined ? {} : { input }), text }
}
