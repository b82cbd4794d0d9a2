import type { FormField } from '../../../projections/form/form.js'
import type { OutcomeKind } from '../../../outcome/outcome-table.js'

/** What the dialogs of one node are drawn from, without its texts: those are in the catalog of each language. */
export interface Dialog {
  readonly type: string
  readonly category: string
  readonly icon?: string
  /** The connection's endpoints and scopes, to be shown where nothing else is given; absent for a node without sign-in. */
  readonly authentication?: { readonly authorizationUrl: string; readonly tokenUrl: string; readonly scopes: string }
  /** The addresses of the service that the manifest lists. */
  readonly servers: readonly { readonly value: string; readonly label: string }[]
  /** The ids of the overlays. */
  readonly overlays: readonly string[]
  readonly methods: readonly DialogMethod[]
}

export interface DialogMethod {
  readonly id: string
  readonly outcomes: readonly { readonly name: string; readonly kind: OutcomeKind }[]
  /** The outcomes that have a port of their own at first. */
  readonly ports: readonly string[]
  readonly fields: readonly DialogField[]
}

export type DialogField = Omit<FormField, 'title' | 'description' | 'choices' | 'pii'> & {
  /** Whether there is a text that explains it. */
  readonly explained: boolean
  readonly choices?: readonly unknown[]
}
