import type { ResolvedMethod, ResolvedNode } from '../../../manifest/resolve.js'
import { methodOutcomes } from '../../../outcome/outcome-table.js'
import type { Translate } from './catalog.js'
import { escapeHtml } from './escape-html.js'
import type { Words } from './words.js'

/** The help panels of a node and of its connections, in one language. */
export function helpOf(node: ResolvedNode, { help, dialog }: Words, translate: Translate): string {
  const text = (source: string | undefined): string => escapeHtml(translate(source ?? ''))
  const property = (name: string, type: string, description: string): string =>
    `<dt>${name} <span class="property-type">${type}</span></dt><dd>${description}</dd>`
  const properties = (rows: readonly string[]): string => `<dl class="message-properties">\n${rows.join('\n')}\n</dl>`
  const [first] = node.methods
  const example = first === undefined ? '' : (methodOutcomes(first)[0]?.name ?? '')

  const inputsOf = ({ inputs }: ResolvedMethod): string[] =>
    Object.entries(inputs)
      .filter(([id]) => id !== node.authentication?.input)
      .map(([, { title, type, description }]) => property(text(title), type, text(description)))
  const outputsOf = ({ outputs }: ResolvedMethod): string[] =>
    Object.entries(outputs).map(([name, { type, title, description }]) =>
      property(name, type, text(description ?? title)),
    )
  const portsOf = (method: ResolvedMethod): string =>
    methodOutcomes(method)
      .map(({ name }) => {
        const { title = name, description } = method.outcomes[name] ?? {}
        return `<li>${text(title)} <code>${name}</code><br>${text(description)}</li>`
      })
      .join('\n')
  const methodHelp = (method: ResolvedMethod): string => `
<h3>${text(method.title)}</h3>
<p>${text(method.description)}</p>
<h4>${help.inputs}</h4>
${properties(inputsOf(method))}
<h4>${help.outputs}</h4>
${properties(outputsOf(method))}
<h4>${help.ports}</h4>
<ol class="node-ports">
${portsOf(method)}
</ol>`

  return `<script type="text/html" data-help-name="${node.id}">
<p>${text(node.description ?? node.title)}</p>
<h3>${help.inputs}</h3>
<p>${help.inputsAbout}</p>
<h3>${help.outputs}</h3>
${properties([
  property('outcome', 'string', help.outcome.replace('__outcome__', example)),
  property('outputs', 'object', help.outputsAbout),
  property('meta', 'object', help.meta),
])}
<h3>${help.ports}</h3>
<p>${help.portsAbout}</p>
<p>${help.errors}</p>
${node.methods.map(methodHelp).join('\n')}
</script>

<script type="text/html" data-help-name="${node.id}-connection">
<p>${help.connection}</p>
<dl class="message-properties">
${node.overlays.map(({ title, description }) => property(`${dialog.overlays}: ${text(title)}`, '', text(description))).join('\n')}
</dl>
</script>
`
}
