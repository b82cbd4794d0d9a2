import { STATUS_CODES } from 'node:http'
import { createMask, maskOfInvocation, type Mask } from '../../auth/mask.js'
import type { CompiledMethod } from '../../manifest/compiled.js'
import { pointerKeys } from '../../outcome/pointer.js'
import { responseJson } from '../../outcome/response-json.js'
import type { ExchangeView, Values } from '../api.js'
import type { RecordedExchange } from './recorder.js'

/** The most characters of a body that are shown. */
const mostCharacters = 256 * 1024

const masked = '***'

export interface ExchangeViews {
  /** Fit for a screen that others see. */
  readonly masked: readonly ExchangeView[]
  /** With personal data; tokens and what is named like a credential are masked here too. */
  readonly clear: readonly ExchangeView[]
}

/**
 * Makes what is shown of a run's exchanges.
 * @param values the values of the inputs that the request was made of
 * @param inputs the inputs as they were filled in
 */
export function viewExchanges(
  exchanges: readonly RecordedExchange[],
  { manifest }: Pick<CompiledMethod, 'manifest'>,
  { values, inputs, tokens }: { readonly values: Values; readonly inputs: Values; readonly tokens: readonly string[] },
): ExchangeViews {
  const written = [inputs, values].map((known) => maskOfInvocation(manifest, { inputs: known, secrets: tokens }))
  const personal: Mask = {
    text: (text) => written.reduce((result, mask) => mask.text(result), text),
    value: (value) => written.reduce((result, mask) => mask.value(result), value),
  }
  const secret = createMask({ values: tokens })
  const isPersonal = personalParts(manifest.outputs)
  return {
    masked: exchanges.map((exchange) => view(exchange, personal, isPersonal)),
    clear: exchanges.map((exchange) => view(exchange, secret, () => false)),
  }
}

type IsPersonal = (path: readonly string[]) => boolean

function view({ request, response, failure }: RecordedExchange, mask: Mask, isPersonal: IsPersonal): ExchangeView {
  return {
    request: {
      method: request.method,
      url: mask.text(request.url),
      headers: mask.value(request.headers) as Readonly<Record<string, string>>,
      body: request.body === undefined ? null : bodyText(request.body, mask, () => false),
    },
    response:
      response === undefined
        ? null
        : {
            status: response.status,
            phrase: STATUS_CODES[response.status] ?? '',
            headers: mask.value(joined(response.headers)) as Readonly<Record<string, string>>,
            body: bodyText(response.body, mask, isPersonal),
            bytes: Buffer.byteLength(response.body),
            failure: response.bodyFailure ?? null,
          },
    failure: response === undefined ? (failure ?? 'ABORTED') : null,
  }
}

function joined(headers: Readonly<Record<string, string | readonly string[]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
}

function bodyText(body: string, mask: Mask, isPersonal: IsPersonal): string {
  if (body === '') return ''
  const json = responseJson(body)
  if (json === undefined) return isPersonal([]) ? masked : cut(mask.text(body))
  return cut(JSON.stringify(withoutPersonal(mask.value(json.value), isPersonal, []), null, 2))
}

function cut(text: string): string {
  if (text.length <= mostCharacters) return text
  return `${text.slice(0, mostCharacters).toWellFormed()}\n… cut here: ${mostCharacters} of ${text.length} characters are shown.`
}

/** The value with what is personal in it replaced leaf by leaf, so that its shape stays to be seen. */
function withoutPersonal(value: unknown, isPersonal: IsPersonal, path: readonly string[]): unknown {
  if (Array.isArray(value))
    return value.map((entry, index) => withoutPersonal(entry, isPersonal, [...path, `${index}`]))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, withoutPersonal(member, isPersonal, [...path, key])]),
    )
  const empty = value === null || value === '' || typeof value === 'boolean'
  return !empty && isPersonal(path) ? masked : value
}

/** Which parts of an answer are personal by the outputs that are taken from there; of two outputs the more exact one says. */
function personalParts(outputs: CompiledMethod['manifest']['outputs']): IsPersonal {
  const parts = Object.values(outputs).flatMap(({ from, pii }) =>
    [from].flat().flatMap((source) => {
      const reference = typeof source === 'string' ? source : source.each
      const pointer = /^\$response\.body(?:#(.*))?$/.exec(reference)
      return pointer === null ? [] : [{ keys: pointerKeys(pointer[1] ?? ''), personal: pii !== undefined }]
    }),
  )
  // Of two that are as exact, the one that marks it.
  parts.sort((one, other) => other.keys.length - one.keys.length || Number(other.personal) - Number(one.personal))
  return (path) => parts.find(({ keys }) => keys.every((key, index) => path[index] === key))?.personal ?? false
}
