import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { bundleOf } from '../support/bundle.js'
import { settingsFor, withServer } from './support.js'

const redirectUri = 'http://127.0.0.1:8765/callback'
const plant = (what: string) => `planted-${what}-${randomBytes(12).toString('hex')}`

/** Stands before the emulator's token endpoint and notes the secrets that go by. */
function eavesdropper(emulator: Emulator, heard: Map<string, string>): RequestListener {
  return (request, response) => {
    void text(request).then(async (body) => {
      const form = new URLSearchParams(body)
      for (const field of ['code', 'code_verifier']) {
        if (!heard.has(field) && form.has(field)) heard.set(field, form.get(field) ?? '')
      }
      const answer = await fetch(emulator.tokenUrl, { method: 'POST', body: form })
      const tokens = (await answer.json()) as Record<string, string>
      const which = heard.has('access_token') ? 'second_' : ''
      for (const field of ['access_token', 'refresh_token']) {
        if (tokens[field] !== undefined) heard.set(which + field, tokens[field])
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(tokens))
    })
  }
}

interface Seen {
  readonly printed: string
  readonly status: number | null
}

function runWorker(
  bundle: string,
  env: Record<string, string>,
  answer: (url: string) => Promise<string>,
): Promise<Seen> {
  const child = fork(bundle, { env: { PATH: process.env.PATH, DEBUG: '*', ...env }, silent: true })
  child.on('message', (url) => {
    void answer(url as string).then((address) => child.send(address))
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  return new Promise((resolve) => {
    child.on('close', (status) => {
      resolve({ printed, status })
    })
  })
}

async function bytesBelow(directory: string): Promise<string> {
  let all = ''
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    all += path
    if (entry.isFile()) all += await readFile(path, 'latin1')
  }
  return all
}

const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replaceAll('=', ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
]

it('[F093] twelve planted secrets are found in no output, no file and no argument', async () => {
  const clientSecret = plant('client-secret')
  const emulator = await startEmulator({
    oauth: { clients: [{ id: 'tester', secret: clientSecret, redirectUris: [redirectUri] }] },
  })
  const bundle = await bundleOf('test/auth/secrets-worker.ts')
  const directory = await mkdtemp(join(tmpdir(), 'cjds-'))
  try {
    const email = `${plant('email')}@example.com`
    const person = { firstName: plant('first-name'), phone: ['+15550001112233'] }
    emulator.scenarios.add({
      on: 'persons.getByAliases',
      answer: { status: 200, body: { meta: {}, data: [{ id: 'p', email: [email], ...person }] } },
    })
    const heard = new Map<string, string>()
    const planted = {
      clientSecret,
      key: randomBytes(32).toString('hex'),
      passphrase: plant('passphrase'),
      email,
      ...person,
    }

    await withServer(eavesdropper(emulator, heard), async (origin) => {
      const settings = settingsFor(emulator, {
        clientId: 'tester',
        clientSecret,
        tokenUrl: `${origin}/token`,
        scopes: ['cjp:config_read'],
      })
      const { key, passphrase } = planted
      const inputs = {
        authorization: 'main',
        workspaceId: DEFAULT_WORKSPACE_ID,
        aliases: `${email},${person.phone[0]}`,
      }
      const env = {
        SETTINGS: JSON.stringify(settings),
        SECRETS_OF_MANY: JSON.stringify({ key, passphrase, inputs }),
        DIRECTORY: directory,
      }
      const answer = async (url: string) => (await emulator.oauth.consent(url)).href
      const { printed, status } = await runWorker(bundle, env, answer)
      expect({ status, printed: status === 0 ? '' : printed }).toEqual({ status: 0, printed: '' })

      const secrets: Record<string, string> = {
        ...Object.fromEntries(heard),
        ...{ clientSecret, key, passphrase, email, firstName: person.firstName, phone: person.phone[0] ?? '' },
      }
      expect(Object.keys(secrets)).toHaveLength(12)
      const everything = printed + (await bytesBelow(directory))
      expect(everything).toContain('REAUTH_REQUIRED')
      const found = Object.entries(secrets).filter(([, secret]) =>
        formsOf(secret).some((form) => everything.includes(form)),
      )
      expect(found.map(([name]) => name)).toEqual([])

      // What the scan would find without our doing: simple-oauth2 left to itself.
      const control = await runWorker(bundle, { ...env, CONTROL: '1' }, answer)
      expect(control.printed).toContain(clientSecret)
    })
  } finally {
    await emulator.close()
    await rm(directory, { recursive: true, force: true })
    await rm(dirname(bundle), { recursive: true, force: true })
  }
})
