import type { ManifestProblem } from '../../manifest/problem.js'
import { ManifestError } from '../../manifest/manifest-error.js'
import { readFiles } from '../../manifest/read-directory.js'
import type { ManifestCheck, ManifestFiles, NewMethod, Saved } from '../api.js'
import { beginMethod } from './begin-method.js'
import { loadTexts, type LoadedNode, type ManifestTexts, type OverlayChoice } from './loaded-node.js'
import type { ManifestFolder } from './manifest-folder.js'
import { linkSchemas } from './schema-links.js'
import { StudioError } from './studio-error.js'

export interface WorkbenchOptions {
  /** Where the manifest is read from. */
  readonly directory: string
  /** Where it will be saved; null for nowhere. */
  readonly folder: string | null
  readonly overlays: OverlayChoice
  /** Stands in for the connections that examples name. */
  readonly connection: string | undefined
}

const path = /^(node|(methods|options|overlays)\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})\.json$/

/** The manifest that is worked on: its files as they were accepted last, and the node that they make. */
export class Workbench {
  /** Files beside the documents, such as the icon, are kept as they are. */
  #texts: ManifestTexts
  #loaded: LoadedNode
  /** As read or saved last. */
  #settled: ManifestTexts
  #turn: Promise<unknown> = Promise.resolve()
  readonly #load: (texts: ManifestTexts) => ReturnType<typeof loadTexts>

  private constructor(
    texts: ManifestTexts,
    loaded: LoadedNode,
    load: (texts: ManifestTexts) => ReturnType<typeof loadTexts>,
  ) {
    this.#texts = texts
    this.#settled = texts
    this.#loaded = loaded
    this.#load = load
  }

  /** @throws {ManifestError} {@link UnknownOverlayError} */
  static async open({ directory, folder, overlays, connection }: WorkbenchOptions): Promise<Workbench> {
    const load = (texts: ManifestTexts): ReturnType<typeof loadTexts> => loadTexts(texts, overlays, connection)
    const read = await readTexts(directory)
    const texts = folder === null || folder === directory ? read : linkSchemas(read, folder)
    const loaded = await load(texts)
    if ('problems' in loaded) throw new ManifestError(loaded.problems)
    return new Workbench(texts, loaded, load)
  }

  /** The node to run from now on. */
  get loaded(): LoadedNode {
    return this.#loaded
  }

  get texts(): ManifestTexts {
    return this.#texts
  }

  files(): ManifestFiles {
    return { files: documentsOf(this.#texts), changed: this.#changed() }
  }

  /** Takes other documents if they are fine. One set is checked at a time, so that the last one wins. */
  check(files: ManifestTexts): Promise<ManifestCheck> {
    const strange = Object.keys(files).find((file) => !path.test(file))
    if (strange !== undefined)
      throw new StudioError(
        400,
        'REQUEST',
        `"files" has a name that no file of a manifest has: node.json, or a .json file in methods, options or overlays.`,
      )
    return this.#inTurn(async () => {
      const companions = Object.entries(this.#texts).filter(([file]) => !path.test(file))
      const problems = await this.#take({ ...Object.fromEntries(companions), ...files })
      if (problems.length > 0) return { problems, changed: this.#changed() }
      return { problems, node: this.#loaded.view, changed: this.#changed() }
    })
  }

  /** @throws {StudioError} 400 for a name that cannot be one, 409 for one that is taken */
  begin(method: NewMethod): Promise<ManifestFiles> {
    return this.#inTurn(async () => {
      const [problem] = await this.#take(beginMethod(this.#texts, this.#loaded.node.manifest, method))
      if (problem !== undefined) throw new StudioError(400, 'METHOD', problem.message)
      return this.files()
    })
  }

  saveTo(folder: ManifestFolder): Promise<Saved> {
    return this.#inTurn(async () => {
      const saved = await folder.save(this.#texts)
      this.#settled = this.#texts
      return saved
    })
  }

  async #take(texts: ManifestTexts): Promise<readonly ManifestProblem[]> {
    const loaded = await this.#load(texts)
    if ('problems' in loaded) return loaded.problems
    this.#texts = texts
    this.#loaded = loaded
    return []
  }

  #changed(): string[] {
    const files = new Set([...Object.keys(this.#texts), ...Object.keys(this.#settled)])
    return [...files].filter((file) => this.#texts[file] !== this.#settled[file])
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

/** @throws {ManifestError} */
async function readTexts(directory: string): Promise<ManifestTexts> {
  const files = await readFiles(directory)
  const problems = [...files.values()].flatMap((file) => ('problem' in file ? file.problem : []))
  if (problems.length > 0) throw new ManifestError(problems)
  return Object.fromEntries([...files].flatMap(([file, content]) => ('text' in content ? [[file, content.text]] : [])))
}

function documentsOf(texts: ManifestTexts): ManifestTexts {
  return Object.fromEntries(Object.entries(texts).filter(([file]) => path.test(file)))
}
