import type { CompiledMethod } from './manifest/compiled.js'
import type { Deadline } from './deadline.js'
import { exchange, type Connection, type ExchangeRules } from './exchange.js'
import { faultOfProblems, makeFault, type Fault } from './outcome/fault.js'
import { invalidData, type Problem } from './inputs/problem.js'
import { responseJson } from './outcome/response-json.js'
import { statusPhrase } from './outcome/status-text.js'
import type { Choice, OptionsFeed } from './request/options-feed.js'
import type { TransportResponse } from './transport/transport.js'

/** What a drop-down offers, or why it offers nothing. A value that is not offered may still be typed. */
export type ChoicesResult =
  | { readonly choices: readonly Choice[]; /** Whether the service has no more of them. */ readonly complete: boolean }
  | { readonly failed: Fault }

export const noFeed: Fault = makeFault(
  'invalidChoice',
  'NO_OPTIONS',
  'This input has no drop-down that is filled by the service.',
)

/** Reads a feed page by page within one deadline, until a page is not full. */
export async function readChoices(
  feed: OptionsFeed,
  { manifest: { inputs } }: CompiledMethod,
  values: Readonly<Record<string, unknown>>,
  connection: Connection | { readonly problem: Problem },
  rules: ExchangeRules,
  deadline: Deadline,
): Promise<ChoicesResult> {
  const missing = feed.dependsOn.filter((id) => values[id] === undefined)
  if (missing.length > 0)
    return {
      failed: faultOfProblems(
        missing.map((id) => invalidData('REQUIRED', id, `Fill in ${inputs[id]?.title ?? id} first.`)),
      ),
    }
  if ('problem' in connection) return { failed: faultOfProblems([connection.problem]) }

  const { paging } = feed.manifest
  const choices: Choice[] = []
  for (let page = 0; page < (paging?.maxPages ?? 1); page++) {
    const pageValues = paging && { [paging.page]: paging.first + page, [paging.pageSize.name]: paging.pageSize.value }
    const built = feed.buildRequest({ ...values, ...pageValues })
    if ('problems' in built) return { failed: faultOfProblems(built.problems) }
    const { end } = await exchange(built.request, connection, rules, deadline)
    if ('fault' in end) return { failed: end.fault }
    const read = feed.choices(bodyOf(end.response))
    if (end.response.status !== 200 || read === undefined) return { failed: unreadable(end.response) }
    choices.push(...read.choices)
    if (paging === undefined || read.entries < paging.pageSize.value) return { choices, complete: true }
  }
  return { choices, complete: false }
}

function bodyOf({ body, bodyFailure }: TransportResponse): unknown {
  return bodyFailure === undefined ? responseJson(body)?.value : undefined
}

function unreadable({ status }: TransportResponse): Fault {
  if (status === 200) return makeFault('error', 'RESPONSE_NOT_JSON', 'The service answered without a list of choices.')
  return makeFault('error', `HTTP_${status}`, `The service answered ${statusPhrase(status)} when asked for choices.`)
}
