// Counts what became of the events of a file, from the receipts of an emulator and nothing else. Each line of the file has
// an `eventSource` of its own, by which its event is known again whatever id it got.
//
//   node scripts/count-events.mjs FILE EMULATOR
//
// Prints the counts as JSON; ends with 1 when an event was lost, doubled, altered between two deliveries, or is of no line.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const [file, emulator] = process.argv.slice(2)
const answer = await fetch(new URL('/_emulator/receipts', emulator))
const receipts = await answer.json()

const arrivals = new Map()
for (const receipt of receipts) arrivals.set(receipt.source, [...(arrivals.get(receipt.source) ?? []), receipt])

const counts = {
  expected: 0,
  arrivals: receipts.length,
  stored: 0,
  redelivered: 0,
  lost: 0,
  doubled: 0,
  altered: 0,
  unknown: 0,
}
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  const { eventSource } = JSON.parse(line)
  const own = arrivals.get(eventSource) ?? []
  const stored = own.filter((receipt) => receipt.stored)
  arrivals.delete(eventSource)
  counts.expected += 1
  counts.stored += stored.length
  counts.redelivered += Math.max(0, own.length - 1)
  counts.lost += Number(stored.length === 0)
  counts.doubled += Number(stored.length > 1)
  counts.altered += Number(new Set(own.map(({ id, sha256 }) => `${id} ${sha256}`)).size > 1)
}
counts.unknown = arrivals.size

console.log(JSON.stringify(counts))
process.exitCode = counts.lost + counts.doubled + counts.altered + counts.unknown === 0 ? 0 : 1
