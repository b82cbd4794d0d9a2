import type { Attributes } from '@opentelemetry/api'
import type { JobEntry, JobEvent } from '../hosts/queue/job-entry.js'
import { meterOf, type TelemetryProviders } from './instruments.js'

/** In seconds: a job may pass in no time or wait out an outage. */
const waitBuckets = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400]
const deliveryBuckets = [1, 2, 3, 5, 10, 20]

/** Those after which a worker does no more with a job. */
const ends: readonly JobEvent[] = ['completed', 'parked']

/**
 * Metrics of a queue worker, for its option `log`. Spans of what it runs come from its executor, see `withTelemetry`.
 */
export function jobMetrics(providers: TelemetryProviders = {}): (entry: JobEntry) => void {
  const meter = meterOf(providers)
  const taken = meter.createCounter('flow_node.job.events', {
    unit: '{job}',
    description: 'What became of jobs that workers took: completed, retried, parked and so on.',
  })
  const wait = meter.createHistogram('flow_node.job.wait', {
    unit: 's',
    description: 'How long jobs waited for their first invocation.',
    advice: { explicitBucketBoundaries: waitBuckets },
  })
  const age = meter.createHistogram('flow_node.job.age', {
    unit: 's',
    description: 'How old jobs were when they were completed or parked.',
    advice: { explicitBucketBoundaries: waitBuckets },
  })
  const deliveries = meter.createHistogram('flow_node.job.deliveries', {
    unit: '{delivery}',
    description: 'How many invocations jobs took until they were completed or parked.',
    advice: { explicitBucketBoundaries: deliveryBuckets },
  })

  return (entry) => {
    const about: Attributes = {
      'messaging.system': 'bullmq',
      'messaging.destination.name': entry.queue,
      'flow_node.method': entry.method,
    }
    taken.add(1, {
      ...about,
      'flow_node.job.event': entry.event,
      ...(entry.outcome === null ? {} : { 'flow_node.outcome': entry.outcome }),
      ...(entry.code === null ? {} : { 'error.type': entry.code }),
    })
    if (entry.deliveries === 1 && entry.outcome !== null) {
      wait.record(Math.max(0, entry.ageMs - entry.elapsedMs) / 1000, about)
    }
    if (ends.includes(entry.event)) {
      const end = { ...about, 'flow_node.job.event': entry.event }
      age.record(entry.ageMs / 1000, end)
      deliveries.record(entry.deliveries, end)
    }
  }
}
