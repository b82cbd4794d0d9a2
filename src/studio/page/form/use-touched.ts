import { useEffect, useRef, useState } from 'react'

/** The fields that somebody has been in and has left. */
export interface Touched {
  readonly touched: ReadonlySet<string>
  readonly touch: (id: string) => void
  readonly forget: () => void
}

/**
 * Leaving a field brings words to it, which move what stands below. So it counts only once no button is held down: else
 * a click that takes the focus away would miss what it was meant for.
 */
export function useTouched(): Touched {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const left = useRef<string[]>([])
  const isHeld = useRef(false)
  const add = (): void => {
    const ids = left.current.splice(0)
    if (ids.length > 0) setTouched((before) => new Set([...before, ...ids]))
  }
  useEffect(() => {
    const press = (): void => {
      isHeld.current = true
    }
    const release = (): void => {
      isHeld.current = false
      // The click comes right after the release.
      setTimeout(add)
    }
    window.addEventListener('pointerdown', press, true)
    window.addEventListener('pointerup', release, true)
    window.addEventListener('pointercancel', release, true)
    return () => {
      window.removeEventListener('pointerdown', press, true)
      window.removeEventListener('pointerup', release, true)
      window.removeEventListener('pointercancel', release, true)
    }
  }, [])
  return {
    touched,
    touch: (id) => {
      left.current.push(id)
      if (!isHeld.current) add()
    },
    forget: () => {
      left.current = []
      setTouched(new Set())
    },
  }
}
