import {
  AxiosError,
  type AxiosAdapter,
  type AxiosInstance,
  type AxiosRequestConfig,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios'
import { validateHeaderName, validateHeaderValue, type ClientRequest, type IncomingMessage } from 'node:http'
import { defaultHeaders } from './header-lines.js'
import type { Agents, HttpMessage } from './http-request.js'
import type { TransportRequest } from './transport.js'

/** Sends what axios has made of a request; `answered` or `failed` is called once. */
export type Send = (
  url: string,
  message: HttpMessage,
  agents: Agents,
  answered: (message: IncomingMessage) => void,
  failed: (error: unknown) => void,
) => ClientRequest

/** What axios must leave alone. */
const untouched: AxiosRequestConfig = {
  responseType: 'stream',
  maxRedirects: 0,
  timeout: 0,
  validateStatus: () => true,
  transformRequest: [],
  transformResponse: [],
}

/** axios would quietly drop the characters that a header must not hold, and so send another value than was asked for. */
function assertHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  }
}

/** An adapter (axios's own extension point) that sends with Node's client and answers with a stream. */
function adapterOver(instance: AxiosInstance, agents: Agents, send: Send): AxiosAdapter {
  return (config: InternalAxiosRequestConfig) =>
    new Promise<AxiosResponse>((resolve, reject) => {
      const failed = (error: unknown) => {
        reject(AxiosError.from(error, undefined, config))
      }
      const combined = config.baseURL !== undefined || config.params !== undefined
      const chosen = config as Partial<Agents>
      try {
        const request = send(
          combined ? instance.getUri(config) : (config.url ?? ''),
          {
            method: (config.method ?? 'get').toUpperCase(),
            headers: config.headers.toJSON() as Record<string, string>,
            body: config.data as string | undefined,
          },
          { httpAgent: chosen.httpAgent ?? agents.httpAgent, httpsAgent: chosen.httpsAgent ?? agents.httpsAgent },
          (message) => {
            resolve({
              data: message,
              status: message.statusCode ?? 0,
              statusText: message.statusMessage ?? '',
              headers: message.headers as AxiosResponse['headers'],
              config,
              request,
            })
          },
          failed,
        )
      } catch (error) {
        failed(error)
      }
    })
}

/**
 * Sends a request through axios: its interceptors see it, and its answer with a stream.
 *
 * @returns what the host's interceptors made of the answer's body
 * @throws whatever is wrong with a header
 */
export async function requestThrough(
  instance: AxiosInstance,
  { method, url, headers, body }: TransportRequest,
  agents: Agents,
  send: Send,
): Promise<unknown> {
  assertHeaders(headers)
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  const { data } = await instance.request<unknown>({
    ...untouched,
    ...agents,
    adapter: adapterOver(instance, agents, send),
    method,
    url,
    // `false`, where there is no content type: axios would add one of its own.
    headers: { ...defaultHeaders, ...headers, ...(!typed && { 'content-type': false }) },
    data: body,
  })
  return data
}
