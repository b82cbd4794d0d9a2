import { useLayoutEffect, useState, type RefCallback } from 'react'

/** The width in pixels of the element that the callback is given as its ref; 0 until it is known. */
export function useElementWidth(): readonly [RefCallback<Element>, number] {
  const [element, setElement] = useState<Element | null>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [element])
  return [setElement, width]
}
