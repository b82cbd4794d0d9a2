/** The manifest documents as they stand in their files; `schemas/` describes each key. */

export type JsonSchema = Readonly<Record<string, unknown>>

export type PersonalData = 'identifier' | 'name' | 'content'

export interface InputManifest extends JsonSchema {
  readonly title: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly type: 'string' | 'boolean' | 'integer' | 'number' | 'array' | 'object'
  readonly enum?: readonly unknown[]
  readonly enumTitles?: Readonly<Record<string, string>>
  readonly items?: JsonSchema
  readonly group?: string
  readonly default?: unknown
  readonly generate?: 'uuid' | 'now'
  readonly split?: string
  readonly parse?: 'json'
  readonly options?: { readonly from: string }
  readonly pii?: PersonalData
  readonly visibleWhen?: JsonSchema
}

export interface Constraint {
  readonly message: string
  readonly when?: JsonSchema
  readonly schema: JsonSchema
}

export type Source = string | { readonly each: string; readonly take: string }

export interface OutputManifest {
  readonly title: string
  readonly description?: string
  readonly type: 'string' | 'number' | 'boolean' | 'array' | 'object' | 'any'
  readonly items?: { readonly type: 'string' | 'any' }
  readonly from: Source | readonly Source[]
  readonly maxLength?: number
  readonly maxItems?: number
  readonly deprecatedName?: string
  readonly pii?: PersonalData
}

export interface Faults {
  readonly invalidData: string
  readonly invalidChoice: string
  readonly timeout: string
  readonly error: string
}

export interface OutcomeTexts {
  readonly title: string
  readonly description?: string
}

export interface Limits {
  readonly textLength: number
  readonly listItems: number
  readonly jsonDepth: number
  readonly requestBytes: number
  readonly responseBytes: number
}

export interface Server {
  readonly url: string
  readonly description?: string
  readonly variables?: Readonly<
    Record<string, { readonly enum: readonly string[]; readonly default: string; readonly description?: string }>
  >
}

export interface Authentication {
  readonly type: 'oauth2AuthorizationCode'
  readonly input: string
  readonly authorizationUrl?: string
  readonly tokenUrl?: string
  readonly scopes?: readonly string[]
}

type ByName<T> = Readonly<Record<string, T>>

/** What a method may take over from its node. */
export interface Defaults {
  readonly inputs?: ByName<InputManifest>
  readonly required?: readonly string[]
  readonly responses?: ByName<string>
  readonly faults: Faults
  readonly outcomes?: ByName<OutcomeTexts>
  readonly outputs?: ByName<OutputManifest>
}

export interface NodeManifest {
  readonly manifest: 1
  readonly id: string
  readonly version: string
  readonly title: string
  readonly description?: string
  readonly category?: string
  readonly icon?: string
  readonly api?: { readonly title: string; readonly version?: string }
  readonly authentication?: Authentication
  readonly servers?: readonly Server[]
  readonly timeoutMs: number
  readonly limits?: Partial<Limits>
  readonly methods: readonly string[]
  readonly defaults: Defaults
}

export interface Request {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: ByName<string>
  readonly contentType?: string
  readonly body?: unknown
}

export interface Example {
  readonly name: string
  readonly inputs: ByName<unknown>
  readonly variables?: ByName<unknown>
  readonly request?: {
    readonly method?: string
    readonly url?: string
    readonly headers?: ByName<string>
    readonly body?: unknown
  }
  readonly response?: {
    readonly status: number
    readonly headers?: ByName<string>
    readonly body?: unknown
    readonly text?: string
  }
  readonly expect: { readonly outcome: string; readonly outputs?: ByName<unknown> }
}

export interface Annotations {
  readonly readOnly: boolean
  readonly idempotent: boolean
  readonly destructive: boolean
}

/** How a queue tells one effect from another. */
export interface Redelivery {
  /** References to inputs or to the body that is sent; what makes two requests the same. */
  readonly key: readonly string[]
  /** Statuses by which the service says that it has done this before. */
  readonly repeated?: readonly string[]
  /** References to inputs; an empty one gets the time at which the job was enqueued. */
  readonly time?: readonly string[]
}

export interface MethodManifest {
  readonly manifest: 1
  readonly id: string
  readonly version: number
  readonly title: string
  readonly description?: string
  readonly annotations: Annotations
  readonly inputs: ByName<InputManifest>
  readonly required?: readonly string[]
  readonly constraints?: readonly Constraint[]
  readonly request: Request
  readonly responses: ByName<string>
  readonly responseBody: 'required' | 'optional'
  readonly redelivery?: Redelivery
  readonly faults?: Partial<Faults>
  readonly outcomes?: ByName<OutcomeTexts>
  readonly outputs: ByName<OutputManifest>
  readonly examples: readonly Example[]
}

export interface OptionsManifest {
  readonly manifest: 1
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly request: { readonly url: string; readonly headers?: ByName<string> }
  readonly paging?: {
    readonly page: string
    readonly first: number
    readonly pageSize: { readonly name: string; readonly value: number }
    readonly maxPages: number
  }
  readonly items: string
  readonly value: string
  readonly label: string
  readonly hint?: string
}

interface Texts {
  readonly title?: string
  readonly description?: string
}

export interface OverlayManifest {
  readonly manifest: 1
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly node?: Texts & { readonly servers?: readonly Server[]; readonly timeoutMs?: number }
  readonly methods?: ByName<
    Texts & {
      readonly responses?: ByName<string>
      readonly inputs?: ByName<Texts>
      readonly outputs?: ByName<Texts>
      readonly outcomes?: ByName<OutcomeTexts>
    }
  >
}
