import { useSyncExternalStore } from 'react'

/** How much fits side by side: one column, two, or three. */
export type Width = 'narrow' | 'medium' | 'wide'

const medium = matchMedia('(min-width: 46rem)')
const wide = matchMedia('(min-width: 80rem)')

function subscribe(onChange: () => void): () => void {
  for (const query of [medium, wide]) query.addEventListener('change', onChange)
  return () => {
    for (const query of [medium, wide]) query.removeEventListener('change', onChange)
  }
}

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, () => (wide.matches ? 'wide' : medium.matches ? 'medium' : 'narrow'))
}
