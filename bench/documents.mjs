// Renews what docs/performance.md shows: each table between its two marks, and the chart.
import { readFileSync, writeFileSync } from 'node:fs'
import { chart } from './chart.mjs'
import { tablesOf } from './tables.mjs'

const document = new URL('../docs/performance.md', import.meta.url)

/** Writes the tables and the chart of what has been measured; the others stay as they are. */
export function writeDocuments(results) {
  writeTables(tablesOf(results))
  if (results.measured.load) writeFileSync(new URL('images/performance.svg', document), chart(results.measured.load))
}

/** Puts each table between its marks. */
export function writeTables(tables) {
  const text = Object.entries(tables).reduce(
    (written, [name, table]) => put(written, name, table.text),
    readFileSync(document, 'utf8'),
  )
  writeFileSync(document, text)
}

/** A table that the document has no place for is left out. */
function put(text, name, table) {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const [before, after] = [text.indexOf(begin), text.indexOf(end)]
  if (before < 0 || after < 0) return text
  return `${text.slice(0, before + begin.length)}\n\n${table}\n\n${text.slice(after)}`
}
