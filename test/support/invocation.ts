import { expect } from '@jest/globals'
import {
  authorizations,
  createExecutor,
  loadNode,
  type Executor,
  type ExecutorOptions,
  type InvocationOptions,
  type Result,
} from '../../src/index.js'
import { methodOutcomes } from '../../src/outcome/outcome-table.js'
import { startFaultServer, type Behaviour, type FaultServer, type FaultServerOptions } from './fault-server.js'
import { goodInputs, type MethodId } from './shipped-node.js'

export const token = 'planted-access-token-7Qx2'

export const node = await loadNode()

export interface Run {
  readonly result: Result
  readonly server: FaultServer
}

export interface RunOptions {
  readonly executor?: Partial<ExecutorOptions>
  readonly invocation?: InvocationOptions
  readonly server?: FaultServerOptions
}

/** Runs a method once against a server that misbehaves as told, and checks what holds for every invocation. */
export async function run(method: MethodId, behaviour: Behaviour, options: RunOptions = {}): Promise<Run> {
  const server = await startFaultServer(behaviour, options.server)
  const executor = executorFor(server.origin, options.executor)
  try {
    const result = await invoke(executor, method, options.invocation)
    return { result, server }
  } finally {
    executor.close()
    await server.close()
  }
}

export function executorFor(origin: string, options: Partial<ExecutorOptions> = {}): Executor {
  return createExecutor(node, {
    authorizations: authorizations({ main: { baseUrl: origin, accessToken: token } }),
    ...options,
  })
}

export async function invoke(
  executor: Executor,
  method: MethodId,
  options?: InvocationOptions,
  inputs: Readonly<Record<string, unknown>> = goodInputs[method],
): Promise<Result> {
  const result = await executor.execute(method, inputs, options)
  expectInvariants(method, result)
  return result
}

/** One declared outcome; every declared output with its type's empty value or a value; no secret; at most two requests. */
export function expectInvariants(method: MethodId, { outcome, outputs, meta }: Result): void {
  const manifest = node.methods.get(method)?.manifest
  if (manifest === undefined) throw new Error(`${method} is not a method`)
  expect(methodOutcomes(manifest).map(({ name }) => name)).toContain(outcome)
  const names = Object.entries(manifest.outputs).flatMap(([name, { deprecatedName }]) =>
    deprecatedName === undefined ? [name] : [name, deprecatedName],
  )
  expect(Object.keys(outputs).sort()).toEqual(names.sort())
  for (const [name, { type }] of Object.entries(manifest.outputs)) {
    const value = outputs[name]
    expect([name, type === 'array' ? Array.isArray(value) : value !== undefined]).toEqual([name, true])
  }
  expect(JSON.stringify({ outputs, meta })).not.toContain(token)
  expect(meta.attempts).toBeLessThanOrEqual(2)
}

/** What a fault leaves in the variables: local words and nothing else. */
export function expectLocalVariables({ outputs }: Result): void {
  const { message, errors, ...others } = outputs
  expect(typeof message).toBe('string')
  expect(Array.isArray(errors) && errors.length > 0).toBe(true)
  for (const [name, value] of Object.entries(others))
    expect([name, Array.isArray(value) ? value.length : value]).toEqual([name, Array.isArray(value) ? 0 : null])
}
