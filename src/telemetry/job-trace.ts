import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api'
import type { JobTrace } from '../hosts/queue/job-trace.js'

/**
 * For the option `trace` of queues and their workers: the span of each delivery becomes a child of the one that was active
 * when its job was enqueued, in whatever process. The global propagator decides what is kept of a trace.
 */
export function jobTrace(): JobTrace {
  return {
    keep() {
      const kept: Record<string, string> = {}
      propagation.inject(context.active(), kept)
      return kept
    },
    resume: (kept, deliver) => context.with(propagation.extract(ROOT_CONTEXT, kept), deliver),
  }
}
