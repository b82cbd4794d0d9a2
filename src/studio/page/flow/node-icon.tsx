import { Workflow } from 'lucide-react'
import { createElement, type ReactNode } from 'react'

/** What may be drawn: an icon is a foreign text, so its elements are made anew and nothing else of it is taken over. */
const elements = new Set(['g', 'path', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'rect'])
const attributes = new Set(
  'd cx cy r rx ry x y x1 y1 x2 y2 width height points transform opacity fill fill-rule clip-rule stroke stroke-width stroke-linecap stroke-linejoin'.split(
    ' ',
  ),
)

/** Elements of a namespace that the browser knows have their attributes read as styles and scripts, even unseen. */
const known = /http:\/\/www\.w3\.org\//g

/** The node's icon out of its manifest, in the colour of the text around it. */
export function NodeIcon({ svg, size = 20 }: { readonly svg: string | undefined; readonly size?: number }) {
  const root =
    svg === undefined
      ? undefined
      : new DOMParser().parseFromString(svg.replace(known, 'urn:inert:'), 'text/xml').documentElement
  if (root?.localName !== 'svg') return <Workflow size={size} aria-hidden />
  return (
    <svg
      width={size}
      height={size}
      viewBox={root.getAttribute('viewBox') ?? '0 0 24 24'}
      aria-hidden
      {...drawn(root, ['fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin'])}
    >
      {children(root)}
    </svg>
  )
}

function children(parent: Element): ReactNode[] {
  return [...parent.children]
    .filter(({ localName }) => elements.has(localName))
    .map((element, index) =>
      createElement(element.localName, { key: index, ...drawn(element, attributes) }, ...children(element)),
    )
}

/** Attributes under React's names. One that points somewhere, such as `url(...)`, is left out. */
function drawn(element: Element, names: Iterable<string>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of names) {
    const value = element.getAttribute(name)
    if (value !== null && !value.includes('url('))
      kept[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value
  }
  return kept
}
