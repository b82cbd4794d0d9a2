import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID, type Emulator, type ScenarioInput } from '../../../src/emulator/index.js'
import { flowFor, operations, outcomesOf, payloads, probeFor, tab, watch } from './flows.js'
import {
  authorize,
  client,
  connectionTo,
  type FlowNode,
  makeUserDirectory,
  missing,
  NodeRed,
  nodeRed4,
  nodeRed5,
  root,
  startService,
  type Version,
} from './support.js'
import { describeUnless } from '../../support/skipped.js'

interface Left {
  readonly port: number
  readonly message: {
    readonly outcome: string
    readonly outputs: Readonly<Record<string, unknown>>
    readonly meta: Readonly<Record<string, unknown>>
    readonly payload: unknown
  }
}

const methods = Object.keys(payloads)
const rateLimit = { status: 429, headers: { 'retry-after': '1' } }
const isConnection = (file: string): boolean => file.endsWith('.connection')

for (const version of [nodeRed4, nodeRed5]) {
  testRuntime(version, describeUnless(missing(version.node, version.program), version.name))
}

function testRuntime(version: Version, describeVersion: ReturnType<typeof describeUnless>): void {
  describeVersion(version.name, () => {
    let nodeRed: NodeRed
    let emulator: Emulator
    const id = connectionTo({} as Emulator).id

    const run = (method: string, payload = payloads[method], connection: string = id): Promise<Left> =>
      nodeRed.send(`${method}/${connection}`, payload) as unknown as Promise<Left>

    async function redeploy(flow: readonly FlowNode[], restarted: 'full' | 'nodes' = 'full'): Promise<void> {
      const ids = flow.flatMap((node) => (node.type === 'customer-journey-data' ? [node.id] : []))
      await nodeRed.deploy([tab, connectionTo(emulator), ...flow, ...watch(ids)], restarted)
      await nodeRed.send('context', {})
      await nodeRed.send('seen', {})
    }

    /** What the nodes have told of themselves, a moment after they did. */
    async function seen(): Promise<Record<string, unknown>> {
      await delay(200)
      return nodeRed.send('seen', {})
    }

    async function stateOf(connection: FlowNode): Promise<string> {
      const form = { ...connection, ...client, ...('clientId' in connection && { clientId: connection.clientId }) }
      return ((await nodeRed.post('customer-journey-data/state', form)) as { state: string }).state
    }

    async function example(file: string): Promise<FlowNode[]> {
      return JSON.parse(await readFile(join(root, 'examples/node-red', `${file}.json`), 'utf8')) as FlowNode[]
    }

    /** An example as it is, but for the connection and for who looks at what is debugged. */
    async function deployExample(file: string): Promise<void> {
      const flow = (await example(file)).map((node) => {
        if (node.type === 'customer-journey-data-connection') return connectionTo(emulator, { id: node.id })
        return node.type === 'debug' ? probeFor(node) : node
      })
      await nodeRed.deploy([...flow, tab, ...watch([])])
      const connection = flow.find(({ type }) => type === 'customer-journey-data-connection')
      if (connection !== undefined) await authorize(nodeRed, emulator, connection)
      await nodeRed.send('seen', {})
    }

    /** Presses each button of an example so many times, and waits for so many probes. */
    async function press(file: string, times: number, probes: number): Promise<unknown[]> {
      const buttons = (await example(file)).filter(({ type }) => type === 'inject')
      const seen: unknown[] = []
      for (let time = 0; time < times; time++)
        for (const button of buttons) {
          await nodeRed.post(`inject/${button.id}`, {})
          const expected = seen.length + Math.max(1, probes / (times * buttons.length))
          for (let waited = 0; seen.length < expected && waited < 8000; waited += 50) {
            await delay(50)
            seen.push(...((await nodeRed.send('seen', {})).probes as unknown[]))
          }
        }
      return seen
    }

    beforeAll(async () => {
      nodeRed = await NodeRed.start(version, await makeUserDirectory())
      emulator = await startService(nodeRed)
      const connection = connectionTo(emulator)
      const nobody = connectionTo(emulator, { id: 'nobody', credentials: {} })
      const flow = methods.flatMap((method) => [id, 'missing', 'nobody'].flatMap((each) => flowFor(method, each)))
      await redeploy([nobody, ...flow])
      await authorize(nodeRed, emulator, connection)
      emulator.store.persons.create(DEFAULT_WORKSPACE_ID, { phone: ['+12025550100'] })
    }, 120_000)

    beforeEach(() => {
      emulator.scenarios.clear()
    })

    afterAll(async () => {
      await nodeRed.close()
      await emulator.close()
    })

    describe.each(methods)('%s', (method) => {
      const operation = operations[method] ?? ''
      const outcomes = outcomesOf(method)
      const failure = outcomes.find(({ kind }) => kind === 'failure')?.name ?? ''
      const required = Object.keys(payloads[method] ?? {}).at(-1) ?? ''
      const causes: Readonly<Record<string, () => Promise<Left>>> = {
        onInvalidData: () => run(method, { ...payloads[method], phone: undefined, [required]: undefined }),
        onInvalidChoice: () => run(method, payloads[method], 'missing'),
        onError: () => answered({ damage: 'reset' }),
        onBadRequest: () => answered({ answer: { status: 400 } }),
        onForbidden: () => answered({ answer: { status: 403 } }),
        onNotFound: () => answered({ answer: { status: 404 } }),
        onTooManyRequest: () => answered({ answer: { status: 429 } }),
        onInternalServerError: () => answered({ answer: { status: 500 } }),
        [failure]: () => answered({ answer: { status: 409 } }),
      }

      function answered(scenario: Omit<ScenarioInput, 'on'>): Promise<Left> {
        emulator.scenarios.add({ ...scenario, on: operation })
        return run(method)
      }

      const ports = outcomes.map(({ name }, port) => ({ name, port })).filter(({ name }) => name !== 'onTimeout')
      test.each(ports)('$name leaves by port $port', async ({ name, port }) => {
        const left = await (causes[name] ?? (() => run(method)))()
        expect(left).toMatchObject({ port, message: { outcome: name } })
        expect(left.message.meta).toHaveProperty('delivery')
        expect(Object.keys(left.message.outputs)).toEqual(expect.arrayContaining(['status', 'message', 'errors']))
        expect(left.message.payload).toEqual(expect.objectContaining({ workspaceId: DEFAULT_WORKSPACE_ID }))
      })
    })

    test('onTimeout of every method leaves by port 10', async () => {
      for (const method of methods) emulator.scenarios.add({ on: operations[method] ?? '', damage: 'silence' })
      const left = await Promise.all(methods.map((method) => run(method)))
      for (const each of left) expect(each).toMatchObject({ port: 10, message: { outcome: 'onTimeout' } })
    })

    test('[F118] missing credentials: the outcome of the fault error on the wire, a red status, no secret exported', async () => {
      const left = await run('getIdentityByAliases', undefined, 'nobody')
      expect(left.message).toMatchObject({ outcome: 'onError', meta: { code: 'REAUTH_REQUIRED', attempts: 0 } })
      expect(left.message.outputs.message).toContain('The connection emulator is not authorized yet.')
      const { statuses } = await seen()
      expect(statuses).toMatchObject({ 'getIdentityByAliases-nobody-node': { fill: 'red', text: 'status.pending' } })
      const exported = JSON.stringify(await nodeRed.get('flows'))
      expect(exported).toContain(emulator.baseUrl)
      for (const text of [exported, await nodeRed.file('flows.json'), await nodeRed.file('flows_cred.json')])
        expect(text).not.toContain(client.clientSecret)
    })

    describe('fields', () => {
      const aliasesOf = async (aliases: { type: string; value: string }, payload: object): Promise<string> => {
        emulator.recordings.clear()
        await redeploy(flowFor('getIdentityByAliases', id, { fields: { ...workspace, aliases } }))
        await nodeRed.send(`getIdentityByAliases/${id}`, payload)
        return decodeURIComponent(
          emulator.recordings.list('persons.getByAliases')[0]?.path.split('/').at(-1) ?? 'nothing',
        )
      }
      const workspace = { workspaceId: { type: 'str', value: DEFAULT_WORKSPACE_ID } }

      test.each([
        ['text', { type: 'str', value: 'a@example.com' }, {}, 'a@example.com'],
        ['text with $(name)', { type: 'str', value: 'x, $(payload.second)' }, { second: 'b' }, 'x,b'],
        ['msg', { type: 'msg', value: 'payload.list' }, { list: ['a', 'b'] }, 'a,b'],
        ['JSONata', { type: 'jsonata', value: '$uppercase(payload.word)' }, { word: 'abc' }, 'ABC'],
        ['env', { type: 'env', value: 'CJDS_TEST_ALIAS' }, {}, 'from-the-environment'],
        ['flow', { type: 'flow', value: 'alias' }, {}, 'from-the-flow'],
        ['global', { type: 'global', value: 'alias' }, {}, 'from-everywhere'],
        [
          'data that looks like a reference',
          { type: 'msg', value: 'payload.x' },
          { x: '$(payload.y)', y: 'no' },
          '$(payload.y)',
        ],
        ['a name that can be no property', { type: 'str', value: '$(payload..a)' }, {}, 'nothing'],
        ['a property of what is not there', { type: 'msg', value: 'payload.a.b.c' }, {}, 'nothing'],
      ])('%s', async (_name, field, payload, aliases) => {
        expect(await aliasesOf(field, payload)).toBe(aliases)
      })

      test('an expression that cannot be evaluated is an error for the author, and nothing is sent', async () => {
        await redeploy(
          flowFor('getIdentityByAliases', id, { fields: { aliases: { type: 'jsonata', value: '$error("no")' } } }),
        )
        const caught = await nodeRed.send(`getIdentityByAliases/${id}`, {})
        expect(caught).toEqual({ error: 'Error: aliases: no' })
        expect(await seen()).toMatchObject({ completed: [] })
      })

      test('outputs go where the author wants them; where they cannot, it is an error', async () => {
        await redeploy(flowFor('getIdentityByAliases', id, { property: 'answers.one' }))
        const left = (await nodeRed.send(
          `getIdentityByAliases/${id}`,
          payloads.getIdentityByAliases,
        )) as unknown as Left
        expect(left.message).toHaveProperty('answers.one.data')
        await redeploy(flowFor('getIdentityByAliases', id, { property: '_msgid.outputs' }))
        const caught = await nodeRed.send(`getIdentityByAliases/${id}`, payloads.getIdentityByAliases)
        expect(caught.error).toContain('msg._msgid.outputs')
      })
    })

    test('a message is done when it has left, and a failure leaves by no success port', async () => {
      await redeploy(flowFor('getIdentityByAliases', id, { ports: ['onGetIdentityByAliasesSuccess'], outputs: 2 }))
      emulator.scenarios.add({ on: 'persons.getByAliases', answer: { status: 409 } })
      const left = await run('getIdentityByAliases')
      expect(left).toMatchObject({ port: 1, message: { outcome: 'onGetIdentityByAliasesFailure' } })
      expect(await seen()).toMatchObject({ completed: ['onGetIdentityByAliasesFailure'] })
    })

    test('a new deploy ends what is under way, with an outcome', async () => {
      await redeploy(flowFor('getIdentityByAliases', id))
      emulator.scenarios.add({ on: 'persons.getByAliases', damage: 'silence' })
      const underWay = run('getIdentityByAliases')
      await delay(300)
      await redeploy(flowFor('getIdentityByAliases', id, { name: 'changed' }), 'nodes')
      const left = await Promise.race([underWay, delay(3000, 'too late')])
      expect(left).toMatchObject({ message: { outcome: 'onError', meta: { code: 'CANCELLED' } } })
    })

    describe('a connection', () => {
      test('is authorized still after a restart, and its tokens are refreshed in our own store', async () => {
        await redeploy(flowFor('getIdentityByAliases', id))
        await nodeRed.restart()
        emulator.oauth.expireAccessTokens()
        const left = await run('getIdentityByAliases')
        expect(left.message).toMatchObject({ outcome: 'onGetIdentityByAliasesSuccess', meta: { attempts: 2 } })
      })

      test('needs a new consent when it has ended, and says so', async () => {
        await redeploy(flowFor('getIdentityByAliases', id))
        emulator.oauth.clear()
        const left = await run('getIdentityByAliases')
        expect(left.message).toMatchObject({ outcome: 'onError', meta: { code: 'REAUTH_REQUIRED' } })
        expect(left.message.outputs.message).toContain('The consent of the connection emulator has ended.')
        expect(await stateOf(connectionTo(emulator))).toBe('ended')
        await authorize(nodeRed, emulator, connectionTo(emulator))
        expect(await stateOf(connectionTo(emulator))).toBe('authorized')
      })

      test('with another client or another address is another connection, to be authorized anew', async () => {
        expect(await stateOf(connectionTo(emulator, { baseUrl: 'https://elsewhere.example.com' }))).toBe('pending')
        expect(await stateOf(connectionTo(emulator, { clientId: 'another' }))).toBe('pending')
      })

      test('an answer that nobody asked for is refused, and so is one that comes twice', async () => {
        const stranger = new URL('customer-journey-data/callback?code=abc&state=def', nodeRed.url)
        expect((await fetch(stranger)).status).toBe(400)
        const taken = await authorize(nodeRed, emulator, connectionTo(emulator))
        expect(taken.status).toBe(200)
        expect(await taken.text()).toContain('Authorized')
        expect((await fetch(taken.url)).status).toBe(400)
      })

      test('that is removed leaves no tokens behind', async () => {
        const store = (): Promise<string[]> => nodeRed.files('.cjds-node').then((files) => files.filter(isConnection))
        expect(await store()).toHaveLength(1)
        await nodeRed.deploy([tab])
        expect(await store()).toEqual([])
        await redeploy([])
        await authorize(nodeRed, emulator, connectionTo(emulator))
        expect(await store()).toHaveLength(1)
      })
    })

    test.each([
      ['1-recognise-a-caller', 2, ['new caller, written down', 'known caller']],
      ['2-write-ivr-choice-and-payment', 1, ['written', 'written']],
      ['3-route-by-repeat-calls', 4, ['to the queue', 'to the queue', 'to the queue', 'to a specialist']],
      ['4-retry-a-rate-limit', 1, ['written']],
    ])('the example %s tells its story', async (file, presses, told) => {
      emulator.reset()
      await deployExample(file)
      if (file.startsWith('4')) emulator.scenarios.add({ on: 'events.publish', times: 2, answer: rateLimit })
      expect(await press(file, presses, told.length)).toEqual(told)
    })

    test('the example 4-retry-a-rate-limit gives up after three', async () => {
      emulator.reset()
      await deployExample('4-retry-a-rate-limit')
      emulator.scenarios.add({ on: 'events.publish', answer: rateLimit })
      expect(await press('4-retry-a-rate-limit', 1, 1)).toEqual(['gave up after three'])
      const ids = emulator.recordings.list('events.publish').map(({ body }) => (JSON.parse(body) as { id: string }).id)
      expect(ids).toHaveLength(3)
      expect(new Set(ids).size).toBe(1)
    })
  })
}
