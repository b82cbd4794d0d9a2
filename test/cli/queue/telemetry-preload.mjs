// Starts an OpenTelemetry SDK before the command line, as a host would; each span is a line on standard error.
import { trace } from '@opentelemetry/api'
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'

const exporter = {
  export(spans, done) {
    for (const { name, attributes } of spans) process.stderr.write(`span ${JSON.stringify({ name, attributes })}\n`)
    done({ code: 0 })
  },
  shutdown: () => Promise.resolve(),
}
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
