/** Where the boxes of a picture of one person and what belongs to it are put, in pixels. */
export interface GraphLayout {
  readonly height: number
  /** The middle of the person. */
  readonly person: Point
  /** In the order of the identities. */
  readonly boxes: readonly Box[]
  /** From the person to each box, as the `d` of an SVG path. */
  readonly edges: readonly string[]
  /** Whether the person has its identities at both sides; else they hang below it. */
  readonly isAround: boolean
  /** Whether a box has one line instead of two. */
  readonly isDense: boolean
}

interface Point {
  readonly x: number
  readonly y: number
}

interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** The radius of the person's circle. */
export const personRadius = 28

const aroundFrom = 520
const personWidth = 132
const gap = 8
const mostBoxWidth = 248

/** Puts boxes so that none lies on another: at both sides of the person, or below it where that is too narrow. */
export function graphLayout(count: number, width: number): GraphLayout {
  const isDense = count > 10
  const height = isDense ? 30 : 44
  return width >= aroundFrom ? around(count, width, height, isDense) : below(count, width, height, isDense)
}

function around(count: number, width: number, height: number, isDense: boolean): GraphLayout {
  const left = Math.ceil(count / 2)
  const rows = Math.max(left, count - left, 1)
  const total = Math.max(rows * (height + gap) - gap, 2 * personRadius + 72)
  const person = { x: width / 2, y: total / 2 - 18 }
  const boxWidth = Math.min(mostBoxWidth, (width - personWidth) / 2 - 44)
  const reach = personWidth / 2 + 44
  const boxes = Array.from({ length: count }, (_, index) => {
    const isLeft = index < left
    const [at, of] = isLeft ? [index, left] : [index - left, count - left]
    const top = total / 2 - (of * (height + gap) - gap) / 2
    const x = isLeft ? person.x - reach - boxWidth : person.x + reach
    return { x, y: top + at * (height + gap), width: boxWidth, height }
  })
  const edges = boxes.map((box, index) => {
    const side = index < left ? -1 : 1
    const end = { x: side < 0 ? box.x + box.width : box.x, y: box.y + height / 2 }
    const start = { x: person.x + side * personRadius, y: person.y }
    const middle = (start.x + end.x) / 2
    return `M${start.x} ${start.y}C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`
  })
  return { height: total, person, boxes, edges, isAround: true, isDense }
}

function below(count: number, width: number, height: number, isDense: boolean): GraphLayout {
  const person = { x: personRadius, y: personRadius }
  const indent = 2 * personRadius
  const top = 2 * personRadius + 20
  const corner = 10
  const boxes = Array.from({ length: count }, (_, index) => ({
    x: indent,
    y: top + index * (height + gap),
    width: Math.max(width - indent, 0),
    height,
  }))
  const edges = boxes.map(({ x, y }) => {
    const middle = y + height / 2
    return `M${person.x} ${2 * personRadius}V${middle - corner}Q${person.x} ${middle} ${person.x + corner} ${middle}H${x}`
  })
  return { height: top + count * (height + gap) - gap, person, boxes, edges, isAround: false, isDense }
}
