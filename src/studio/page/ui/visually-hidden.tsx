import type { ReactNode } from 'react'

/** For screen readers only; with `live` it is read out when it changes. */
export function VisuallyHidden({ live = false, children }: { readonly live?: boolean; readonly children: ReactNode }) {
  return (
    <span className="visually-hidden" {...(live ? { role: 'status' } : {})}>
      {children}
    </span>
  )
}
