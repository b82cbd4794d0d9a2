import { readFileSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { OPERATIONS, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { loadBodyCheck } from '../../src/emulator/schemas.js'
import { WORKSPACE, clientOf, event, type Client } from './support.js'

const check = loadBodyCheck()
let emulator: Emulator
let client: Client
beforeAll(async () => {
  emulator = await startEmulator()
  client = clientOf(emulator)
})
afterAll(() => emulator.close())

describe('the answers satisfy the published bodies', () => {
  it('person', async () => {
    const merged = await client.merge({ email: ['ann@example.com'], firstName: 'Ann' })
    expect(check('person', merged.json.data)).toEqual([])
    const found = await client.aliases('ann@example.com')
    expect(check('person', found.json.data[0])).toEqual([])
  })

  it('event', async () => {
    await client.publish(event())
    const listed = await client.get(`/v1/api/events/workspace-id/${WORKSPACE}`)
    expect(listed.json.data).toHaveLength(1)
    expect(check('event', listed.json.data[0])).toEqual([])
  })

  it('view', async () => {
    await client.publish(event())
    const { json } = await client.view('ann@example.com', 'journey-default-template')
    expect(check('view', json.data[0])).toEqual([])
  })

  it('template and workspace', async () => {
    const templates = await client.get(`/admin/v1/api/profile-view-template/workspace-id/${WORKSPACE}`)
    expect(check('template', templates.json.data[0])).toEqual([])
    const workspaces = await client.get('/admin/v1/api/workspace')
    expect(check('workspace', workspaces.json.data[0])).toEqual([])
  })

  it.each([400, 401, 403, 404, 409, 429, 500])('error %i', async (status) => {
    emulator.scenarios.add({ on: 'workspaces.list', times: 1, answer: { status } })
    expect(check('error', (await client.get('/admin/v1/api/workspace')).json)).toEqual([])
  })
})

describe('the schemas', () => {
  it.each([
    ['person', { id: '1' }],
    ['event', { ...event(), data: 'text' }],
    ['view', { workspaceId: 'w', organizationId: 'o', personId: 'p', templateId: 't', attributes: [{ result: 3 }] }],
    ['template', { id: 't', name: 'n', workspaceId: 'w', organizationId: 'o', attributes: [{}] }],
    ['workspace', { id: 'w' }],
    ['error', { message: 'no tracking id' }],
  ] as const)('%s refuses what is none', (name, body) => {
    expect(check(name, body).length).toBeGreaterThan(0)
  })

  it('are draft-07, named after their files, and all of them are loaded', () => {
    const directory = new URL('../../schemas/cjds/', import.meta.url)
    const files = readdirSync(directory)
    for (const file of files) {
      const schema = JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as Record<string, unknown>
      expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', $id: `cjds/${file}` })
      expect(() => check(file.replace('.schema.json', '') as 'event', {})).not.toThrow()
    }
    const bodies = OPERATIONS.flatMap((operation) => ('body' in operation ? [operation.body] : []))
    expect(files).toEqual(expect.arrayContaining(bodies.map((name) => `${name}.schema.json`)))
  })
})

describe('the table of operations', () => {
  it('has every id, and every method with its path, once', () => {
    const ids = OPERATIONS.map(({ id }) => id)
    const routes = OPERATIONS.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(routes).size).toBe(routes.length)
  })

  it('is the one in the manual', () => {
    const manual = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8').replaceAll(/ +/g, ' ')
    for (const operation of OPERATIONS) {
      const status =
        operation.kind === 'plain'
          ? ''
          : `${[...new Set([operation.success.contract, operation.success.openapi])].join(' / ')} `
      expect(manual).toContain(`| \`${operation.id}\` | \`${operation.method} ${operation.path}\` | ${status}|`)
    }
  })
})
