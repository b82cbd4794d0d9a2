// Renews what docs/performance.md shows: each table between its two marks, and the chart.
import { readFileSync, writeFileSync } from 'node:fs'
import { chart } from './chart.mjs'
import { tablesOf } from './tables.mjs'

const document = new URL('../docs/performance.md', import.meta.url)

/** Writes the tables and the chart of what has been measured; the others stay as they are. */
export async function writeDocuments(results) {
  let text = readFileSync(document, 'utf8')
  for (const [name, { text: table }] of Object.entries(tablesOf(results))) text = put(text, name, table)
  writeFileSync(document, text)
  if (results.measured.load) writeFileSync(new URL('images/performance.svg', document), chart(results.measured.load))
}

/** A table the document has no place for is left out. */
export function put(text, name, table) {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const [before, after] = [text.indexOf(begin), text.indexOf(end)]
  if (before < 0 || after < 0) return text
  return `${text.slice(0, before + begin.length)}\n\n${table}\n\n${text.slice(after)}`
}
