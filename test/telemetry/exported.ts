import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import type { DataPoint, MetricData } from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base'
import type { TelemetryProviders } from '../../src/telemetry/index.js'

/** Providers of the real SDK, and what they would send to a collector. */
export interface Telemetry {
  readonly providers: Required<TelemetryProviders> & { readonly tracerProvider: BasicTracerProvider }
  readonly spans: () => readonly ReadableSpan[]
  /** The data points of one metric so far. */
  readonly points: (metric: string) => Promise<readonly DataPoint<unknown>[]>
  /** Everything that was exported, as a text to search. */
  readonly all: () => Promise<string>
  readonly close: () => Promise<void>
}

export function startTelemetry(): Telemetry {
  const spanExporter = new InMemorySpanExporter()
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] })
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 })],
  })
  const metricData = async (): Promise<readonly MetricData[]> => {
    await meterProvider.forceFlush()
    const last = metricExporter.getMetrics().at(-1)
    return last?.scopeMetrics.flatMap(({ metrics }) => metrics) ?? []
  }
  return {
    providers: { tracerProvider, meterProvider },
    spans: () => spanExporter.getFinishedSpans(),
    points: async (metric) =>
      (await metricData())
        .filter(({ descriptor }) => descriptor.name === metric)
        .flatMap(({ dataPoints }): readonly DataPoint<unknown>[] => dataPoints),
    all: async () => {
      const spans = spanExporter
        .getFinishedSpans()
        .map(({ name, attributes, events, links, status }) => ({ name, attributes, events, links, status }))
      return JSON.stringify({ spans, metrics: await metricData() })
    },
    close: async () => {
      await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()])
    },
  }
}
