import type { Example } from '../../manifest/manifest.js'
import type { ResolvedMethod, ResolvedNode } from '../../manifest/resolve.js'
import { methodOutcomes } from '../../outcome/outcome-table.js'

/** What the service does when a case's request arrives. */
export type Service =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset' }

/** One invocation and how it must end; everything in it comes from the manifest. */
export interface ContractCase {
  readonly method: string
  readonly name: string
  readonly kind: 'example' | 'outcome' | 'status'
  readonly inputs: Readonly<Record<string, unknown>>
  readonly variables: Readonly<Record<string, unknown>>
  /** Absent when the invocation must end without a request. */
  readonly service?: Service
  /** Run by a host that has neither an authorization nor an address to offer. */
  readonly unconfigured?: true
  readonly expected: string
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly request?: Example['request']
}

/** A name that no authorization of a contract test has. */
export const unknownAuthorization = 'contract-unknown-authorization'

/** The cases of a node: its examples, one for each outcome, and every status that an HTTP answer can end with. */
export function contractCases(node: ResolvedNode): ContractCase[] {
  return node.methods.flatMap((method) => [
    ...method.examples.map((example) => exampleCase(method, example)),
    ...outcomeCases(node, method),
    ...statusCases(method),
  ])
}

function exampleCase(method: ResolvedMethod, example: Example): ContractCase {
  const service = exampleService(method, example)
  return {
    method: method.id,
    name: example.name,
    kind: 'example',
    inputs: example.inputs,
    variables: example.variables ?? {},
    ...(service === undefined ? {} : { service }),
    expected: example.expect.outcome,
    ...(example.expect.outputs === undefined ? {} : { outputs: example.expect.outputs }),
    ...(example.request === undefined ? {} : { request: example.request }),
  }
}

/** An example without an answer that ends in the fault `timeout` or `error` is one about a service that does not answer. */
function exampleService({ faults }: ResolvedMethod, { response, expect, request }: Example): Service | undefined {
  if (response !== undefined) return answer(response.status, response.headers, response.body, response.text)
  if (expect.outcome === faults.timeout) return { kind: 'silence' }
  return expect.outcome === faults.error || request !== undefined ? { kind: 'reset' } : undefined
}

function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  json?: unknown,
  text?: string,
): Service {
  if (json === undefined) return { kind: 'answer', status, headers, body: text ?? '' }
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  }
}

/** An invocation that succeeds, to be varied. */
function success(method: ResolvedMethod): Example | undefined {
  const successes = methodOutcomes(method).flatMap(({ name, kind }) => (kind === 'success' ? [name] : []))
  return method.examples.find(({ expect, response }) => successes.includes(expect.outcome) && response !== undefined)
}

function outcomeCases(node: ResolvedNode, method: ResolvedMethod): ContractCase[] {
  const example = success(method)
  if (example === undefined) return []
  const base = {
    method: method.id,
    kind: 'outcome' as const,
    inputs: example.inputs,
    variables: example.variables ?? {},
  }
  const byStatus = Object.keys(method.responses).flatMap((key) => {
    const status = statusFor(method, key)
    if (status === undefined) return []
    return [
      {
        ...base,
        name: `HTTP ${status} (${key})`,
        service: serviceFor(method, example, status),
        expected: outcomeFor(method, status),
      },
    ]
  })
  return [
    ...byStatus,
    {
      ...base,
      name: 'missing or unknown input',
      inputs: withoutRequired(node, method, example),
      expected: method.faults.invalidData,
    },
    { ...base, ...unknownConnection(node, example), expected: method.faults.invalidChoice },
    { ...base, name: 'connection closed without an answer', service: { kind: 'reset' }, expected: method.faults.error },
    { ...base, name: 'no answer in time', service: { kind: 'silence' }, expected: method.faults.timeout },
  ]
}

function statusCases(method: ResolvedMethod): ContractCase[] {
  const example = success(method)
  if (example === undefined) return []
  return finalStatuses.map((status) => ({
    method: method.id,
    name: `HTTP ${status}`,
    kind: 'status',
    inputs: example.inputs,
    variables: example.variables ?? {},
    service: serviceFor(method, example, status),
    expected: outcomeFor(method, status),
  }))
}

/** Below 200 there are only interim answers (RFC 9110 §15.2), with which no exchange ends. */
const finalStatuses = Array.from({ length: 400 }, (_, index) => index + 200)

/** Read off the manifest anew, not through the table that is being tested. */
function outcomeFor({ responses }: ResolvedMethod, status: number): string {
  return String(responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default)
}

/** A status that a key of `responses` decides about; none when other keys leave it nothing. */
function statusFor({ responses }: ResolvedMethod, key: string): number | undefined {
  if (/^\d{3}$/.test(key)) return Number(key)
  return [...errorsFirst, nonStandardStatus].find((status) => {
    const range = `${Math.floor(status / 100)}XX`
    const decidedBy =
      responses[status] !== undefined ? String(status) : responses[range] !== undefined ? range : 'default'
    return decidedBy === key
  })
}

/** `default` is mostly about errors, so an error shows it best. */
const errorsFirst = [
  ...finalStatuses.filter((status) => status >= 400),
  ...finalStatuses.filter((status) => status < 400),
]

/** What is left for `default` when every range leads elsewhere; services and gateways do answer such numbers. */
const nonStandardStatus = 600

function serviceFor(method: ResolvedMethod, example: Example, status: number): Service {
  if (outcomeFor(method, status) === example.expect.outcome && example.response !== undefined)
    return answer(status, example.response.headers, example.response.body, example.response.text)
  return answer(status, {}, { message: `status ${status}` })
}

function withoutRequired(
  node: ResolvedNode,
  method: ResolvedMethod,
  example: Example,
): Readonly<Record<string, unknown>> {
  const id = method.required.find((name) => {
    const input = method.inputs[name]
    return (
      input !== undefined &&
      input.default === undefined &&
      input.generate === undefined &&
      input.visibleWhen === undefined &&
      name !== node.authentication?.input
    )
  })
  return id === undefined ? { ...example.inputs, contractUnknownInput: 'x' } : { ...example.inputs, [id]: '' }
}

/** What every node can be asked for in vain: an authorization or, where nobody signs in, the address of the service. */
function unknownConnection(
  { authentication }: ResolvedNode,
  { inputs }: Example,
): Pick<ContractCase, 'name' | 'inputs' | 'unconfigured'> {
  if (authentication === undefined) return { name: 'no address of the service', inputs, unconfigured: true }
  return { name: 'unknown authorization', inputs: { ...inputs, [authentication.input]: unknownAuthorization } }
}
