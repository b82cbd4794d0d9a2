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

const folders: readonly { readonly folder: string; readonly kind: DocumentKind }[] = [
  { folder: 'methods', kind: 'method' },
  { folder: 'options', kind: 'options' },
  { folder: 'overlays', kind: 'overlay' },
]

/** Reads `node.json` and the files of the folders beside it. Only regular files inside the directory are read. */
export async function readDirectory(directory: string): Promise<DirectoryContent> {
  const documents: { kind: DocumentKind; document: Document }[] = []
  const problems: ManifestProblem[] = []

  async function read(kind: DocumentKind, file: string): Promise<void> {
    const text = await readText(directory, file)
    const parsed = 'problem' in text ? { problems: [text.problem] } : parseDocument(file, text.text)
    if ('problems' in parsed) problems.push(...parsed.problems)
    else documents.push({ kind, document: parsed.document })
  }

  if (await isFile(directory))
    return {
      documents,
      problems: [{ file: '.', pointer: '', message: 'This is a file; give the directory that holds node.json.' }],
    }
  await read('node', 'node.json')
  for (const { folder, kind } of folders)
    for (const name of await jsonFiles(directory, folder)) await read(kind, `${folder}/${name}`)

  const icon = iconFile(documents)
  if (icon === undefined) return { documents, problems }
  const text = await readText(directory, icon)
  if ('problem' in text) return { documents, problems: [...problems, text.problem] }
  return { documents, problems, icon: text.text.trim() }
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

type Text = { readonly text: string } | { readonly problem: ManifestProblem }

async function readText(directory: string, file: string): Promise<Text> {
  try {
    const path = join(directory, file)
    if ((await realpath(path)).startsWith((await realpath(directory)) + sep)) return await readRegularFile(path, file)
    return refused(file, notRegular)
  } catch {
    return refused(
      file,
      `There is no ${file} that can be read. A manifest directory holds node.json and the folder methods.`,
    )
  }
}

const notRegular = 'This must be a regular file inside the manifest directory, not a link.'

async function readRegularFile(path: string, file: string): Promise<Text> {
  try {
    const entry = await lstat(path)
    if (!entry.isFile()) return refused(file, notRegular)
    if (!/\.(json|svg)$/.test(path)) return refused(file, 'The name of the file must end with .json.')
    if (entry.size > mostBytes) return refused(file, `The file is larger than ${mostBytes} bytes; split it.`)
    return { text: await readFile(path, 'utf8') }
  } catch {
    return refused(file, 'The file cannot be read; check its name and permissions.')
  }
}

function refused(file: string, message: string): Text {
  return { problem: { file, pointer: '', message } }
}
