import type { ResolvedMethod, ResolvedNode } from '../../../manifest/resolve.js'
import { formOf } from '../../../projections/form/index.js'
import type { Words } from './words.js'

/** A text of the manifest in another language; itself where there is none. */
export type Translate = (text: string) => string

/** The texts of the dialogs and of the runtime, by the keys that they are asked for with. */
export function catalogOf(node: ResolvedNode, { dialog, status, fault }: Words, translate: Translate): object {
  const { authentication } = node
  // The manifest has its own word for its connections.
  const titles = node.methods.flatMap(({ inputs }) => inputs[authentication?.input ?? '']?.title ?? [])
  const connection = titles[0] === undefined ? dialog.connection : translate(titles[0])
  return {
    title: translate(node.title),
    dialog: { ...dialog, connection },
    status,
    fault,
    overlays: Object.fromEntries(node.overlays.map(({ id, title }) => [id, { title: translate(title) }])),
    methods: Object.fromEntries(node.methods.map((method) => [method.id, methodTexts(node, method, translate)])),
  }
}

function methodTexts(node: ResolvedNode, method: ResolvedMethod, translate: Translate): object {
  const texts = ({ title, description }: { readonly title: string; readonly description?: string }) => ({
    title: translate(title),
    description: translate(description ?? ''),
  })
  return {
    ...texts(method),
    inputs: Object.fromEntries(
      formOf(node, method.id).fields.map((field) => [
        field.id,
        {
          ...texts(field),
          ...(field.group !== undefined && { group: translate(field.group) }),
          choices: Object.fromEntries((field.choices ?? []).map(({ title }, index) => [index, translate(title)])),
        },
      ]),
    ),
    outcomes: Object.fromEntries(Object.entries(method.outcomes).map(([name, outcome]) => [name, texts(outcome)])),
  }
}
