import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadNode, ManifestError, type FlowNode } from '../../../src/index.js'
import { places, withValueAt } from '../../support/json-places.js'
import { Random } from '../../support/random.js'
import { generatedNode, type NodeFiles } from './generated-node.js'

export interface FuzzedNode {
  /** Where it comes from, for whoever reads a counterexample. */
  readonly title: string
  readonly node: FlowNode
  readonly files: NodeFiles
}

export interface NodeSet {
  readonly nodes: readonly FuzzedNode[]
  /** How many nearly valid manifests were refused, each in words. */
  readonly refused: number
}

/**
 * The shipped node, a foreign one, and as many made for the occasion: right by construction, or with something odd
 * somewhere that the check of manifests has let through. The same seed gives the same.
 * @throws {Error} when a manifest is refused that should not be, or not in words
 */
export async function nodesFor(seed: number): Promise<NodeSet> {
  const random = new Random(seed)
  const directory = await mkdtemp(join(tmpdir(), 'fuzz-'))
  try {
    const given = [
      { title: 'the shipped node', files: await filesOf('node-manifest/v1') },
      { title: 'the foreign node', files: await filesOf('test/fixtures/tickets') },
      ...Array.from({ length: 8 }, (_, index) => ({ title: `generated node ${index}`, files: generatedNode(random) })),
    ]
    const nodes: FuzzedNode[] = []
    for (const { title, files } of given) nodes.push({ title, files, node: await load(directory, files) })
    let refused = 0
    for (let attempt = 0; attempt < 25; attempt++) {
      const { title, files } = random.pick(given)
      const odd = withOddity(random, files)
      const node = await loadIfValid(directory, odd)
      if (node === undefined) refused++
      else nodes.push({ title: `${title}, changed`, files: odd, node })
    }
    return { nodes, refused }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function filesOf(directory: string): Promise<NodeFiles> {
  const names = (await readdir(directory, { recursive: true })).filter((name) => /\.(?:json|svg)$/.test(name))
  const contents = names.map(async (name) => {
    const text = await readFile(join(directory, name), 'utf8')
    return [name, name.endsWith('.json') ? (JSON.parse(text) as unknown) : text] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}

async function load(directory: string, files: NodeFiles): Promise<FlowNode> {
  const root = await mkdtemp(join(directory, 'node-'))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return loadNode({ directory: root })
}

/** A sentence, which may begin with a name or a value of the manifest. */
const words = /^(?:[A-Z"$]|(?:true|false|null|-?\d\S*) ).*\.$/s

async function loadIfValid(directory: string, files: NodeFiles): Promise<FlowNode | undefined> {
  try {
    return await load(directory, files)
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error
    for (const { message } of error.problems)
      if (!words.test(message) || /undefined|\[object|RangeError|must NOT|strict mode/.test(message))
        throw new Error(`A manifest is refused in words that are none: ${message}\n${JSON.stringify(files)}`, {
          cause: error,
        })
    return undefined
  }
}

const oddities: readonly unknown[] = [
  ...[
    '',
    '{',
    '/x/{y}',
    '$inputs.mode',
    '$inputs.nobody',
    '$response.body#/a',
    '$$x',
    'string',
    'array',
    'any',
    '__proto__',
  ],
  ...[0, -1, 1, 1e9, 0.5, true, false, null],
  ...[[], {}, { $optional: 1 }, { type: 'string' }, ['$response.body#/a', '$problem.message']],
]

/** One place of one file removed, replaced, or given the value of another place. */
function withOddity(random: Random, files: NodeFiles): NodeFiles {
  const name = random.pick(Object.keys(files).filter((file) => file.endsWith('.json')))
  const all = places(files[name])
  const { path } = random.pick(all)
  const value = random.pick([undefined, random.pick(oddities), random.pick(all).value])
  return { ...files, [name]: withValueAt(files[name], path, value) ?? null }
}
