/** The part of the editor's jQuery, `RED` and window that the dialogs use. */

export interface Query {
  readonly length: number
  append(...content: (Query | string)[]): this
  appendTo(parent: Query): this
  attr(name: string, value: string | boolean): this
  autoComplete(options: object): this
  empty(): this
  find(selector: string): Query
  on(events: string, handler: () => void): this
  prop(name: string): unknown
  prop(name: string, value: boolean): this
  text(text: string): this
  toggle(shown: boolean): this
  toggleClass(name: string, on: boolean): this
  typedInput(options: object): this
  typedInput(method: 'type' | 'value'): string
  typedInput(method: 'type' | 'value', value: string): this
  val(): string | undefined
  val(value: string): this
}

export interface JQuery {
  (selector: string, attributes?: Readonly<Record<string, unknown>>): Query
  ajax(request: object): PromiseLike<unknown>
}

/** A node that is being edited or drawn; its properties are those of `defaults`. */
export interface EditedNode {
  readonly id: string
  _(key: string): string
}

export interface EditorRed {
  readonly comms: {
    subscribe(topic: string, listener: (topic: string, message: unknown) => void): void
    unsubscribe(topic: string, listener: (topic: string, message: unknown) => void): void
  }
  readonly nodes: { registerType(type: string, definition: object): void }
  readonly popover: { menu(options: object): { show(options: object): void } }
  readonly utils: {
    /** True, or what is wrong. */
    validateTypedProperty(value: string, type: string, options: object): boolean | string
  }
}

export interface Popup {
  closed: boolean
  location: { href: string }
  close(): void
}

export interface EditorWindow {
  readonly location: { readonly href: string }
  open(url: string, name: string, features: string): Popup | null
}
