import { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ApiError } from './api-error.js'
import { controlRoutes } from './control/control.js'
import { errorAnswer, type Answer, type Stamp } from './http/answer.js'
import { answerApi, noOperation, type ApiServices } from './http/api.js'
import { isLoopback } from './http/loopback.js'
import { readRequest, type EmulatorRequest } from './http/request.js'
import { sendAnswer } from './http/send.js'
import { trackingId } from './ids.js'
import type { Operation } from './operations/operation.js'
import { OPERATIONS } from './operations/table.js'
import type { Recording, Recordings } from './recordings.js'
import { play } from './scenarios/play.js'
import type { Scenarios } from './scenarios/scenarios.js'

export interface AppServices extends ApiServices {
  readonly scenarios: Scenarios
  readonly recordings: Recordings
  readonly reset: () => void
  readonly onAnswer: (recording: Recording) => void
  /** Whether requests from other machines are welcome. */
  readonly allowRemote: boolean
  /** Fires when the emulator closes; whatever drips or waits then gives up. */
  readonly closing: AbortSignal
}

export function createApp(services: AppServices): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const stamp = (): Stamp => ({ trackingId: trackingId(), timestamp: new Date(services.clock()).toISOString() })

  // Another site's page can make its name resolve to 127.0.0.1; the Host header then still has that name.
  app.use(async (context, next) => {
    const { incoming, outgoing } = context.env
    if (services.allowRemote || isLoopback(incoming.headers.host ?? '')) return next()
    sendAnswer(errorAnswer(new ApiError(403, ['The Host header is not of this machine']), stamp()), outgoing)
    return RESPONSE_ALREADY_SENT
  })
  app.route('/_emulator', controlRoutes(services))

  const serve = async ({ incoming, outgoing }: HttpBindings, operation: Operation | null): Promise<Response> => {
    const request = await readRequest(incoming)
    const recording = services.recordings.begin(request, operation?.id ?? null)
    const carryOut = (): Answer => answer(operation, request)
    const done = operation?.kind === 'plain' ? operation.track?.(services.oauth, request) : undefined
    try {
      const scenario = services.scenarios.take(operation?.id ?? null, request)
      recording.scenario = scenario?.id ?? null
      recording.status =
        scenario === undefined
          ? sendAnswer(carryOut(), outgoing)
          : await play(scenario, carryOut, outgoing, stamp(), services.closing)
    } finally {
      done?.()
      services.onAnswer({ ...recording })
    }
    return RESPONSE_ALREADY_SENT
  }
  const answer = (operation: Operation | null, request: EmulatorRequest): Answer => {
    if (operation === null) return noOperation(request, stamp())
    if (operation.kind === 'api') return answerApi(operation, request, services, stamp())
    return operation.handle(services.oauth, request)
  }

  for (const operation of OPERATIONS) {
    app.on(operation.method, operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) => serve(context.env, operation))
  }
  app.notFound((context) => serve(context.env, null))
  app.onError((error, { env }) => {
    const apiError = error instanceof ApiError ? error : new ApiError(500, [String(error)])
    if (!env.outgoing.headersSent) sendAnswer(errorAnswer(apiError, stamp()), env.outgoing)
    return RESPONSE_ALREADY_SENT
  })
  return app
}
