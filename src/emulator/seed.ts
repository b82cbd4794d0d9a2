import { ApiError } from './api-error.js'
import { EmulatorError } from './emulator-error.js'
import { readSeed } from './seed-schema.js'
import type { CloudEvent } from './store/events.js'
import type { PersonInput } from './store/person.js'
import type { Store } from './store/store.js'
import type { TemplateAttribute, TemplateInput } from './store/templates.js'
import type { WorkspaceInput } from './store/workspaces.js'

/** The workspace that an emulator starts with; its id never changes, so that it can be written into a flow. */
export const DEFAULT_WORKSPACE_ID = '65f1c2d3a4b5c6d7e8f90a1b'
export const DEFAULT_ORGANIZATION_ID = '3f6a2b1c-8d4e-4f70-9a51-c2e7d8b90f14'

/**
 * What an emulator knows from the start and after a reset. A member that is left out keeps its default; entries without
 * `workspaceId` go into the first workspace.
 */
export interface Seed {
  readonly workspaces?: readonly WorkspaceInput[]
  readonly templates?: readonly (TemplateInput & { readonly workspaceId?: string })[]
  readonly persons?: readonly (PersonInput & { readonly workspaceId?: string })[]
  readonly events?: readonly (CloudEvent & { readonly workspaceId?: string })[]
}

const contacts = (displayName: string, unit: string, period: number): TemplateAttribute => ({
  displayName,
  version: '0.1',
  event: 'task:new',
  metaDataType: 'string',
  metaData: 'origin',
  limit: 1000,
  lookBackDurationType: unit,
  lookBackPeriod: period,
  aggregationMode: 'Count',
  verbose: true,
  widgetAttributes: { type: 'table' },
  rules: null,
})

const DEFAULT_SEED: Required<Seed> = {
  workspaces: [
    {
      id: DEFAULT_WORKSPACE_ID,
      name: 'Sandbox',
      description: 'The workspace that contact-centre data flows into',
      wxccSubscriptionIds: ['7b0d4a52-1c8e-4f63-b7a9-5e2d9c1f8036'],
    },
  ],
  templates: [
    {
      name: 'journey-default-template',
      attributes: [
        contacts('Contacts in the last 24 hours', 'hours', 24),
        contacts('Contacts in the last 10 days', 'days', 10),
      ],
    },
  ],
  persons: [],
  events: [],
}

/**
 * Fills an empty store. `false` leaves it empty.
 * @throws {EmulatorError} `SEED` that names the entry.
 */
export function plant(store: Store, seed: Seed | false = {}): void {
  if (seed === false) return
  readSeed(seed)
  const { workspaces, templates, persons, events } = { ...DEFAULT_SEED, ...seed }
  const [first] = workspaces.map((workspace) => store.workspaces.create(workspace))
  const home = first?.id ?? ''
  for (const [index, { workspaceId = home, ...template }] of templates.entries())
    plantEntry(`templates.${index}`, () => store.templates.create(workspaceId, template))
  for (const [index, { workspaceId = home, ...person }] of persons.entries())
    plantEntry(`persons.${index}`, () => store.persons.create(workspaceId, person))
  for (const [index, { workspaceId = home, ...event }] of events.entries())
    plantEntry(`events.${index}`, () => store.keep(workspaceId, event))
}

/** The store knows what is wrong with an entry, but not which one it is. */
function plantEntry(place: string, plantIt: () => unknown): void {
  try {
    plantIt()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw new EmulatorError('SEED', `"${place}" of the seed cannot be planted. ${error.message}.`, { cause: error })
  }
}
