import { useSyncExternalStore } from 'react'

export type Scheme = 'system' | 'light' | 'dark'

const key = 'studio-scheme'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

function storedScheme(): Scheme {
  const stored = localStorage.getItem(key)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function apply(): void {
  const scheme = storedScheme()
  const isDark = scheme === 'system' ? systemIsDark.matches : scheme === 'dark'
  document.documentElement.dataset.scheme = isDark ? 'dark' : 'light'
}

/** Puts the page into the colours that were chosen, and follows the system's where none were. */
export function startScheme(): void {
  apply()
  systemIsDark.addEventListener('change', apply)
}

export function useScheme(): [Scheme, (scheme: Scheme) => void] {
  const scheme = useSyncExternalStore((onChange) => {
    listeners.add(onChange)
    return () => listeners.delete(onChange)
  }, storedScheme)
  return [scheme, chooseScheme]
}

function chooseScheme(scheme: Scheme): void {
  localStorage.setItem(key, scheme)
  apply()
  for (const onChange of listeners) onChange()
}
