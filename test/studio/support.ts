import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStudio, type RunningStudio, type StudioOptions } from '../../src/studio/server/start.js'
import type { ApiFailure, Session } from '../../src/studio/api.js'

/** A studio for a test, with a client of its API. */
export interface TestStudio extends RunningStudio {
  /** Asks as the page does. */
  readonly ask: <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>>
  /** Asks for something that works. */
  readonly get: <T>(path: string) => Promise<T>
  readonly post: <T>(path: string, body: unknown) => Promise<T>
  readonly session: Session
  /** What would be printed of the studio's own mistakes; none is expected. */
  readonly mistakes: readonly unknown[]
}

export interface Answer<T> {
  readonly status: number
  readonly json: T
}

/** A directory that the tests' process removes. */
export async function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'cjds-studio-'))
}

/** A page as the build would make it, as far as the server is concerned. */
export async function pageDirectory(): Promise<string> {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<!doctype html><script src="./assets/index-1a2b.js"></script>')
  await writeFile(join(directory, 'assets/index-1a2b.js'), `console.log(${JSON.stringify('studio '.repeat(1000))})`)
  return directory
}

export async function openStudio(options: StudioOptions = {}): Promise<TestStudio> {
  const page = await pageDirectory()
  const mistakes: unknown[] = []
  const studio = await startStudio({ pageDirectory: page, onMistake: (error) => mistakes.push(error), ...options })

  async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const answer = await fetch(`${studio.origin}/api/${path}`, {
      method,
      headers: {
        'x-studio-token': studio.token,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as T }
  }

  async function done<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, json } = await ask<T & ApiFailure>(method, path, body)
    if (status !== 200) throw new Error(`${method} ${path} was answered ${status}: ${json.message}`)
    return json
  }

  const close = async (): Promise<void> => {
    await studio.close()
    await rm(page, { recursive: true, force: true })
  }
  return {
    ...studio,
    ask,
    get: (path) => done('GET', path),
    post: (path, body) => done('POST', path, body),
    session: await done<Session>('GET', 'session'),
    mistakes,
    close,
  }
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** Sends what a browser or `fetch` would not, such as another Host or a path with dots. */
export function sendRaw(
  { origin }: Pick<RunningStudio, 'origin'>,
  options: {
    readonly path: string
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  const { path, method = 'GET', headers = {}, body } = options
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
