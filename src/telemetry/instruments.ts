import { metrics, trace, type Meter, type MeterProvider, type Tracer, type TracerProvider } from '@opentelemetry/api'

/** Where spans and metrics go: to the global providers of OpenTelemetry unless others are given. */
export interface TelemetryProviders {
  readonly tracerProvider?: TracerProvider
  readonly meterProvider?: MeterProvider
}

const scope = 'cjds-flow-node'

export const tracerOf = ({ tracerProvider = trace.getTracerProvider() }: TelemetryProviders): Tracer =>
  tracerProvider.getTracer(scope)

export const meterOf = ({ meterProvider = metrics.getMeterProvider() }: TelemetryProviders): Meter =>
  meterProvider.getMeter(scope)

/** In seconds: those of the HTTP conventions, since most of an invocation is a request. */
export const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
