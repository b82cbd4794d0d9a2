import { ApiError, notFound } from '../api-error.js'
import type { Rules } from '../views/rules.js'

export const AGGREGATION_MODES = ['Value', 'Count', 'Distinct', 'Sum', 'Max', 'Min', 'Average'] as const
export type AggregationMode = (typeof AGGREGATION_MODES)[number]

/** One figure of a progressive profile view and how it comes from events. */
export interface TemplateAttribute {
  readonly displayName: string
  readonly version: string
  /** The type of the events that count. */
  readonly event: string
  readonly metaDataType: string
  /** The member of the events' `data` that is aggregated. */
  readonly metaData: string
  /** The most events taken, the newest first; 0 for all. */
  readonly limit: number
  readonly lookBackDurationType: string
  readonly lookBackPeriod: number
  readonly aggregationMode: AggregationMode
  /** Whether the view lists the events that were taken. */
  readonly verbose: boolean
  readonly widgetAttributes?: { readonly type: string } | null
  readonly rules?: Rules | null
}

export interface TemplateInput {
  readonly name: string
  readonly attributes: readonly TemplateAttribute[]
}

export interface Template extends TemplateInput {
  readonly id: string
  readonly workspaceId: string
  readonly organizationId: string
  readonly createdAt: string
  readonly createdBy: string
  readonly updatedAt: string
  readonly updatedBy: string
}

interface Audit {
  readonly organizationId: string
  readonly newId: () => string
  readonly now: () => string
}

export class Templates {
  readonly #audit: Audit
  readonly #byId = new Map<string, Template>()

  constructor(audit: Audit) {
    this.#audit = audit
  }

  list(workspaceId: string): Template[] {
    return [...this.#byId.values()].filter((template) => template.workspaceId === workspaceId)
  }

  /** @throws {ApiError} 404 */
  get(workspaceId: string, idOrName: string): Template {
    const all = this.list(workspaceId)
    const template = all.find(({ id }) => id === idOrName) ?? all.find(({ name }) => name === idOrName)
    if (template === undefined) throw notFound(idOrName)
    return template
  }

  /** @throws {ApiError} 409 when the workspace has a template of that name. */
  create(workspaceId: string, input: TemplateInput): Template {
    if (this.list(workspaceId).some(({ name }) => name === input.name)) {
      throw new ApiError(409, [`Name ${input.name} already exists`])
    }
    const now = this.#audit.now()
    const template: Template = {
      id: this.#audit.newId(),
      name: input.name,
      workspaceId,
      organizationId: this.#audit.organizationId,
      createdAt: now,
      createdBy: 'emulator',
      updatedAt: now,
      updatedBy: 'emulator',
      attributes: input.attributes,
    }
    this.#byId.set(template.id, template)
    return template
  }

  /** @throws {ApiError} 404 */
  delete(workspaceId: string, idOrName: string): void {
    this.#byId.delete(this.get(workspaceId, idOrName).id)
  }

  clear(): void {
    this.#byId.clear()
  }
}
