/** A stretch of time in epoch milliseconds, drawn over some pixels. */
export interface TimeScale {
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
}

export interface Tick {
  readonly time: number
  readonly label: string
  /** Whether a day begins here. */
  readonly isDay: boolean
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 3, 7, 14, 30, 90, 180, 365, 730, 1825, 3650].map((count) => count * day),
]

export function xOf({ from, to, left, right }: TimeScale, time: number): number {
  return left + ((time - from) / (to - from)) * (right - left)
}

/** Round times at least `spacing` pixels apart, in the reader's own time zone. */
export function ticksOf(scale: TimeScale, spacing = 76): readonly Tick[] {
  const most = Math.max(2, Math.floor((scale.right - scale.left) / spacing))
  const step = steps.find((one) => (scale.to - scale.from) / one <= most) ?? (scale.to - scale.from) / most
  const ticks: Tick[] = []
  for (let time = roundUp(scale.from, step); time <= scale.to; time = next(time, step)) {
    const date = new Date(time)
    const isDay = date.getHours() === 0 && date.getMinutes() === 0
    ticks.push({ time, label: isDay ? dayLabel(date, step) : clock.format(date), isDay })
  }
  return ticks
}

/** Neighbours nearer than this many pixels are drawn as one. */
const nearness = 15

/** Groups things that would lie on each other. @param items in the order of their places */
export function clusters<Item>(items: readonly Item[], place: (item: Item) => number): readonly (readonly Item[])[] {
  const groups: Item[][] = []
  for (const item of items) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group !== undefined && first !== undefined && place(item) - place(first) < nearness) group.push(item)
    else groups.push([item])
  }
  return groups
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const monthAndYear = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })

const dayLabel = (date: Date, step: number): string => (step >= 90 * day ? monthAndYear : dayAndMonth).format(date)

/** The first round time from `time` on, counted from the reader's midnight. */
function roundUp(time: number, step: number): number {
  const midnight = new Date(time)
  midnight.setHours(0, 0, 0, 0)
  if (step >= day) return midnight.getTime() === time ? time : next(midnight.getTime(), day)
  return midnight.getTime() + Math.ceil((time - midnight.getTime()) / step) * step
}

/** Days are not all 24 hours long. */
function next(time: number, step: number): number {
  if (step < day) return time + step
  const date = new Date(time)
  date.setDate(date.getDate() + Math.max(1, Math.round(step / day)))
  return date.getTime()
}
