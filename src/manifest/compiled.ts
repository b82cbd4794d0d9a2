import type { Normaliser } from '../inputs/normalise.js'
import type { Conclusion } from '../outcome/conclude.js'
import type { OutcomeTable } from '../outcome/outcome-table.js'
import type { OutputReader } from '../outcome/outputs.js'
import type { RequestBuilder } from '../request/build.js'
import type { OptionsFeed } from '../request/options-feed.js'
import type { InputManifest } from './manifest.js'
import type { ResolvedMethod, ResolvedNode } from './resolve.js'

/** What Ajv makes of a schema, at load or ahead of time. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}

/** The part of Ajv's error object that is used. */
export interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A method's validators by the names that `validationSchemas` gives its schemas. */
export type Validators = Readonly<Record<string, Validate>>

/** Where a method's validators come from: memory, or a file that is read when they are asked for. */
export type ValidatorsSource = (method: string) => Validators | Promise<Validators>

export interface CompiledInput {
  readonly id: string
  readonly manifest: InputManifest
  readonly required: boolean
  readonly normalise: Normaliser
  readonly visible: Validate | undefined
}

export interface CompiledConstraint {
  readonly message: string
  readonly applies: Validate | undefined
  readonly holds: Validate
}

/** What becomes of saved inputs, and what is wrong with them. */
export interface InputChecks {
  /** An input comes after those that its visibility depends on. */
  readonly inputs: readonly CompiledInput[]
  readonly validate: Validate
  readonly constraints: readonly CompiledConstraint[]
}

/** A method with everything decided that can be decided before the first invocation. */
export interface CompiledMethod extends Conclusion {
  readonly manifest: ResolvedMethod
  /** A promise until the validators have been read: a process reads those of the methods that it runs. */
  readonly checks: () => InputChecks | Promise<InputChecks>
  readonly buildRequest: RequestBuilder
  readonly outcomes: OutcomeTable
}

/** A loaded node, frozen; what executors are made from. */
export interface CompiledNode {
  readonly manifest: ResolvedNode
  /** SHA-256 of the resolved manifest, in hexadecimal: tells two versions of a node apart. */
  readonly hash: string
  readonly methods: ReadonlyMap<string, CompiledMethod>
  readonly validators: ValidatorsSource
  readonly feeds: ReadonlyMap<string, OptionsFeed>
  /** Reads outputs for an invocation that names no method of the node. */
  readonly outputs: OutputReader
}
