import { ApiError, badRequest, notFound } from '../api-error.js'
import { isDurationType } from '../views/look-back.js'
import { readRules, type Rules } from '../views/rules.js'
import type { Workspaces } from './workspaces.js'

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
  readonly #workspaces: Workspaces
  readonly #byId = new Map<string, Template>()

  constructor(audit: Audit, workspaces: Workspaces) {
    this.#audit = audit
    this.#workspaces = workspaces
  }

  /** @throws {ApiError} 404 for an unknown workspace. */
  list(workspaceId: string): Template[] {
    this.#workspaces.get(workspaceId)
    return [...this.#byId.values()].filter((template) => template.workspaceId === workspaceId)
  }

  /** @throws {ApiError} 404 */
  get(workspaceId: string, idOrName: string): Template {
    const all = this.list(workspaceId)
    const template = all.find(({ id }) => id === idOrName) ?? all.find(({ name }) => name === idOrName)
    if (template === undefined) throw notFound(idOrName)
    return template
  }

  /** @throws {ApiError} 400 for a window or rules that cannot be read, 409 when the workspace has one of that name. */
  create(workspaceId: string, input: TemplateInput): Template {
    checkAttributes(input)
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

/** What the schema cannot say: that windows and rules can be read. */
function checkAttributes(input: TemplateInput): void {
  const problems = input.attributes.flatMap((attribute, index) => {
    const place = `"attributes.${index}`
    const unit = attribute.lookBackDurationType
    const window = isDurationType(unit) ? [] : [`${place}.lookBackDurationType" is unknown: ${unit}`]
    try {
      readRules(attribute.rules)
      return window
    } catch (error) {
      return [...window, `${place}.rules": ${(error as SyntaxError).message}`]
    }
  })
  if (problems.length > 0) throw badRequest(...problems)
}
