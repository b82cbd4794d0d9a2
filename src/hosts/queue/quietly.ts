/** A host's listener; one that throws must change nothing about the job that it is told of. */
export function quietly<T>(listener: ((value: T) => void) | undefined): (value: T) => void {
  return (value) => {
    try {
      listener?.(value)
    } catch {
      return
    }
  }
}
