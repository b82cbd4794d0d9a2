import type { Run, Span } from '../../api.js'
import { duration } from '../flow/milliseconds.js'
import { VisuallyHidden } from '../ui/visually-hidden.js'
import './timeline.css'

const kinds: Readonly<Record<Span['kind'], string>> = {
  token: 'Token',
  connect: 'Connect',
  waiting: 'Waiting',
  body: 'Body',
}

/** Percent of the bar from which on a span has place for its name. */
const labelledFrom = 22

/** Beyond this part of the deadline a run is drawn against the deadline itself. */
const wholeFrom = 0.25

/** The one deadline and what the run spent it on. */
export function Timeline({ run: { timeline, timeoutMs, result } }: { readonly run: Run }) {
  const { elapsedMs } = result.meta
  const zoomed = elapsedMs < timeoutMs * wholeFrom
  const end = Math.max(zoomed ? elapsedMs : Math.max(timeoutMs, elapsedMs), 1)
  const percent = (ms: number): number => (Math.min(Math.max(ms, 0), end) / end) * 100
  const attempts = new Set(timeline.map(({ attempt }) => attempt)).size
  return (
    <section className="timeline" aria-labelledby="timeline-title">
      <h3 id="timeline-title" className="result-panel__heading">
        Time{' '}
        <span className="timeline__total">
          {duration(elapsedMs)} of {duration(timeoutMs)}
        </span>
      </h3>
      {timeline.length === 0 ? (
        <p className="timeline__none">Nothing was sent, so there was nothing to wait for.</p>
      ) : (
        <>
          <svg className="timeline__bar" aria-hidden>
            <defs>
              <pattern
                id="timeline-cut"
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="2.5" height="6" className="timeline__hatch" />
              </pattern>
            </defs>
            <rect className="timeline__budget" width="100%" height="100%" />
            {timeline.map((span, index) => {
              const share = percent(span.endMs) - percent(span.startMs)
              return (
                <svg key={index} x={`${percent(span.startMs)}%`} width={`${Math.max(share, 0.4)}%`}>
                  <rect className={`timeline__span timeline__span--${span.kind}`} width="100%" height="100%" />
                  {span.cut && <rect width="100%" height="100%" fill="url(#timeline-cut)" />}
                  {share > labelledFrom && !span.cut && (
                    <text x="8" y="50%" dominantBaseline="central" className="timeline__label">
                      {kinds[span.kind]} {duration(span.endMs - span.startMs)}
                    </text>
                  )}
                </svg>
              )
            })}
            {!zoomed && <rect className="timeline__deadline" x={`${percent(timeoutMs)}%`} width="2" height="100%" />}
          </svg>
          <div className="timeline__axis" aria-hidden>
            <span>0</span>
            <span>
              {zoomed
                ? `${duration(elapsedMs)}, deadline at ${duration(timeoutMs)}`
                : `Deadline ${duration(timeoutMs)}`}
            </span>
          </div>
          <table className="timeline__table">
            <thead>
              <tr>
                {attempts > 1 && <th scope="col">Request</th>}
                <th scope="col">Spent on</th>
                <th scope="col" className="timeline__number">
                  From
                </th>
                <th scope="col" className="timeline__number">
                  Took
                </th>
              </tr>
            </thead>
            <tbody>
              {timeline.map((span, index) => (
                <tr key={index}>
                  {attempts > 1 && <td>{span.attempt}</td>}
                  <th scope="row">
                    <span className={`timeline__key timeline__span--${span.kind}`} aria-hidden />
                    {kinds[span.kind]}
                    {span.cut && <span className="timeline__cut">cut off</span>}
                  </th>
                  <td className="timeline__number">{duration(span.startMs)}</td>
                  <td className="timeline__number">{duration(span.endMs - span.startMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <VisuallyHidden>{`The deadline was ${duration(timeoutMs)}.`}</VisuallyHidden>
    </section>
  )
}
