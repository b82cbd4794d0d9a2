/** The folder of the package: the parent of `src` in a clone, of `dist` when installed. Its manifests and schemas are files. */
export const packageRoot = new URL('..', import.meta.url)
