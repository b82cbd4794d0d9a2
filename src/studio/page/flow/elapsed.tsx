import { useEffect, useState } from 'react'
import { duration } from './milliseconds.js'

/** Counts the milliseconds since it appeared, against the deadline. */
export function Elapsed({ deadlineMs }: { readonly deadlineMs: number }) {
  const [ms, setMs] = useState(0)
  useEffect(() => {
    const start = performance.now()
    const timer = setInterval(() => {
      setMs(performance.now() - start)
    }, 100)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return (
    <span className="flow-card__elapsed">
      <span className="flow-card__seconds">{(ms / 1000).toFixed(1)} s</span> of {duration(deadlineMs)}
      <span className="flow-card__budget" aria-hidden>
        <span style={{ transform: `scaleX(${Math.min(ms / deadlineMs, 1)})` }} />
      </span>
    </span>
  )
}
