/*
 * What the deadline's cases talk to, in a process of its own: a service and a token endpoint that are slow in the way
 * that was said of the invocation whose id ends their address, and a clock that the node cannot hold up.
 */
import { setTimeout as delay } from 'node:timers/promises'
import {
  head,
  drip,
  inOrder,
  bytes,
  silence,
  startFaultServer,
  wait,
  type Behaviour,
} from '../../support/fault-server.js'
import { answerWith } from '../peer.js'

export type Question =
  | { readonly ask: 'origin' }
  /** An invocation begins now. */
  | { readonly ask: 'begin'; readonly id: string; readonly kind: string }
  /** It has ended; how many milliseconds was that, and was its connection given up? */
  | { readonly ask: 'end'; readonly id: string }

export interface Observation {
  readonly origin: string
  readonly ms: number
  /** Milliseconds until the last of its connections was closed; undefined when it had none. */
  readonly closedMs: number | undefined
}

const jsonHead = head(200, 'content-length: 10000', 'content-type: application/json')

const slow: Readonly<Record<string, Behaviour>> = {
  'headers that drip': drip(jsonHead.repeat(50), 20),
  'a body that drips': inOrder(bytes(jsonHead), drip(' '.repeat(10_000), 20)),
  'no answer': silence,
  'interim answers without end': inOrder(wait(20), endlessInterims),
  'a token endpoint that drips': inOrder(bytes(jsonHead), drip(' '.repeat(10_000), 20)),
  'a token endpoint that never answers': silence,
}

async function endlessInterims(reply: Parameters<Behaviour>[0]): Promise<void> {
  while (await reply.write('HTTP/1.1 102 Processing\r\n\r\n')) await reply.wait(50)
}

interface Running {
  readonly kind: string
  readonly since: number
  open: number
  closedAt: number | undefined
}

const running = new Map<string, Running>()

const server = await startFaultServer((reply) => {
  const invocation = running.get(reply.request.target.split('/').at(-1) ?? '')
  if (invocation !== undefined) {
    invocation.open++
    reply.socket.once('close', () => {
      if (--invocation.open === 0) invocation.closedAt = performance.now()
    })
  }
  return slow[invocation?.kind ?? '']?.(reply)
})

answerWith(async (question: Question): Promise<Observation> => {
  const now = performance.now()
  const nothing = { origin: server.origin, ms: 0, closedMs: undefined }
  if (question.ask === 'origin') return nothing
  if (question.ask === 'begin') {
    running.set(question.id, { kind: question.kind, since: now, open: 0, closedAt: undefined })
    return nothing
  }
  const invocation = running.get(question.id)
  if (invocation === undefined) throw new Error(`${question.id} has not begun`)
  // That a connection is closed may come to this process's notice later than that the invocation has ended.
  for (let waited = 0; invocation.open > 0 && waited < 2_000; waited += 5) await delay(5)
  const closedAt = invocation.open > 0 ? Number.POSITIVE_INFINITY : invocation.closedAt
  return {
    origin: server.origin,
    ms: now - invocation.since,
    closedMs: closedAt === undefined ? undefined : closedAt - invocation.since,
  }
})
