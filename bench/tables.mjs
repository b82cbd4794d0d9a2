// Results as Markdown tables, aligned as Prettier does.
import { baseline, contestants } from './contestants.mjs'

const titles = new Map(contestants.map(({ id, title }) => [id, title]))

/** @returns tables by name, for what has been measured */
export function tablesOf({ measured, machine, versions, date }) {
  const tables = {
    machine: table(
      `Measured`,
      ['Date', 'Node', 'undici', 'axios', 'Cores', 'Load before and after'],
      [
        [
          date.slice(0, 10),
          versions.node,
          versions.undici,
          versions.axios,
          String(machine.cores),
          `${number(machine.loadBefore)}, ${number(machine.loadAfter)}`,
        ],
      ],
    ),
  }
  const { load, pure, start, memory, allocation, payload } = measured
  if (load) Object.assign(tables, loadTables(load))
  if (pure) tables.pure = pureTable(pure)
  if (start) Object.assign(tables, startTables(start))
  if (memory)
    tables.memory = bytesTable(
      'Memory per invocation in flight over 32 connections',
      memory,
      (calls) => `${count(calls)} in flight`,
    )
  if (allocation) tables.allocation = bytesTable('Heap taken by an invocation', allocation, () => 'Allocated')
  if (payload) {
    tables.answerBytes = sizesTable(
      'CPU to the baseline, by size of the answer',
      payload.answerBytes,
      (bytes) => `${count(bytes / 1000)} kB`,
    )
    tables.listItems = sizesTable(
      'CPU to the baseline, by length of a list',
      payload.listItems,
      (items) => `${count(items)} items`,
    )
  }
  return tables
}

function loadTables({ againstBaseline, againstSameTransport }) {
  const tables = {}
  for (const [concurrency, byId] of Object.entries(againstBaseline)) {
    tables[`load${concurrency}`] = table(
      `${count(concurrency)} at a time`,
      ['', 'Throughput', 'CPU', 'p50', 'p99', 'CPU, µs'],
      ordered(byId).map(([id, { figures, ratios }]) => [
        titles.get(id),
        ...['perSecond', 'cpuUs', 'p50Ms', 'p99Ms'].map((key) => spread(ratios[key])),
        number(figures.cpuUs.median),
      ]),
    )
  }
  const same = Object.entries(againstSameTransport).flatMap(([concurrency, byId]) =>
    Object.entries(byId)
      .filter(([, { ratios }]) => Object.keys(ratios).length > 0)
      .map(([id, { ratios }]) => [
        titles.get(id),
        count(concurrency),
        spread(ratios.perSecond),
        spread(ratios.cpuUs),
        spread(ratios.p99Ms),
      ]),
  )
  if (same.length > 0)
    tables.sameTransport = table('To hand-written axios', ['', 'At a time', 'Throughput', 'CPU', 'p99'], same)
  return tables
}

function pureTable(byId) {
  return table(
    'Without a wire',
    ['Method', 'CPU, µs', 'To the baseline'],
    Object.entries(byId)
      .filter(([id]) => id !== baseline)
      .map(([id, { figures, ratios }]) => [`\`${id}\``, spread(figures.cpuUs), spread(ratios.cpuUs)]),
  )
}

function startTables({ firstResult, firstResultSameTransport, imports, methods }) {
  return {
    firstResult: table(
      'From the start of the process to the first result',
      ['', 'CPU to the baseline', 'CPU, ms'],
      ordered(firstResult).map(([id, { figures, ratios }]) => [
        titles.get(id),
        spread(ratios.cpuMs),
        number(figures.cpuMs.median),
      ]),
    ),
    startSameTransport: table(
      'The same to hand-written axios',
      ['', 'CPU'],
      Object.entries(firstResultSameTransport)
        .filter(([, { ratios }]) => ratios.cpuMs !== undefined)
        .map(([id, { ratios }]) => [titles.get(id), spread(ratios.cpuMs)]),
    ),
    imports: table(
      'Importing',
      ['', 'CPU, ms', 'To importing undici'],
      [
        ...Object.entries(imports).map(([id, { figures, ratios }]) => [
          `\`import '${id}'\``,
          spread(figures.cpuMs),
          spread(ratios.cpuMs),
        ]),
        ['Ten methods instead of one', `+${spread(methods.moreMs)}`, ''],
      ],
    ),
  }
}

function bytesTable(title, byId, name) {
  const keys = Object.keys(Object.values(byId)[0] ?? {})
  return table(
    title,
    ['', ...keys.flatMap((key) => [name(key), 'to the baseline'])],
    ordered(byId).map(([id, byKey]) => [
      titles.get(id),
      ...keys.flatMap((key) =>
        byKey[key] === undefined
          ? ['', '']
          : [`${number(byKey[key].bytes.median / 1000)} kB`, number(byKey[key].ratio)],
      ),
    ]),
  )
}

function sizesTable(title, bySize, name) {
  const sizes = Object.keys(bySize)
  const ids = Object.keys(bySize[sizes[0]]).filter((id) => id !== baseline)
  return table(
    title,
    ['', ...sizes.map((size) => name(Number(size)))],
    [
      [`${titles.get(baseline)}, µs`, ...sizes.map((size) => number(bySize[size][baseline].figures.cpuUs.median))],
      ...ids.map((id) => [titles.get(id), ...sizes.map((size) => number(bySize[size][id].ratios.cpuUs.median))]),
    ],
  )
}

/** In the order of the contestants. */
function ordered(byId) {
  return contestants.filter(({ id }) => Object.hasOwn(byId, id)).map(({ id }) => [id, byId[id]])
}

/** A median with its quartiles; a baseline is 1 by definition. */
function spread(figure) {
  if (figure === undefined) return '1'
  const { median, low, high } = figure
  return `${number(median)} (${number(low)}–${number(high)})`
}

/** Three digits that mean something. */
function number(value) {
  if (!Number.isFinite(value)) return ''
  if (value >= 100) return count(Math.round(value))
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** With commas between the thousands. */
export function count(value) {
  return Number(value).toLocaleString('en-US')
}

/** A table whose cells are as wide as their column. */
export function table(title, head, rows) {
  const widths = head.map((cell, column) =>
    Math.max(3, ...[cell, ...rows.map((row) => row[column])].map((text) => text.length)),
  )
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  return { title, text: [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n') }
}
