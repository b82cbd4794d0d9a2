/**
 * For programs without types.
 * @param caller the function that was given it
 * @throws {TypeError} for anything but a loaded node, such as the promise of one
 */
export function requireLoaded(node: unknown, caller: string): void {
  if (typeof node === 'object' && node !== null && 'manifest' in node) return
  throw new TypeError(`${caller} needs a loaded node, not the promise of one: await loadNode() first.`)
}
