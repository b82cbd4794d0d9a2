import type { Command } from 'commander'
import { longestMs } from '../duration.js'
import type { Executor, InvocationOptions } from '../execute.js'
import type { CompiledMethod, CompiledNode } from '../manifest/compiled.js'
import { forbiddenKeys } from '../inputs/plain-json.js'
import { addConnectionChoice, executorOptions, tokenVariable, type ConnectionChoice } from './connection.js'
import { interruptSignal } from './interrupt.js'
import { readJsonObject, readText, type JsonObject } from './json-file.js'
import { addNodeOptions, collect, findMethod, openNode, wholeNumber, type NodeOptions } from './node-options.js'
import { didYouMean } from './suggest.js'
import { UsageError } from './usage-error.js'

/** What `run` and `explain` are told. */
export interface InvocationCommandOptions extends NodeOptions, ConnectionChoice {
  readonly inputs?: string
  readonly set?: readonly string[]
  readonly vars?: string
  readonly var?: readonly string[]
  readonly timeoutMs?: number
}

export function addInvocationOptions(command: Command): Command {
  return addConnectionChoice(addNodeOptions(command))
    .option('--inputs <file>', 'the saved inputs as a JSON object; - reads standard input')
    .option('--set <id=value>', 'fill in one input as typed into its field; can be repeated', collect)
    .option('--vars <file>', 'the flow variables as a JSON object; - reads standard input')
    .option('--var <name=value>', 'set one flow variable to a text; can be repeated', collect)
    .option('--timeout-ms <n>', "milliseconds for everything, instead of the manifest's", wholeNumber(1, longestMs))
}

export const invocationNotes = `
--set id=@file takes the text of a file; --set id=@@text the text that begins with one @.
--set and --var go before what --inputs and --vars say. Inputs may refer to variables as $(name).
A token is only ever read from the environment variable ${tokenVariable}.`

/** Everything that is needed to run a method once, or to explain how it would run. */
export interface Invocation {
  readonly node: CompiledNode
  readonly method: CompiledMethod
  readonly executor: Executor
  readonly inputs: JsonObject
  readonly options: InvocationOptions
}

/** @throws {UsageError} and whatever a manifest, an overlay or a base URL can be refused with */
export async function prepareInvocation(methodId: string, options: InvocationCommandOptions): Promise<Invocation> {
  const node = await openNode(options)
  const method = findMethod(node, methodId)
  if (options.inputs === '-' && options.vars === '-')
    throw new UsageError('Standard input can be read once: give --inputs or --vars a file.')
  const inputs = await readInputs(method, options)
  const variables = {
    ...(options.vars === undefined ? {} : await readJsonObject(options.vars)),
    ...pairs('--var', options.var),
  }
  const { createExecutor } = await import('../execute.js')
  const executor = createExecutor(node, await executorOptions(options))
  return { node, method, executor, inputs, options: { variables, signal: interruptSignal() } }
}

/** @throws {UsageError} for inputs that the method has not, and for files that cannot be read */
export async function readInputs(
  method: CompiledMethod,
  { inputs: file, set }: Pick<InvocationCommandOptions, 'inputs' | 'set'>,
): Promise<JsonObject> {
  const inputs = file === undefined ? {} : await readJsonObject(file)
  const typed = Object.entries(pairs('--set', set))
  for (const id of [...Object.keys(inputs), ...typed.map(([name]) => name)]) refuseUnknownInput(method, id)
  const texts = await Promise.all(typed.map(async ([id, value]) => [id, await fieldText(value)] as const))
  return { ...inputs, ...Object.fromEntries(texts) }
}

function refuseUnknownInput({ manifest }: CompiledMethod, id: string): void {
  // The executor has an outcome of its own for names that attack.
  if (Object.hasOwn(manifest.inputs, id) || forbiddenKeys.has(id)) return
  const ids = Object.keys(manifest.inputs)
  throw new UsageError(`${manifest.title} has no input "${id}".${didYouMean(id, ids)} It has ${ids.join(', ')}.`)
}

function fieldText(value: string): string | Promise<string> {
  if (value.startsWith('@@')) return value.slice(1)
  return value.startsWith('@') ? readText(value.slice(1)) : value
}

/** @throws {UsageError} */
function pairs(option: string, texts: readonly string[] = []): Readonly<Record<string, string>> {
  const found = new Map<string, string>()
  for (const text of texts) {
    const at = text.indexOf('=')
    if (at < 1)
      throw new UsageError(`${option} needs a name, an equals sign and a value, such as ${option} name=value.`)
    const name = text.slice(0, at)
    if (found.has(name)) throw new UsageError(`${option} gives ${name} twice; give it once.`)
    found.set(name, text.slice(at + 1))
  }
  return Object.fromEntries(found)
}
