/** What a trace is known by elsewhere, such as the headers of the W3C's Trace Context. */
export type TraceCarrier = Readonly<Record<string, string>>

/** Takes the trace of whoever enqueues a job to the worker that runs it; `jobTrace` of `cjds-flow-node/telemetry` is one. */
export interface JobTrace {
  /** The current trace, to be kept with a job, sealed; empty when there is none. */
  keep(): TraceCarrier
  /** Runs one delivery as a part of the trace that was kept with its job. */
  resume<T>(kept: TraceCarrier, deliver: () => Promise<T>): Promise<T>
}
