import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { parseDocument, type Document } from './document.js'
import type { ManifestProblem } from './problem.js'

/** A manifest larger than this is a mistake or an attack, not a manifest. */
const mostBytes = 256 * 1024

export type DocumentKind = 'node' | 'method' | 'options' | 'overlay'

/** The files of a manifest directory, read and parsed, each with the kind that its folder gives it. */
export interface DirectoryContent {
  readonly documents: readonly { readonly kind: DocumentKind; readonly document: Document }[]
  readonly icon?: string
  readonly problems: readonly ManifestProblem[]
}

const nodeFile = 'node.json'

const folders: readonly { readonly folder: string; readonly kind: DocumentKind }[] = [
  { folder: 'methods', kind: 'method' },
  { folder: 'options', kind: 'options' },
  { folder: 'overlays', kind: 'overlay' },
]

/** A file of a manifest directory: its text, or why it cannot be read. */
export type ManifestFile = { readonly text: string } | { readonly problem: ManifestProblem }

/** The files of a manifest directory by their paths within it, such as `methods/search.json`. */
export type ManifestFiles = ReadonlyMap<string, ManifestFile>

/** Reads `node.json` and the files of the folders beside it, and parses them. */
export async function readDirectory(directory: string): Promise<DirectoryContent> {
  if (await isFile(directory))
    return {
      documents: [],
      problems: [{ file: '.', pointer: '', message: 'This is a file; give the directory that holds node.json.' }],
    }
  return parseFiles(await readFiles(directory))
}

/** Reads what a manifest is made of. Only regular files inside the directory are read. */
export async function readFiles(directory: string): Promise<ManifestFiles> {
  const files = new Map<string, ManifestFile>([[nodeFile, await readText(directory, nodeFile)]])
  for (const { folder } of folders)
    for (const name of await jsonFiles(directory, folder)) {
      const file = `${folder}/${name}`
      files.set(file, await readText(directory, file))
    }
  const icon = iconFile(parseFiles(files).documents)
  if (icon !== undefined) files.set(icon, await readText(directory, icon))
  return files
}

/** Parses the files of a directory, wherever they come from; others than those of a manifest are left alone. */
export function parseFiles(files: ManifestFiles): DirectoryContent {
  const documents: { kind: DocumentKind; document: Document }[] = []
  const problems: ManifestProblem[] = []

  function parse(kind: DocumentKind, file: string): void {
    const content = files.get(file) ?? missing(file)
    const parsed = 'problem' in content ? { problems: [content.problem] } : parseDocument(file, content.text)
    if ('problems' in parsed) problems.push(...parsed.problems)
    else documents.push({ kind, document: parsed.document })
  }

  parse('node', nodeFile)
  for (const { folder, kind } of folders)
    for (const file of files.keys()) if (file.startsWith(`${folder}/`)) parse(kind, file)

  const icon = iconFile(documents)
  if (icon === undefined) return { documents, problems }
  const content = files.get(icon) ?? missing(icon)
  if ('problem' in content) return { documents, problems: [...problems, content.problem] }
  return { documents, problems, icon: content.text.trim() }
}

/** Reads one overlay that stands outside the node's directory. */
export async function readOverlayFile(file: string): Promise<{ document: Document } | { problems: ManifestProblem[] }> {
  const text = await readRegularFile(file, file)
  return 'problem' in text ? { problems: [text.problem] } : parseDocument(file, text.text)
}

function iconFile(documents: DirectoryContent['documents']): string | undefined {
  const node = documents.find(({ kind }) => kind === 'node')?.document.value as { icon?: unknown } | undefined
  return typeof node?.icon === 'string' && /^[A-Za-z0-9-]+\.svg$/.test(node.icon) ? node.icon : undefined
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

async function jsonFiles(directory: string, folder: string): Promise<string[]> {
  try {
    return (await readdir(join(directory, folder))).filter((name) => name.endsWith('.json')).sort()
  } catch {
    return []
  }
}

async function readText(directory: string, file: string): Promise<ManifestFile> {
  try {
    const path = join(directory, file)
    if ((await realpath(path)).startsWith((await realpath(directory)) + sep)) return await readRegularFile(path, file)
    return refused(file, notRegular)
  } catch {
    return missing(file, ` in ${directory}`)
  }
}

const notRegular = 'This must be a regular file inside the manifest directory, not a link.'

async function readRegularFile(path: string, file: string): Promise<ManifestFile> {
  try {
    const entry = await lstat(path)
    if (!entry.isFile()) return refused(file, notRegular)
    if (!/\.(json|svg)$/.test(path)) return refused(file, 'The name of the file must end with .json.')
    if (entry.size > mostBytes) return tooLarge(file)
    return { text: await readFile(path, 'utf8') }
  } catch {
    return refused(file, 'The file cannot be read; check its name and permissions.')
  }
}

/** A file out of its text, wherever that comes from. */
export function manifestFile(file: string, text: string): ManifestFile {
  return Buffer.byteLength(text) > mostBytes ? tooLarge(file) : { text }
}

function tooLarge(file: string): ManifestFile {
  return refused(file, `The file is larger than ${mostBytes} bytes; split it.`)
}

function missing(file: string, where = ''): ManifestFile {
  return refused(
    file,
    `There is no ${file} that can be read${where}. A manifest directory holds node.json and the folder methods.`,
  )
}

function refused(file: string, message: string): ManifestFile {
  return { problem: { file, pointer: '', message } }
}
