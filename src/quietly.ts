/** A host's listener, of which it changes nothing that it throws or that its promise is rejected. */
export function quietly<T>(listener: ((value: T) => unknown) | undefined): (value: T) => void {
  return (value) => {
    try {
      const answer = listener?.(value)
      if (answer !== undefined) Promise.resolve(answer).catch(() => undefined)
    } catch {
      return
    }
  }
}
