import { ok, problem, skipped, warning, type Check } from '../check.js'
import { notAsked } from '../not-asked.js'

const mostMs = 60_000
/** Where certificates and tokens of five minutes begin to look expired, or not yet good. */
const harmfulMs = 300_000

export const clock: Check = {
  id: 'clock',
  title: 'Clock',
  run: async ({ answers }) => {
    const given = await answers()
    if (given === undefined) return [notAsked]
    const found = given.flatMap(({ origin, clockAheadMs }) => {
      if (clockAheadMs === undefined) return []
      const { host } = new URL(origin)
      const off = Math.abs(clockAheadMs)
      if (off < mostMs) return [ok(`It agrees with that of ${host}.`)]
      const text =
        `It is ${duration(off)} ${clockAheadMs > 0 ? 'ahead of' : 'behind'} that of ${host}. ` +
        'Let this machine set its clock from the network (NTP).'
      return [off < harmfulMs ? warning(text) : problem(text)]
    })
    return found.length > 0 ? found : [skipped('No service has told its time.')]
  },
}

/** `90 s`, `14 min`, `3 h`, `20 d` */
function duration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ] as const
  const [size, unit] = units.find(([size]) => ms >= 2 * size) ?? [1000, 's']
  return `${Math.round(ms / size)} ${unit}`
}
