// The picture of the README: a method as a card on a flow canvas, drawn from its description.

const colours = { success: '#1a7f37', status: '#bc4c00', failure: '#cf222e', fault: '#8250df' }
const escape = (text) => text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark])

/** An SVG of one method: inputs on the left, the outcomes as ports on the right. Works on light and dark pages. */
export function nodePicture(node, methodId, values) {
  const method = node.methods.find(({ id }) => id === methodId)
  const fields = Object.entries(values).map(([id, value]) => ({
    title: method.inputs.find((input) => input.id === id).title,
    value,
  }))
  const rows = method.outcomes.length
  const height = 48 + rows * 28
  const parts = []

  fields.forEach(({ title, value }, index) => {
    const y = 96 + index * 46
    parts.push(
      `<text x="36" y="${y}" class="small muted">${escape(title)}</text>`,
      `<rect x="36" y="${y + 6}" width="236" height="22" rx="4" class="field"/>`,
      `<text x="44" y="${y + 21}" class="mono">${escape(value)}</text>`,
    )
  })
  method.outcomes.forEach(({ name, kind, title, statuses }, index) => {
    const y = 60 + index * 28
    const note = kind === 'fault' ? '' : kind === 'failure' ? 'any other status' : `HTTP ${statuses.join(', ')}`
    parts.push(
      `<path d="M 312 ${y - 4} H 352" stroke="${colours[kind]}" stroke-width="2" fill="none"/>`,
      `<circle cx="304" cy="${y - 4}" r="5" fill="${colours[kind]}"/>`,
      `<text x="362" y="${y}" class="mono">${escape(name)}</text>`,
      `<text x="600" y="${y}" class="small muted">${escape(note === '' ? title : note)}</text>`,
    )
  })

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${height}" width="800" height="${height}" role="img" aria-label="${escape(method.title)} as a card with its ${rows} outcomes">
<style>
text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:15px}.small{font-size:11.5px}.muted{fill:#59636e}.mono{font:12px ui-monospace,monospace}
.page{fill:#fff;stroke:#d1d9e0}.card{fill:#f6f8fa;stroke:#d1d9e0}.field{fill:#fff;stroke:#d1d9e0}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.muted{fill:#9198a1}.page{fill:#0d1117;stroke:#3d444d}.card{fill:#151b23;stroke:#3d444d}.field{fill:#0d1117;stroke:#3d444d}}
</style>
<rect x=".5" y=".5" width="799" height="${height - 1}" rx="8" class="page"/>
<rect x="20" y="20" width="284" height="${height - 40}" rx="8" class="card"/>
<text x="36" y="46" class="title">${escape(method.title)}</text>
<text x="36" y="62" class="small muted">${escape(node.title)}</text>
${parts.join('\n')}
</svg>
`
}
