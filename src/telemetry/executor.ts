import { context, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api'
import type { Executor } from '../execute.js'
import type { Methods } from '../node-types.js'
import type { Result } from '../outcome/result.js'
import { meterOf, requestBuckets, tracerOf, type TelemetryProviders } from './instruments.js'

/**
 * The same executor, with a span and metrics for each invocation. Names and attributes come from the manifest and from
 * `meta`; nothing of inputs, outputs, requests or tokens is in them. The span is active during the invocation, so that
 * those of an instrumented HTTP client become its children.
 */
export function withTelemetry<M extends Methods>(
  executor: Executor<M>,
  providers: TelemetryProviders = {},
): Executor<M> {
  const tracer = tracerOf(providers)
  const meter = meterOf(providers)
  const duration = meter.createHistogram('flow_node.invocation.duration', {
    unit: 's',
    description: 'How long invocations take, from the call to the outcome.',
    advice: { explicitBucketBoundaries: requestBuckets },
  })
  const requests = meter.createCounter('flow_node.invocation.requests', {
    unit: '{request}',
    description: 'Requests that invocations made to the service, second attempts included.',
  })
  const { node } = executor
  const { id, version } = node.manifest
  const plain = executor as unknown as Executor

  const execute: Executor['execute'] = async (method, inputs, options) => {
    // A name that is no method's may be anything, a person's included.
    const name = node.methods.has(method) ? method : 'unknown'
    const about = { 'flow_node.id': id, 'flow_node.method': name }
    const span = tracer.startSpan(name, {
      kind: SpanKind.CLIENT,
      attributes: { ...about, 'flow_node.version': version },
    })
    const result = await context.with(trace.setSpan(context.active(), span), () =>
      plain.execute(method, inputs, options),
    )
    const { meta } = result
    const end = endOf(result)
    duration.record(meta.elapsedMs / 1000, { ...about, ...end })
    if (meta.attempts > 0) requests.add(meta.attempts, about)
    span.setAttributes({ ...end, 'flow_node.delivery': meta.delivery })
    if (meta.attempts > 1) span.setAttribute('http.request.resend_count', meta.attempts - 1)
    if (meta.warnings.length > 0) {
      span.setAttribute(
        'flow_node.warnings',
        meta.warnings.map(({ code }) => code),
      )
    }
    if (meta.code !== null) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
    return result
  }

  return { ...plain, execute } as unknown as Executor<M>
}

/** What of an end has few enough values for a metric. */
function endOf({ outcome, meta: { code, httpStatus } }: Result): Attributes {
  return {
    'flow_node.outcome': outcome,
    ...(code === null ? {} : { 'error.type': code }),
    ...(httpStatus === null ? {} : { 'http.response.status_code': httpStatus }),
  }
}
