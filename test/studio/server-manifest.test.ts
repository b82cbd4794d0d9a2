import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { shippedDirectory } from '../../src/manifest/read-manifest.js'
import { loadNode } from '../../src/manifest/load.js'
import type {
  ApiFailure,
  ExplanationView,
  ManifestCheck,
  ManifestFiles,
  Run,
  Saved,
  Session,
} from '../../src/studio/api.js'
import type { StudioOptions } from '../../src/studio/server/start.js'
import { Workbench } from '../../src/studio/server/workbench.js'
import { openStudio, temporaryDirectory, type Answer, type TestStudio } from './support.js'

const tickets = new URL('../fixtures/tickets', import.meta.url).pathname
const directories: string[] = []
const noOverlays = { files: [], ids: () => [] }
let studio: TestStudio

async function open(options: StudioOptions = {}): Promise<void> {
  studio = await openStudio(options)
}
async function directory(): Promise<string> {
  const path = await temporaryDirectory()
  directories.push(path)
  return path
}
afterEach(async () => {
  await studio.close()
  expect(studio.mistakes).toEqual([])
})
afterAll(async () => {
  for (const path of directories) await rm(path, { recursive: true, force: true })
})

const manifest = (): Promise<ManifestFiles> => studio.get('manifest')
const put = (files: object): Promise<Answer<ManifestCheck & ApiFailure>> => studio.ask('PUT', 'manifest', { files })
const begin = (id: string, title = 'Find Parcels'): Promise<Answer<ManifestFiles & ApiFailure>> =>
  studio.ask('POST', 'manifest/methods', { id, title })
const save = (): Promise<Answer<Saved & ApiFailure>> => studio.ask('POST', 'manifest/save', {})
const session = (): Promise<Session> => studio.get('session')

const read = 'methods/read-from-cjds.json'

/** The documents with a part of one of them replaced. */
async function changed(file: string, from: string, to: string): Promise<Record<string, string>> {
  const { files } = await manifest()
  const text = files[file] ?? ''
  expect(text).toContain(from)
  return { ...files, [file]: text.replace(from, to) }
}

describe('Editing', () => {
  beforeEach(() => open())

  test('the documents are those of the directory, unchanged', async () => {
    const { files, changed: none } = await manifest()
    expect(none).toEqual([])
    expect(Object.keys(files).sort()).toEqual([
      'methods/get-identity-by-aliases.json',
      'methods/manage-identity.json',
      read,
      'methods/write-to-cjds.json',
      'node.json',
      'options/templates.json',
      'options/workspaces.json',
      'overlays/accept-200.json',
    ])
    for (const [file, text] of Object.entries(files))
      expect(text).toBe(await readFile(join(shippedDirectory, file), 'utf8'))
  })

  test('a change that is fine is what runs from now on', async () => {
    const before = studio.session.node
    const { status, json } = await put(await changed(read, '"title": "Alias ID"', '"title": "Customer"'))
    expect([status, json.problems, json.changed]).toEqual([200, [], [read]])
    expect(json.node?.hash).not.toBe(before.hash)
    expect(json.node?.forms.readFromCjds?.fields.map(({ title }) => title)).toContain('Customer')
    expect((await session()).node).toEqual(json.node)
    const explained = await studio.post<ExplanationView>('explain', {
      method: 'readFromCjds',
      inputs: {},
      variables: {},
    })
    expect(explained.problems.map(({ text }) => text)).toContain('Customer is required.')
    expect((await manifest()).changed).toEqual([read])
  })

  test('one with problems leaves the node as it was, and names each at its line', async () => {
    const files = await changed(read, '/identity/{aliasId}', '/identity/{alias}')
    const { json } = await put(files)
    expect(json.node).toBeUndefined()
    const line = 1 + (files[read] ?? '').split('\n').findIndex((text) => text.includes('{alias}'))
    expect(json.problems).toContainEqual(expect.objectContaining({ file: read, pointer: '/request/url', line }))
    expect((await session()).node).toEqual(studio.session.node)
    expect((await manifest()).changed).toEqual([])

    const broken = await put({ ...files, [read]: '{ "manifest": 1,' })
    expect(broken.json.problems).toEqual([expect.objectContaining({ file: read, line: 1, column: 17 })])
    const empty = await put({})
    expect(empty.json.problems[0]).toMatchObject({ file: 'node.json' })
    const huge = await put({ ...files, [read]: `"${'x'.repeat(256 * 1024)}"` })
    expect(huge.json.problems[0]?.message).toContain('larger than')
  })

  test('of two changes that come at once the second counts, and the node is of the same', async () => {
    const workbench = await Workbench.open({
      directory: shippedDirectory,
      folder: null,
      overlays: noOverlays,
      connection: undefined,
    })
    const { files } = workbench.files()
    const titled = (title: string): Record<string, string> => ({
      ...files,
      [read]: files[read]?.replace('"Alias ID"', `"${title}"`) ?? '',
    })
    const answers = await Promise.all([workbench.check(titled('First')), workbench.check(titled('Second'))])
    const titles = answers.map(({ node }) => node?.forms.readFromCjds?.fields.map(({ title }) => title))
    expect(titles).toEqual([expect.arrayContaining(['First']), expect.arrayContaining(['Second'])])
    expect(workbench.files().files[read]).toContain('"Second"')
    expect(workbench.loaded.view).toEqual(answers[1].node)
  })

  test.each([
    '../evil.json',
    'methods/../../evil.json',
    'methods/x.js',
    '/etc/passwd',
    'package.json',
    'methods/.json',
  ])('a name that no file of a manifest has is refused: %s', async (name) => {
    const { status, json } = await put({ ...(await manifest()).files, [name]: '{}' })
    expect([status, json.code]).toEqual([400, 'REQUEST'])
    expect(json.message).toContain('"files"')
  })

  test('the meta-schemas are there for completion', async () => {
    for (const name of ['definitions', 'node', 'method', 'options', 'overlay'])
      expect(await studio.get(`schemas/${name}`)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' })
    expect((await studio.ask('GET', 'schemas/package')).status).toBe(404)
  })

  test('without a folder nothing is saved', async () => {
    expect(studio.session.folder).toBeNull()
    const { status, json } = await save()
    expect([status, json.code]).toEqual([409, 'NO_FOLDER'])
    expect(json.message).toContain('--save')
  })
})

describe('A method that is begun', () => {
  test('loads, is in the list, and runs green against the emulator', async () => {
    await open()
    const { status, json } = await begin('findParcels')
    expect([status, json.changed]).toEqual([200, ['node.json', 'methods/find-parcels.json']])
    expect(json.files['node.json']).toContain('"readFromCjds", "findParcels"],')
    const { node, emulator } = await session()
    expect(node.description.methods.at(-1)).toMatchObject({ id: 'findParcels', title: 'Find Parcels' })
    const inputs = { authorization: 'emulator', workspaceId: emulator?.workspaceId, search: 'parcel' }
    const ended = await studio.post<Run>('runs', { method: 'findParcels', inputs, variables: {} })
    expect(ended.result.outcome).toBe('onFindParcelsSuccess')
    expect((await put(json.files)).json).toMatchObject({ problems: [], node: { hash: node.hash } })

    await presetsRun('findParcels')
  })

  test('in a manifest that is written otherwise keeps its way of writing', async () => {
    await open({ manifest: tickets })
    const { files } = await manifest()
    const before = files['node.json'] ?? ''
    const { json } = await begin('reopenTicket', 'Reopen Ticket')
    const added = json.files['node.json'] ?? ''
    expect(added.replace(/,\s*"reopenTicket"/, '')).toBe(before)
    await presetsRun('reopenTicket')
  })

  async function presetsRun(method: string): Promise<void> {
    const presets = (await session()).node.presets[method] ?? []
    expect(presets).toHaveLength(3)
    for (const { name, inputs, variables, outcome } of presets) {
      const request = { method, inputs, variables, scenario: { preset: name } }
      expect([name, (await studio.post<Run>('runs', request)).result.outcome]).toEqual([name, outcome])
    }
  }

  test.each([
    ['readFromCjds', 409, 'METHOD_EXISTS'],
    ['not a name', 400, 'METHOD'],
    ['../evil', 400, 'METHOD'],
    ['1st', 400, 'METHOD'],
    ['', 400, 'REQUEST'],
  ])('is refused for the name %j', async (id, expected, code) => {
    await open()
    const { status, json } = await begin(id)
    expect([status, json.code]).toEqual([expected, code])
    expect((await manifest()).changed).toEqual([])
  })
})

describe('Saving', () => {
  test('into an empty folder writes the whole manifest, which then loads', async () => {
    const folder = join(await directory(), 'new')
    await open({ save: folder })
    expect(studio.session.folder).toBe(folder)
    await begin('findParcels')
    const { status, json } = await save()
    expect([status, json.folder]).toEqual([200, folder])
    expect(json.written).toContain('methods/find-parcels.json')
    expect(json.written).toContain('icon.svg')
    const node = await loadNode({ directory: folder })
    expect([...node.methods.keys()]).toContain('findParcels')
    for (const file of ['node.json', read, 'methods/find-parcels.json']) {
      const { $schema } = JSON.parse(await readFile(join(folder, file), 'utf8')) as { $schema: string }
      const kind = file === 'node.json' ? 'node' : 'method'
      expect(resolve(folder, dirname(file), $schema)).toBe(resolve(`schemas/${kind}.schema.json`))
    }
    expect((await manifest()).changed).toEqual([])
    expect((await save()).json.written).toEqual([])
    expect(await readdir(folder)).toEqual(['icon.svg', 'methods', 'node.json', 'options', 'overlays'])

    await studio.close()
    await open({ save: folder })
    expect(Object.keys((await session()).node.forms)).toContain('findParcels')
  })

  test('into the folder that was opened writes what has changed', async () => {
    const folder = await directory()
    await cp(shippedDirectory, folder, { recursive: true })
    await open({ manifest: folder })
    await put(await changed(read, '"Alias ID"', '"Customer"'))
    expect((await save()).json).toEqual({ folder, written: [read] })
    expect(await readFile(join(folder, read), 'utf8')).toContain('"Customer"')
    expect(await readFile(join(folder, 'node.json'), 'utf8')).toBe(
      await readFile(join(shippedDirectory, 'node.json'), 'utf8'),
    )
  })

  test('a method that is taken out is taken out of the folder as well', async () => {
    const folder = await directory()
    await open({ save: folder })
    await begin('findParcels')
    await save()
    const { files } = await manifest()
    const { 'methods/find-parcels.json': _method, ...others } = files
    const node = (files['node.json'] ?? '').replace(', "findParcels"', '')
    expect((await put({ ...others, 'node.json': node })).json.problems).toEqual([])
    expect((await save()).json.written).toEqual(['node.json'])
    expect(await readdir(join(folder, 'methods'))).not.toContain('find-parcels.json')
  })

  test('never over a file that somebody else has changed or put there; then nothing is written at all', async () => {
    const folder = await directory()
    await cp(shippedDirectory, folder, { recursive: true })
    await open({ manifest: folder })
    await begin('findParcels')
    await put(await changed(read, '"Alias ID"', '"Customer"'))
    const mine = (await readFile(join(folder, read), 'utf8')).replace('"Alias ID"', '"Mine"')
    await writeFile(join(folder, read), mine)
    const refused = await save()
    expect([refused.status, refused.json.code]).toEqual([409, 'CHANGED_ON_DISK'])
    expect(refused.json.message).toContain(read)
    expect(await readFile(join(folder, read), 'utf8')).toBe(mine)
    expect(await readdir(join(folder, 'methods'))).not.toContain('find-parcels.json')

    await studio.close()
    const taken = await directory()
    await writeFile(join(taken, 'icon.svg'), '<svg/>')
    await open({ save: taken })
    expect((await save()).json.code).toBe('CHANGED_ON_DISK')
    expect(await readdir(taken)).toEqual(['icon.svg'])
  })

  test('never through a link that leads out of the folder', async () => {
    const folder = await directory()
    const elsewhere = await directory()
    await mkdir(join(folder, 'options'))
    await symlink(elsewhere, join(folder, 'methods'))
    await open({ save: folder })
    const { status, json } = await save()
    expect([status, json.code]).toEqual([409, 'OUTSIDE'])
    expect(await readdir(elsewhere)).toEqual([])
    await rm(join(folder, 'methods'))
    await mkdir(join(folder, 'methods'))
    await writeFile(join(elsewhere, 'target.json'), 'untouched')
    await symlink(join(elsewhere, 'target.json'), join(folder, read))
    expect((await save()).json.code).toBe('NOT_A_FILE')
    expect(await readFile(join(elsewhere, 'target.json'), 'utf8')).toBe('untouched')
  })

  test('a folder that cannot be written to is said', async () => {
    const folder = await directory()
    await writeFile(join(folder, 'file'), '')
    await open({ save: join(folder, 'file', 'new') })
    const { status, json } = await save()
    expect([status, json.code]).toEqual([409, 'NOT_WRITABLE'])
  })

  test("never to the package's own manifests", async () => {
    await open({ manifest: shippedDirectory })
    expect(studio.session.folder).toBeNull()
    await expect(openStudio({ save: shippedDirectory })).rejects.toMatchObject({ code: 'SAVE_FOLDER' })
  })
})

describe('Another manifest', () => {
  test('of a node for another API', async () => {
    await open({ manifest: tickets })
    const { node } = await session()
    expect(Object.keys(node.forms)).toEqual(node.description.methods.map(({ id }) => id))
  })

  test('with overlays, which stay when it is edited', async () => {
    await open({ overlays: { files: [], ids: () => ['accept-200'] } })
    const plain = await loadNode()
    expect(studio.session.node.hash).toBe(`${plain.hash}+accept-200`)
    const { json } = await put(await changed(read, '"Alias ID"', '"Customer"'))
    expect(json.node?.hash).toMatch(/^[0-9a-f]{64}\+accept-200$/)
  })

  test('that is broken is refused with every problem', async () => {
    await open()
    const folder = await directory()
    await cp(shippedDirectory, folder, { recursive: true })
    await writeFile(join(folder, read), '{}')
    await expect(openStudio({ manifest: folder })).rejects.toMatchObject({ code: 'MANIFEST_INVALID' })
    await expect(openStudio({ manifest: join(folder, 'nothing') })).rejects.toMatchObject({ code: 'MANIFEST_INVALID' })
  })
})
