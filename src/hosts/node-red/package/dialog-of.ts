import type { ResolvedNode } from '../../../manifest/resolve.js'
import type { Server } from '../../../manifest/manifest.js'
import { methodOutcomes } from '../../../outcome/outcome-table.js'
import { formOf } from '../../../projections/form/index.js'
import type { Dialog } from '../editor/dialog.js'
import { defaultPorts } from '../ports.js'

/** What the dialogs of a node are drawn from. */
export function dialogOf(node: ResolvedNode): Dialog {
  const { authentication } = node
  return {
    type: node.id,
    category: node.category ?? 'function',
    ...(node.icon !== undefined && { icon: `${node.id}.svg` }),
    ...(authentication !== undefined && {
      authentication: {
        authorizationUrl: authentication.authorizationUrl ?? '',
        tokenUrl: authentication.tokenUrl ?? '',
        scopes: (authentication.scopes ?? []).join(' '),
      },
    }),
    servers: node.servers.flatMap(addressesOf),
    overlays: node.overlays.map(({ id }) => id),
    methods: node.methods.map((method) => ({
      id: method.id,
      outcomes: methodOutcomes(method),
      ports: defaultPorts(method),
      fields: formOf(node, method.id)
        .fields.filter(({ control }) => control !== 'authorization')
        .map(({ title: _title, description, choices, pii: _pii, ...field }) => ({
          ...field,
          explained: description !== undefined,
          ...(choices !== undefined && { choices: choices.map(({ value }) => value) }),
        })),
    })),
  }
}

/** One address for each combination of a server's variables. */
function addressesOf({ url, variables = {} }: Server): { value: string; label: string }[] {
  const addresses = Object.entries(variables).reduce(
    (urls, [name, { enum: values }]) =>
      urls.flatMap((each) => values.map((value) => each.replaceAll(`{${name}}`, value))),
    [url],
  )
  return addresses.map((value) => ({ value, label: new URL(value).host }))
}
