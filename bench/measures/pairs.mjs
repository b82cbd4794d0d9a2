// A contestant is compared with the slices of its baseline right before and right after its own, so that what else the
// machine does falls on both.
import { mean, summary } from '../statistics.mjs'

/**
 * Measures every contestant between two measurements of its baseline, round after round.
 * @param {string[]} ids in the order in which they take turns; the baseline is not among them
 * @param {(id: string) => Promise<Record<string, number>>} measure
 * @returns for the baseline and each contestant its figures, and their ratios to the neighbouring ones of the baseline
 */
export async function compare(baseline, ids, rounds, measure) {
  const figures = new Map([baseline, ...ids].map((id) => [id, []]))
  const ratios = new Map(ids.map((id) => [id, []]))
  for (let round = 0; round < rounds; round++) {
    let before = await measure(baseline)
    figures.get(baseline).push(before)
    for (const id of ids) {
      const figure = await measure(id)
      const after = await measure(baseline)
      figures.get(id).push(figure)
      figures.get(baseline).push(after)
      ratios.get(id).push(ratio(figure, before, after))
      before = after
    }
  }
  return Object.fromEntries(
    [...figures].map(([id, values]) => [id, { figures: summaries(values), ratios: summaries(ratios.get(id) ?? []) }]),
  )
}

function ratio(figure, before, after) {
  return Object.fromEntries(Object.keys(figure).map((key) => [key, figure[key] / mean([before[key], after[key]])]))
}

function summaries(values) {
  const keys = Object.keys(values[0] ?? {})
  return Object.fromEntries(keys.map((key) => [key, summary(values.map((value) => value[key]))]))
}
