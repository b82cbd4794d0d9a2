export { withTelemetry } from './executor.js'
export type { TelemetryProviders } from './instruments.js'
export { jobMetrics } from './jobs.js'
