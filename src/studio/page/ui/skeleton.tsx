import { VisuallyHidden } from './visually-hidden.js'
import './skeleton.css'

/** Grey lines where something is being loaded. */
export function Skeleton({ lines = 3, label = 'Loading' }: { readonly lines?: number; readonly label?: string }) {
  return (
    <div className="skeleton">
      <VisuallyHidden live>{label}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton__line" />
      ))}
    </div>
  )
}
