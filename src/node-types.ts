import type { CompiledNode } from './manifest/compiled.js'
import type { Result } from './outcome/result.js'

/** What is known of a node's methods at compile time, by id; generated for the shipped node. */
export type Methods = Readonly<Record<string, MethodShape>>

export interface MethodShape {
  readonly inputs: object
  readonly outputs: object
  readonly outcome: string
}

/** The shape of methods that nobody has generated types for. */
export type AnyMethods = Readonly<
  Record<
    string,
    {
      readonly inputs: Readonly<Record<string, unknown>>
      readonly outputs: Readonly<Record<string, unknown>>
      readonly outcome: string
    }
  >
>

/** A union with one member for each outcome, so that a `switch` over `outcome` can be checked for completeness. */
export type ResultOf<Shape extends MethodShape> = Shape['outcome'] extends infer Outcome
  ? Outcome extends string
    ? Result<Outcome, Shape['outputs']>
    : never
  : never

declare const methods: unique symbol

/** A loaded node with the types of its methods. */
export interface FlowNode<M extends Methods = AnyMethods> extends CompiledNode {
  /** Carries types only; there is no such member at run time. */
  readonly [methods]?: M
}
