import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID, type Emulator, type ScenarioInput } from '../../../src/emulator/index.js'
import { flowFor, operations, outcomesOf, payloads, tab } from './flows.js'
import {
  authorize,
  client,
  connectionTo,
  explainSkip,
  makeUserDirectory,
  missing,
  NodeRed,
  nodeRed4,
  nodeRed5,
  startService,
  type Version,
} from './support.js'

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

for (const version of [nodeRed4, nodeRed5]) {
  const reason = missing(version.node, version.program)
  if (reason === undefined) describeRuntime(version)
  else explainSkip(version.name, reason)
}

function describeRuntime(version: Version): void {
  describe(`${version.name}`, () => {
    let nodeRed: NodeRed
    let emulator: Emulator
    const id = connectionTo({} as Emulator).id

    const run = (method: string, payload = payloads[method], connection: string = id): Promise<unknown> =>
      nodeRed.send(`${method}/${connection}`, payload)

    beforeAll(async () => {
      nodeRed = await NodeRed.start(version, await makeUserDirectory())
      emulator = await startService(nodeRed)
      const connection = connectionTo(emulator)
      const strange = { ...connectionTo(emulator, { id: 'nobody', credentials: {} }) }
      await nodeRed.deploy([
        tab,
        connection,
        strange,
        ...methods.flatMap((method) => [
          ...flowFor(method, id),
          ...flowFor(method, 'missing'),
          ...flowFor(method, 'nobody'),
        ]),
      ])
      await authorize(nodeRed, emulator, connection)
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
      const causes: Readonly<Record<string, () => Promise<unknown>>> = {
        onInvalidData: () => run(method, { ...payloads[method], phone: undefined, [required]: undefined }),
        onInvalidChoice: () => run(method, payloads[method], 'missing'),
        onError: () => answered({ damage: 'reset' }),
        onTimeout: () => answered({ damage: 'silence' }),
        onBadRequest: () => answered({ answer: { status: 400 } }),
        onForbidden: () => answered({ answer: { status: 403 } }),
        onNotFound: () => answered({ answer: { status: 404 } }),
        onTooManyRequest: () => answered({ answer: { status: 429 } }),
        onInternalServerError: () => answered({ answer: { status: 500 } }),
        [failure]: () => answered({ answer: { status: 409 } }),
      }

      function answered(scenario: Omit<ScenarioInput, 'on'>): Promise<unknown> {
        emulator.scenarios.add({ ...scenario, on: operation })
        return run(method)
      }

      test.each(outcomes.map(({ name }, port) => ({ name, port })))(
        '$name leaves by port $port',
        async ({ name, port }) => {
          const left = (await (causes[name] ?? (() => run(method)))()) as Left
          expect(left).toMatchObject({ port, message: { outcome: name } })
          expect(left.message.meta).toHaveProperty('delivery')
          expect(Object.keys(left.message.outputs)).toEqual(expect.arrayContaining(['status', 'message', 'errors']))
          expect(left.message.payload).toEqual(expect.objectContaining({ workspaceId: DEFAULT_WORKSPACE_ID }))
        },
      )
    })

    test('[F118] missing credentials: the outcome of the fault error on the wire, and no secret in what is exported', async () => {
      const left = (await run('getIdentityByAliases', undefined, 'nobody')) as Left
      expect(left.message).toMatchObject({ outcome: 'onError', meta: { code: 'REAUTH_REQUIRED', attempts: 0 } })
      expect(left.message.outputs.message).toBe('x')
      const exported = JSON.stringify(await nodeRed.get('flows'))
      expect(exported).toContain(emulator.baseUrl)
      expect(exported).not.toContain(client.clientSecret)
      expect(await nodeRed.file('flows.json')).not.toContain(client.clientSecret)
      expect(await nodeRed.file('flows_cred.json')).not.toContain(client.clientSecret)
    })
  })
}
