import { fileURLToPath } from 'node:url'
import { createExecutor, loadNode, type Executor } from '../../src/index.js'
import { conditionInputs } from '../../src/keywords/visible-when.js'
import type { ResolvedMethod } from '../../src/manifest/resolve.js'
import { formOf, holds, type FormField, type MethodForm } from '../../src/projections/form/index.js'

export interface Subject {
  readonly name: string
  readonly form: MethodForm
  readonly method: ResolvedMethod
  readonly executor: Executor
  /** Cases for each property. */
  readonly runs: number
}

/** Every method of the shipped node and of three nodes of others; the survey has conditions of every kind. */
export const subjects: readonly Subject[] = [
  ...(await subjectsIn('../../node-manifest/v1', 1000)),
  ...(await subjectsIn('survey', 1000)),
  ...(await subjectsIn('../fixtures/tickets', 50)),
  ...(await subjectsIn('../../examples/tickets', 200)),
]

async function subjectsIn(directory: string, runs: number): Promise<Subject[]> {
  const node = await loadNode({ directory: fileURLToPath(new URL(directory, import.meta.url)) })
  const origin = 'https://service.example'
  const executor = createExecutor(node, {
    // Any name is one of a connection, so that a request is built whatever was saved.
    authorizations: { baseUrl: () => origin, getAccessToken: () => ({ value: 'token' }) },
    baseUrl: origin,
    now: () => Date.UTC(2026, 0, 31),
    uuid: () => '3f6a2b1c-8d4e-4f70-9a51-c2e7d8b90f14',
  })
  return node.manifest.methods.map((method) => ({
    name: `${node.manifest.title}: ${method.title}`,
    form: formOf(node, method.id),
    method,
    executor,
    runs,
  }))
}

/** The fields that a form shows for what it holds, and those of them that must be filled in. */
export function shownFields({ fields }: MethodForm, data: Readonly<Record<string, unknown>>): FormField[] {
  return fields.filter(({ visibleWhen }) => visibleWhen === undefined || holds(visibleWhen, data))
}

export function mustBeFilled({ required, requiredWhen }: FormField, data: Readonly<Record<string, unknown>>): boolean {
  return required && (requiredWhen === undefined || holds(requiredWhen, data))
}

/** The fields whose place in the form hangs on JSON, which no schema can look into. */
export function hangOnJson({ inputs }: ResolvedMethod, { fields }: MethodForm): ReadonlySet<string> {
  const json = new Set(fields.filter(({ control }) => control === 'json').map(({ id }) => id))
  const found = new Set<string>()
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const [id, { visibleWhen = {} }] of Object.entries(inputs))
      if ([...conditionInputs(visibleWhen)].some((name) => json.has(name) || found.has(name))) found.add(id)
  }
  return found
}
