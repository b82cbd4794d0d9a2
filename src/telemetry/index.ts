export { withTelemetry } from './executor.js'
export type { TelemetryProviders } from './instruments.js'
export { jobTrace } from './job-trace.js'
export { jobMetrics } from './jobs.js'
