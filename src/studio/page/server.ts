import type {
  ApiFailure,
  ChoicesRequest,
  ChoicesView,
  ExplanationView,
  Invocation,
  Journey,
  JourneyRequest,
  ManifestCheck,
  ManifestFiles,
  NewMethod,
  Run,
  RunRequest,
  Saved,
  Session,
} from '../api.js'
import { ServerError } from './server-error.js'

/** The studio's server, one function for each request. Each rejects with {@link ServerError}. */
export interface Server {
  session(): Promise<Session>
  explain(invocation: Invocation, signal?: AbortSignal): Promise<ExplanationView>
  choices(request: ChoicesRequest, signal?: AbortSignal): Promise<ChoicesView>
  run(request: RunRequest): Promise<Run>
  clearRun(id: string): Promise<Run>
  journey(request: JourneyRequest): Promise<Journey>
  manifest(): Promise<ManifestFiles>
  checkManifest(files: ManifestFiles['files'], signal?: AbortSignal): Promise<ManifestCheck>
  beginMethod(method: NewMethod): Promise<ManifestFiles>
  saveManifest(): Promise<Saved>
  schema(name: string): Promise<Readonly<Record<string, unknown>>>
}

/** @param token the session token out of the link that `cjds-node studio` prints */
export function connect(token: string): Server {
  async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await fetch(`api/${path}`, {
      method,
      headers: { 'x-studio-token': token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      if (signal?.aborted === true) throw error
      throw new ServerError('UNREACHABLE', 'The studio does not answer; is cjds-node studio still running?')
    })
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.ok) return answer as T
    const { code = `HTTP_${response.status}`, message = 'The studio could not answer.' } = (answer ??
      {}) as Partial<ApiFailure>
    throw new ServerError(code, message)
  }
  return {
    session: () => ask('GET', 'session'),
    explain: (invocation, signal) => ask('POST', 'explain', invocation, signal),
    choices: (request, signal) => ask('POST', 'choices', request, signal),
    run: (request) => ask('POST', 'runs', request),
    clearRun: (id) => ask('GET', `runs/${encodeURIComponent(id)}/clear`),
    journey: (request) => ask('POST', 'journey', request),
    manifest: () => ask('GET', 'manifest'),
    checkManifest: (files, signal) => ask('PUT', 'manifest', { files }, signal),
    beginMethod: (method) => ask('POST', 'manifest/methods', method),
    saveManifest: () => ask('POST', 'manifest/save', {}),
    schema: (name) => ask('GET', `schemas/${encodeURIComponent(name)}`),
  }
}
