import { randomBytes } from 'node:crypto'
import { lstat, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Saved } from '../api.js'
import type { ManifestTexts } from './loaded-node.js'
import { StudioError } from './studio-error.js'

/**
 * The folder that the studio saves to. Writes there what has changed and nothing else: no file that somebody else has
 * changed in the meantime, no file that it does not know, nothing outside.
 */
export class ManifestFolder {
  /** What the files held when they were read or written last; those that are not in it are not the studio's. */
  #known: ManifestTexts

  /** @param known what has been read from there */
  constructor(
    readonly path: string,
    known: ManifestTexts,
  ) {
    this.#known = known
  }

  /** @throws {StudioError} 409 for a file that is not as the studio knows it; then nothing is written at all */
  async save(texts: ManifestTexts): Promise<Saved> {
    const written = Object.keys(texts).filter((file) => texts[file] !== this.#known[file])
    const removed = Object.keys(this.#known).filter((file) => texts[file] === undefined)
    const drafts: { readonly draft: string; readonly path: string }[] = []
    try {
      await mkdir(this.path, { recursive: true })
      for (const file of [...written, ...removed]) await this.#checkUntouched(file, texts[file])
      for (const file of written) {
        const path = join(this.path, file)
        const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
        await mkdir(dirname(path), { recursive: true })
        await this.#checkInside(file)
        drafts.push({ draft, path })
        await writeFile(draft, texts[file] ?? '', { flag: 'wx' })
      }
      for (const { draft, path } of drafts) await rename(draft, path)
    } catch (error) {
      for (const { draft } of drafts) await rm(draft, { force: true })
      throw error instanceof StudioError ? error : notWritable(this.path, error)
    }
    for (const file of removed) await rm(join(this.path, file), { force: true })
    this.#known = texts
    return { folder: this.path, written }
  }

  async #checkUntouched(file: string, text: string | undefined): Promise<void> {
    const path = join(this.path, file)
    const entry = await lstat(path).catch(() => undefined)
    if (entry === undefined) return
    if (!entry.isFile()) throw new StudioError(409, 'NOT_A_FILE', `${file} in the folder is not a regular file.`)
    const there = await readFile(path, 'utf8')
    if (there === this.#known[file] || there === text) return
    throw new StudioError(
      409,
      'CHANGED_ON_DISK',
      `${file} in the folder is not what the studio read there; save to another folder, or start the studio again.`,
    )
  }

  /** A folder inside may be a link to somewhere else. */
  async #checkInside(file: string): Promise<void> {
    const [folder, parent] = await Promise.all([realpath(this.path), realpath(dirname(join(this.path, file)))])
    if (parent !== folder && !parent.startsWith(folder + sep))
      throw new StudioError(409, 'OUTSIDE', `${dirname(file)} in the folder is a link that leads out of it.`)
  }
}

function notWritable(folder: string, error: unknown): StudioError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
  return new StudioError(409, 'NOT_WRITABLE', `The folder ${folder} cannot be written to (${reason}).`)
}
