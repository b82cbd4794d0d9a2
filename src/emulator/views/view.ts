import type { StoredEvent } from '../store/events.js'
import type { Person } from '../store/person.js'
import type { Template, TemplateAttribute } from '../store/templates.js'
import { aggregate } from './aggregate.js'
import { windowStart } from './look-back.js'
import { ANY_EVENT, memberText, readRules } from './rules.js'

/** A progressive profile view as the service answers it, one misspelt key included. */
export interface ProfileView {
  readonly workspaceId: string
  readonly organizationId: string
  readonly personId: string
  readonly templateId: string
  readonly searchFilter: string
  readonly attributes: readonly ViewAttribute[]
  readonly systemMetdata: { readonly journeyActionTriggerHistories: readonly unknown[] }
  readonly timestamp: string
}

export interface ViewAttribute {
  readonly queryTemplate: Readonly<Record<string, unknown>>
  /** Always text, also for a number. */
  readonly result: string
  /** Empty when the figure could be made. */
  readonly error: string
  /** The events taken, each as a JSON text; empty unless the attribute is verbose. */
  readonly journeyEvents: readonly string[]
}

/** @param events all events of the person, the newest first. @param nowMs where the look-back windows end. */
export function buildView(
  template: Template,
  person: Person,
  events: readonly StoredEvent[],
  nowMs: number,
): ProfileView {
  return {
    workspaceId: person.workspaceId,
    organizationId: person.organizationId,
    personId: person.id,
    templateId: template.id,
    searchFilter: '',
    attributes: template.attributes.map((attribute) => viewAttribute(attribute, events, nowMs)),
    systemMetdata: { journeyActionTriggerHistories: [] },
    timestamp: new Date(nowMs).toISOString(),
  }
}

function viewAttribute(attribute: TemplateAttribute, events: readonly StoredEvent[], nowMs: number): ViewAttribute {
  const taken = takenEvents(attribute, events, nowMs)
  return {
    queryTemplate: echo(attribute),
    result: aggregate(
      attribute.aggregationMode,
      taken.map(({ value }) => value),
    ),
    error: '',
    journeyEvents: attribute.verbose ? taken.map(({ event }) => event.text) : [],
  }
}

/** The events that count: of the type, in the window, passing the rules and carrying the member; the newest `limit`. */
export function takenEvents(attribute: TemplateAttribute, events: readonly StoredEvent[], nowMs: number) {
  const start = windowStart(nowMs, attribute.lookBackDurationType, attribute.lookBackPeriod)
  const passes = readRules(attribute.rules)
  return events
    .filter((event) => attribute.event === ANY_EVENT || event.type === attribute.event)
    .filter((event) => event.timeMs >= start && passes(event))
    .flatMap((event) => {
      const value = memberText(event.data, attribute.metaData)
      return value === undefined ? [] : [{ event, value }]
    })
    .slice(0, attribute.limit === 0 ? undefined : attribute.limit)
}

/** The attribute as a view repeats it: the service writes its enumerations in capitals. */
const echo = (attribute: TemplateAttribute): ViewAttribute['queryTemplate'] => ({
  displayName: attribute.displayName,
  version: attribute.version,
  event: attribute.event,
  metaDataType: attribute.metaDataType.toUpperCase(),
  metaData: attribute.metaData,
  limit: attribute.limit,
  lookBackDurationType: attribute.lookBackDurationType.toUpperCase(),
  lookBackPeriod: attribute.lookBackPeriod,
  aggregationMode: attribute.aggregationMode.toUpperCase(),
  verbose: attribute.verbose,
  widgetAttributes: attribute.widgetAttributes ?? null,
  rules: attribute.rules ?? null,
})
