/* eslint-disable @typescript-eslint/no-unused-vars, @typescript-eslint/no-unnecessary-type-parameters, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-deprecated, @typescript-eslint/no-unused-expressions -- what is written here is wrong on purpose */
// Nothing here runs: the compiler is the test, and every @ts-expect-error has to be one.
import {
  authorizations,
  createExecutor,
  loadNode,
  type CjdsMethods,
  type Executor,
  type FlowNode,
  type Result,
  type ResultOf,
} from '../../src/index.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const yes = <_ extends true>(): void => undefined

declare function never(value: never): never

const node = await loadNode()
yes<Equal<typeof node, FlowNode<CjdsMethods>>>()
const executor = createExecutor(node, { authorizations: authorizations({}) })
yes<Equal<typeof executor, Executor<CjdsMethods>>>()
yes<Equal<keyof CjdsMethods, 'manageIdentity' | 'writeToCjds' | 'getIdentityByAliases' | 'readFromCjds'>>()

const event = { workspaceId: 'w', eventType: 'a', eventSource: 'b', identityType: 'email', identity: 'c' } as const
const result = await executor.execute('writeToCjds', event)

/** A switch over every outcome compiles. */
export function branch(): string {
  switch (result.outcome) {
    case 'onEventPostSuccess':
    case 'onEventPostFailure':
    case 'onBadRequest':
    case 'onForbidden':
    case 'onNotFound':
    case 'onTooManyRequest':
    case 'onInternalServerError':
    case 'onInvalidData':
    case 'onInvalidChoice':
    case 'onTimeout':
    case 'onError':
      return result.outputs.organizationId ?? 'none'
    default:
      return never(result)
  }
}

/** One that forgets an outcome does not. */
export function forgetful(): string {
  switch (result.outcome) {
    case 'onEventPostSuccess':
    case 'onEventPostFailure':
    case 'onBadRequest':
    case 'onForbidden':
    case 'onNotFound':
    case 'onTooManyRequest':
    case 'onInternalServerError':
    case 'onInvalidData':
    case 'onInvalidChoice':
    case 'onError':
      return 'done'
    default:
      // @ts-expect-error -- onTimeout is left
      return never(result)
  }
}

/** Nor does one without a default that must return something. */
// @ts-expect-error -- the function may end without a text
export function unreturning(): string {
  switch (result.outcome) {
    case 'onEventPostSuccess':
      return 'done'
  }
}

// @ts-expect-error -- the outcome of another method
if (result.outcome === 'onCreateMergeAliasesSuccess') never(result)

yes<Equal<typeof result, ResultOf<CjdsMethods['writeToCjds']>>>()
yes<Equal<typeof result.outputs.data, unknown>>()
yes<Equal<typeof result.outputs.OrganizationId, string | null>>()
yes<Equal<typeof result.outputs.errors, readonly string[]>>()
yes<Equal<typeof result.outputs.responsePayload, unknown>>()
yes<Equal<typeof result.meta.code, string | null>>()
// @ts-expect-error -- an output of another method
result.outputs.aliases
// @ts-expect-error -- lists are there to be read
result.outputs.errors.push('x')

const person = await executor.execute('manageIdentity', { workspaceId: 'w', phone: ['+1', 2], overwrite: '$(really)' })
yes<Equal<typeof person.outputs.phone, readonly string[]>>()
yes<Equal<typeof person.outputs.firstName, string | null>>()
const people = await executor.execute('getIdentityByAliases', { workspaceId: 5, aliases: 4711 })
yes<Equal<typeof people.outputs.data, readonly unknown[]>>()

// @ts-expect-error -- no such method
void executor.execute('manageIdentities', { workspaceId: 'w' })
// @ts-expect-error -- the workspace is required
void executor.execute('getIdentityByAliases', { aliases: 'a' })
// @ts-expect-error -- no such input
void executor.execute('getIdentityByAliases', { workspaceId: 'w', aliases: 'a', alias: 'b' })
// @ts-expect-error -- a boolean is no text
void executor.execute('getIdentityByAliases', { workspaceId: 'w', aliases: true })
// @ts-expect-error -- not one of the choices
void executor.execute('writeToCjds', { ...event, identityType: 'tel' })
// @ts-expect-error -- a boolean, its text, or a variable
void executor.execute('manageIdentity', { workspaceId: 'w', overwrite: 'yes' })
// @ts-expect-error -- an object, not a number
void executor.execute('writeToCjds', { ...event, bodyMode: 'json', jsonBody: 5 })
// @ts-expect-error -- an event without its type
void executor.execute('writeToCjds', { ...event, jsonBody: { id: 'a' } })

void executor.execute('writeToCjds', { ...event, identityType: '$(kind)', identity: undefined, eventTime: null })
void executor.execute('writeToCjds', event, {
  variables: async (name) => Promise.resolve(name),
  signal: new AbortController().signal,
})
void executor.execute('writeToCjds', event, { variables: { a: 1 } })
// @ts-expect-error -- no such option
void executor.execute('writeToCjds', event, { timeout: 5 })
// @ts-expect-error -- no such option
createExecutor(node, { retries: 5 })
void executor.explain('readFromCjds', { workspaceId: 'w', templateName: 't', aliasId: 'a' })
// @ts-expect-error -- no such method
void executor.explain('read', {})
void executor.choices('readFromCjds', 'templateName', { workspaceId: 'w' })
// @ts-expect-error -- an input of another method
void executor.choices('readFromCjds', 'aliases', {})

/** A node that nobody has generated types for takes any method, and its outcomes are texts. */
const foreign = createExecutor(await loadNode({ directory: 'tickets' }), { baseUrl: 'https://api.example' })
const ticket = await foreign.execute('createTicket', { subject: 'Printer' })
yes<Equal<typeof ticket, Result>>()

/** One with types of its own is as strict as the shipped one. */
interface TicketMethods {
  readonly [method: string]: { readonly inputs: object; readonly outputs: object; readonly outcome: string }
  readonly createTicket: {
    readonly inputs: { readonly subject: string }
    readonly outputs: { readonly id: number | null }
    readonly outcome: 'onCreated' | 'onFailed'
  }
}
const typed = createExecutor(await loadNode<TicketMethods>({ directory: 'tickets' }))
const created = await typed.execute('createTicket', { subject: 'Printer' })
yes<Equal<typeof created.outcome, 'onCreated' | 'onFailed'>>()
yes<Equal<typeof created.outputs.id, number | null>>()
// @ts-expect-error -- the subject is a text
void typed.execute('createTicket', { subject: 5 })
