import type { Variables } from '../../inputs/variables.js'
import type { Message, Red, RedNode } from './red.js'

/** What is saved of a field: a value and where it comes from, as Node-RED's `typedInput` has them. */
export interface TypedValue {
  readonly type: string
  readonly value: string
}

/** The types whose value is looked up or computed for each message; any other is what the author has typed or chosen. */
const expressions: ReadonlySet<string> = new Set(['msg', 'flow', 'global', 'env', 'jsonata'])

/** Such a value is data: it reaches the executor as a variable, so that a `$(` within it is never read as a reference. */
const variableOf = (id: string): string => `_field.${id}`

/**
 * The inputs of an invocation, with the variables that they refer to. An expression without a value leaves its field
 * empty; `$(name)` in a text is the message's property of that name.
 * @throws {Error} for an expression that cannot be evaluated
 */
export async function readFields(
  RED: Red,
  node: RedNode,
  fields: Readonly<Record<string, TypedValue>>,
  message: Message,
): Promise<{ readonly inputs: Readonly<Record<string, unknown>>; readonly variables: Variables }> {
  const inputs: Record<string, unknown> = {}
  const values = new Map<string, unknown>()
  for (const [id, { type, value }] of Object.entries(fields)) {
    if (value === '') continue
    if (!expressions.has(type)) {
      inputs[id] = type === 'choices' ? value.split(',').filter(Boolean) : value
      continue
    }
    const found = await evaluate(RED, node, { type, value }, message).catch((error: unknown) => {
      // JSONata's errors are plain objects.
      throw new Error(`${id}: ${(error as { readonly message: string }).message}`, { cause: error })
    })
    if (found === undefined || found === null) continue
    inputs[id] = `$(${variableOf(id)})`
    values.set(variableOf(id), found)
  }
  return {
    inputs,
    variables: (name) => (values.has(name) ? values.get(name) : variableIn(RED, message, name)),
  }
}

async function evaluate(RED: Red, node: RedNode, { type, value }: TypedValue, message: Message): Promise<unknown> {
  if (type === 'msg') return propertyOf(RED, message, value)
  return new Promise((resolve, reject) => {
    RED.util.evaluateNodeProperty(value, type, node, message, (error, found) => {
      if (error) reject(error)
      else resolve(found)
    })
  })
}

/** A name that can be no property, such as `a..b`, is one of a variable that does not exist. */
function variableIn(RED: Red, message: Message, name: string): unknown {
  try {
    return propertyOf(RED, message, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'INVALID_EXPR') return undefined
    throw error
  }
}

/** Node-RED throws a TypeError for a property of something that is not there. */
function propertyOf(RED: Red, message: Message, name: string): unknown {
  try {
    return RED.util.getMessageProperty(message, name)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
