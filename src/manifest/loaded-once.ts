/**
 * What is loaded and made ready when it is first asked for, and kept: a promise as long as loading takes. Loads again after
 * an error.
 */
export function loadedOnce<From, To extends object>(
  load: () => From | Promise<From>,
  prepare: (loaded: From) => To,
): () => To | Promise<To> {
  let kept: To | Promise<To> | undefined
  return () => (kept ??= start())

  function start(): To | Promise<To> {
    const loading = load()
    if (!(loading instanceof Promise)) return prepare(loading)
    return loading.then(prepare).then(
      (ready) => (kept = ready),
      (error: unknown) => {
        kept = undefined
        throw error
      },
    )
  }
}
