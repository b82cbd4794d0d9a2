import { normaliser } from '../inputs/normalise.js'
import { visibilityOrder } from '../keywords/visible-when.js'
import { outcomeTable } from '../outcome/outcome-table.js'
import { outputReader } from '../outcome/outputs.js'
import { requestBuilder } from '../request/build.js'
import { optionsFeed } from '../request/options-feed.js'
import type { CompiledMethod, CompiledNode, InputChecks, Validate, Validators, ValidatorsSource } from './compiled.js'
import { LazyMap } from './lazy-map.js'
import { loadedOnce } from './loaded-once.js'
import type { Limits } from './manifest.js'
import type { ResolvedMethod, ResolvedNode } from './resolve.js'

/** What a node is made of. */
export interface NodeSource {
  readonly hash: string
  readonly manifest: Omit<ResolvedNode, 'methods'>
  readonly methods: ReadonlyMap<string, ResolvedMethod>
  readonly validators: ValidatorsSource
}

/**
 * Makes a node ready to run. Needs a manifest that has passed its checks. A method is made ready when it is first asked
 * for: a process pays for the methods that it runs.
 */
export function compileNode({ hash, manifest, methods, validators }: NodeSource): CompiledNode {
  const { limits } = manifest
  const frozen = new LazyMap(methods, deepFreeze)
  let all: readonly ResolvedMethod[] | undefined
  return Object.freeze({
    manifest: Object.freeze({
      ...deepFreeze(manifest),
      get methods() {
        return (all ??= Object.freeze([...frozen.values()]))
      },
    }),
    hash,
    methods: new LazyMap(frozen, (method) => compileMethod(method, hash, limits, validators)),
    validators,
    feeds: new Map(manifest.options.map((options) => [options.id, optionsFeed(options, limits)])),
    outputs: outputReader(manifest.outputs),
  })
}

function compileMethod(
  manifest: ResolvedMethod,
  hash: string,
  limits: Limits,
  validators: ValidatorsSource,
): CompiledMethod {
  return Object.freeze({
    manifest,
    checks: loadedOnce(
      () => validators(manifest.id),
      (loaded) => inputChecks(manifest, limits, loaded),
    ),
    buildRequest: requestBuilder(manifest, limits),
    outcomes: outcomeTable(manifest),
    outputs: outputReader(manifest.outputs),
    faults: manifest.faults,
    manifestHash: hash,
  })
}

function inputChecks(manifest: ResolvedMethod, limits: Limits, validators: Validators): InputChecks {
  const visibility = visibilityOrder(manifest.inputs)
  const order = 'order' in visibility ? visibility.order : []
  return {
    inputs: order.flatMap((id) => {
      const input = manifest.inputs[id]
      if (input === undefined) return []
      return {
        id,
        manifest: input,
        required: manifest.required.includes(id),
        normalise: normaliser(id, input, limits),
        visible: validators[`visible/${id}`],
      }
    }),
    validate: validatorNamed('values', validators),
    constraints: manifest.constraints.map(({ message }, index) => ({
      message,
      applies: validators[`constraint/${index}/applies`],
      holds: validatorNamed(`constraint/${index}/holds`, validators),
    })),
  }
}

function validatorNamed(name: string, validators: Validators): Validate {
  const validate = validators[name]
  if (validate === undefined) throw new Error(`The validator ${name} is missing; generate the validators again.`)
  return validate
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const key in value) deepFreeze(value[key])
  }
  return value
}
