// CPU per invocation at 32 at a time as bars, to a logarithmic scale, on a light page and a dark one.
import { baseline, contestants } from './contestants.mjs'

const width = 760
const labelWidth = 260
const barHeight = 18
const gap = 10
const top = 44

/** @returns an SVG of the ratios to the baseline */
export function chart({ againstBaseline }) {
  const byId = againstBaseline[32]
  const bars = contestants
    .filter(({ id }) => id === baseline || byId[id] !== undefined)
    .map(({ id, title }) => ({
      title: title.replaceAll('`', ''),
      kind: id === baseline ? 'baseline' : title.startsWith('This package') ? 'ours' : 'other',
      value: id === baseline ? 1 : byId[id].ratios.cpuUs.median,
    }))
    .sort((a, b) => a.value - b.value)
  const most = Math.max(...bars.map(({ value }) => value))
  const least = Math.min(...bars.map(({ value }) => value)) * 0.6
  const scale = (value) => (Math.log(value / least) / Math.log(most / least)) * (width - labelWidth - 70)
  const height = top + bars.length * (barHeight + gap) + 10
  const rows = bars.map(({ title, kind, value }, index) => {
    const y = top + index * (barHeight + gap)
    const length = Math.max(2, scale(value)).toFixed(1)
    const shown = value >= 10 ? value.toFixed(0) : value.toFixed(2)
    return `  <text x="${labelWidth - 10}" y="${y + 13}" text-anchor="end">${title}</text>
  <rect class="${kind}" x="${labelWidth}" y="${y}" width="${length}" height="${barHeight}" rx="3"/>
  <text x="${labelWidth + Number(length) + 8}" y="${y + 13}" class="value">${shown}</text>`
  })
  const alternative = bars.map(({ title, value }) => `${title} ${value.toFixed(2)}`).join('; ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
  <title id="title">CPU per invocation, 32 at a time</title>
  <desc id="desc">As ratios to a hand-written client on undici's request: ${alternative}.</desc>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #24292f }
    .head { font-weight: 600 }
    .value { font-variant-numeric: tabular-nums }
    .ours { fill: #0b6bcb }
    .baseline { fill: #57606a }
    .other { fill: #afb8c1 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .ours { fill: #58a6ff }
      .baseline { fill: #8b949e }
      .other { fill: #484f58 }
    }
  </style>
  <text x="0" y="20" class="head">CPU per invocation, 32 at a time; hand-written undici request = 1; logarithmic</text>
${rows.join('\n')}
</svg>
`
}
