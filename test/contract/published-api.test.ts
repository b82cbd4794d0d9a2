import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { authorizations, createExecutor, loadNode } from '../../src/index.js'
import { createAjv } from '../../src/manifest/ajv.js'

const ajv = createAjv({ strict: false, allErrors: true })
const accepts = (name: string) =>
  ajv.compile(
    JSON.parse(readFileSync(new URL(`../../schemas/cjds/${name}.schema.json`, import.meta.url), 'utf8')) as object,
  )
const bodies = { manageIdentity: accepts('merge-person-request'), writeToCjds: accepts('event') }

const executor = createExecutor(await loadNode(), {
  authorizations: authorizations({ main: { baseUrl: 'https://api.example.com', accessToken: 'x' } }),
})
const common = { authorization: 'main', workspaceId: 'workspace-1' }

const text = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.constantFrom('ada@example.com', '+12025550100', 'a, b,,a', ' x ', '$544.73'),
)
const list = fc.oneof(text, fc.array(text, { maxLength: 5 }))
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

describe("requests as the service's published API describes them", () => {
  test('merging: whatever is filled in, a request that is built fits the API', async () => {
    let built = 0
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          firstName: optional(text),
          lastName: optional(text),
          phone: optional(list),
          email: optional(list),
          customerId: optional(list),
          temporaryId: optional(list),
          socialId: optional(list),
          overwrite: optional(fc.boolean()),
        }),
        async (inputs) => {
          const { request } = await executor.explain('manageIdentity', { ...common, ...inputs })
          if (request === undefined) return
          built++
          expect([bodies.manageIdentity(request.body), bodies.manageIdentity.errors]).toEqual([true, null])
          expect(request.headers['content-type']).toBe('application/json')
          expect(request.url).toBe(
            'https://api.example.com/admin/v1/api/person/merge-identities/workspace-id/workspace-1',
          )
        },
      ),
      { numRuns: 500 },
    )
    expect(built).toBeGreaterThan(100)
  })

  test('events: whatever is filled in, a request that is built fits the API', async () => {
    let built = 0
    const details = ['agentId', 'destination', 'profileType', 'currentState', 'idleCodeId'] as const
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          eventId: optional(text),
          eventType: text,
          eventSource: text,
          eventTime: optional(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') })),
          identityType: fc.constantFrom('email', 'phone', 'customerId', 'socialId', 'temporaryId'),
          identity: text,
        }),
        fc.subarray([...details]),
        async ({ eventTime, ...inputs }, chosen) => {
          const saved = {
            ...common,
            ...inputs,
            ...(eventTime === undefined ? {} : { eventTime: eventTime.toISOString() }),
            dataObject: chosen,
            ...Object.fromEntries(chosen.map((detail) => [detail, 'x'])),
          }
          const { request } = await executor.explain('writeToCjds', saved)
          if (request === undefined) return
          built++
          expect([bodies.writeToCjds(request.body), bodies.writeToCjds.errors]).toEqual([true, null])
          expect(Object.keys((request.body as { data: object }).data)).toEqual(
            details.filter((detail) => chosen.includes(detail)),
          )
          expect(request.url).toBe('https://api.example.com/publish/v1/api/event?workspaceId=workspace-1')
        },
      ),
      { numRuns: 500 },
    )
    expect(built).toBeGreaterThan(100)
  })

  test('reads carry no body and no content type', async () => {
    for (const [method, inputs] of [
      ['getIdentityByAliases', { ...common, aliases: 'a b@c.de,+1' }],
      ['readFromCjds', { ...common, templateName: 'My Template', aliasId: '+1' }],
    ] as const) {
      const { request } = await executor.explain(method, inputs)
      expect(request).not.toHaveProperty('body')
      expect(request?.headers).not.toHaveProperty('content-type')
      expect(request?.url).toMatch(/aliases\/a%20b%40c\.de,%2B1$|identity\/%2B1\/template-name\/My%20Template$/)
    }
  })
})
