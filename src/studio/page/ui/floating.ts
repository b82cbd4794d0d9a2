import { useLayoutEffect, type RefObject } from 'react'

export type Placement = 'bottom-start' | 'bottom-end' | 'top' | 'bottom'

/** Pixels between the anchor and what floats, and between that and the window's edge. */
const gap = 4
const margin = 8
/** Pixels that a list needs beside an anchor that is narrower. */
const narrowest = 300

/**
 * Keeps an element with `popover="manual"` beside its anchor in the top layer, where no scrolling parent cuts it off.
 * @param width `anchor` makes it at least as wide as its anchor
 */
export function useFloating(
  open: boolean,
  anchor: RefObject<HTMLElement | null>,
  floating: RefObject<HTMLElement | null>,
  placement: Placement = 'bottom-start',
  width: 'own' | 'anchor' = 'own',
): void {
  useLayoutEffect(() => {
    if (!open || floating.current === null || anchor.current === null) return undefined
    return float(floating.current, anchor.current, placement, width)
  }, [open, anchor, floating, placement, width])
}

/** Returns what ends it. */
function float(element: HTMLElement, anchor: HTMLElement, placement: Placement, width: 'own' | 'anchor'): () => void {
  if (!element.matches(':popover-open')) element.showPopover()
  const place = (): void => {
    const from = anchor.getBoundingClientRect()
    if (width === 'anchor') element.style.width = `${Math.max(from.width, narrowest)}px`
    const below = window.innerHeight - from.bottom - gap - margin
    const above = from.top - gap - margin
    const height = element.scrollHeight + 2
    const up = placement === 'top' ? above >= height || above > below : below < height && above > below
    element.style.maxHeight = `${Math.max(up ? above : below, 48)}px`
    const { width: ownWidth, height: ownHeight } = element.getBoundingClientRect()
    const wanted = {
      'bottom-start': from.left,
      'bottom-end': from.right - ownWidth,
      bottom: from.left + (from.width - ownWidth) / 2,
      top: from.left + (from.width - ownWidth) / 2,
    }[placement]
    const rightmost = document.documentElement.clientWidth - ownWidth - margin
    element.style.left = `${Math.max(margin, Math.min(wanted, rightmost))}px`
    element.style.top = `${up ? from.top - gap - ownHeight : from.bottom + gap}px`
  }
  let frame = 0
  let seen = ''
  // Whatever moves the anchor, be it scrolling, a message that comes or a font, is noticed in the next frame.
  const follow = (): void => {
    const { x, y, width: wide, height: high } = anchor.getBoundingClientRect()
    const now = [x, y, wide, high, window.innerWidth, window.innerHeight, element.scrollHeight].join(' ')
    if (now !== seen) place()
    seen = now
    frame = requestAnimationFrame(follow)
  }
  follow()
  return () => {
    cancelAnimationFrame(frame)
  }
}
