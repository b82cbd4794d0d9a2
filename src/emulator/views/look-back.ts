const MS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
}
const MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 }

const unitOf = (durationType: string): string => durationType.toLowerCase().replace(/s$/, '')

/** Whether a look-back window can be counted in this unit, such as `hours`. */
export const isDurationType = (text: string): boolean => Object.hasOwn({ ...MS, ...MONTHS }, unitOf(text))

/**
 * Where the window of the last `period` units begins, in epoch milliseconds. The first instant belongs to it. Months
 * and years are those of the calendar (UTC).
 * @throws {RangeError} for an unknown unit.
 */
export function windowStart(nowMs: number, durationType: string, period: number): number {
  const unit = unitOf(durationType)
  const ms = MS[unit]
  if (ms !== undefined) return nowMs - period * ms
  const months = MONTHS[unit]
  if (months === undefined) throw new RangeError(`Unknown lookBackDurationType ${durationType}`)
  const start = new Date(nowMs)
  const day = start.getUTCDate()
  start.setUTCMonth(start.getUTCMonth() - period * months)
  // 31 March less a month would be 31 February, which is in March again.
  if (start.getUTCDate() !== day) start.setUTCDate(0)
  return start.getTime()
}
