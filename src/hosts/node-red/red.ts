/** The part of Node-RED's runtime that is used; its own types are not on the registry for every version. */
import type { EventEmitter } from 'node:events'

export type Message = Record<string, unknown>

export interface RedNode extends EventEmitter {
  readonly id: string
  readonly name?: string
  readonly credentials?: Readonly<Record<string, string>>
  status(status: { fill?: 'red' | 'green' | 'yellow' | 'blue'; shape?: 'ring' | 'dot'; text?: string }): void
}

export interface AdminRequest {
  readonly body: unknown
  readonly params: Readonly<Record<string, string>>
  readonly originalUrl: string
}

export interface AdminResponse {
  status(code: number): this
  set(headers: Readonly<Record<string, string>>): this
  json(value: unknown): void
  send(text: string): void
}

export type AdminHandler = (request: AdminRequest, response: AdminResponse) => void
type Guard = (request: AdminRequest, response: AdminResponse, next: () => void) => void

export interface Red {
  readonly nodes: {
    createNode(node: RedNode, config: object): void
    getNode(id: string): RedNode | null | undefined
    getCredentials(id: string): Readonly<Record<string, string>> | undefined
    registerType(
      type: string,
      constructor: (this: RedNode, config: never) => void,
      options?: { readonly credentials: Readonly<Record<string, { readonly type: 'text' | 'password' }>> },
    ): void
  }
  readonly util: {
    evaluateNodeProperty(
      value: string,
      type: string,
      node: RedNode,
      message: Message,
      callback: (error: Error | null | undefined, value?: unknown) => void,
    ): void
    getMessageProperty(message: Message, property: string): unknown
    setMessageProperty(message: Message, property: string, value: unknown, create: boolean): boolean
  }
  readonly settings: { readonly userDir?: string }
  readonly httpAdmin: {
    get(path: string, handler: AdminHandler): void
    post(path: string, guard: Guard, handler: AdminHandler): void
  }
  readonly auth: { needsPermission(permission: string): Guard }
  readonly comms: { publish(topic: string, data: unknown, retain: boolean): void }
  /** A text of this package's catalog in the language of the runtime. */
  _(key: string, values?: Readonly<Record<string, string>>): string
}
