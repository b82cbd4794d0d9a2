import { TokenStoreError } from '../../auth/token-store-error.js'
import type { Emulator } from '../../emulator/index.js'
import type { Executor } from '../../execute.js'
import type {
  ChoicesRequest,
  ChoicesView,
  ExplanationView,
  Invocation,
  Journey,
  JourneyRequest,
  Run,
  RunRequest,
  Saved,
  Scenario,
  Session,
  Values,
} from '../api.js'
import type { Connections } from './connections.js'
import { identifiersIn, journeyOf, latestIdentity, takeSnapshot, touchedSince, type Snapshot } from './journey.js'
import type { ManifestFolder } from './manifest-folder.js'
import { nothingPlayed, playOn, type Playing } from './playing.js'
import { compiled, executorFor, Runs, type Services } from './runs.js'
import { findPlay, scenarioChoices } from './scenarios.js'
import { variables, workspaceId } from './seed.js'
import { StudioError } from './studio-error.js'
import type { Workbench } from './workbench.js'

export interface StudioParts {
  readonly workbench: Workbench
  readonly connections: Connections
  readonly emulator: Emulator | null
  readonly services: Services
  readonly folder: ManifestFolder | null
}

/** What the page can ask for, without HTTP. */
export class Studio {
  readonly #parts: StudioParts
  readonly #runs = new Runs()
  #plays = 0
  /** What the emulator held before the last run. */
  #before: Snapshot | undefined
  /** Whom the last run was about that was about somebody. */
  #touched: readonly string[] = []

  constructor(parts: StudioParts) {
    this.#parts = parts
  }

  async session(): Promise<Session> {
    const { workbench, connections, emulator, folder } = this.#parts
    const node = workbench.loaded.view
    const workspace = emulator?.store.workspaces.get(workspaceId)
    return {
      node,
      connections: await connections.list(),
      emulator:
        emulator === null || workspace === undefined
          ? null
          : { baseUrl: emulator.baseUrl, workspaceId: workspace.id, workspaceName: workspace.name },
      scenarios: emulator === null ? [] : scenarioChoices,
      runs: this.#runs.list(),
      variables: {
        ...variables,
        ...Object.fromEntries(
          Object.values(node.presets)
            .flat()
            .flatMap((preset) => Object.entries(preset.variables))
            .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
        ),
      },
      folder: folder?.path ?? null,
    }
  }

  async explain(invocation: Invocation): Promise<ExplanationView> {
    const { node, trace } = this.#parts.workbench.loaded
    compiled(node, invocation.method)
    const explanation = await this.#executor().explain(invocation.method, invocation.inputs, {
      variables: this.#runs.variablesFor(invocation),
    })
    return { ...explanation, steps: explanation.steps.map((step) => trace(invocation.method, step)) }
  }

  async choices({ method, input, inputs, scenario, ...invocation }: ChoicesRequest): Promise<ChoicesView> {
    const known = { method, inputs, variables: invocation.variables }
    const playing = this.#play(scenario, known.method, (await this.explain(known)).values)
    try {
      return await this.#executor(playing).choices(method, input, inputs, {
        variables: this.#runs.variablesFor(invocation),
      })
    } finally {
      playing.end()
    }
  }

  async run(request: RunRequest): Promise<Run> {
    const { workbench, emulator, services } = this.#parts
    const { node } = workbench.loaded
    const method = compiled(node, request.method)
    const { values } = await this.explain(request)
    const playing = this.#play(request.scenario, request.method, values)
    const before = emulator === null ? undefined : takeSnapshot(emulator.store)
    this.#before = before
    try {
      return await this.#runs.run(node, request, values, services, playing.reroute)
    } finally {
      playing.end()
      const named = identifiersIn(method, values)
      // A body that is written as JSON names somebody in a way that only the service understands.
      const aliases =
        named.length > 0 || emulator === null || before === undefined ? named : touchedSince(emulator.store, before)
      if (aliases.length > 0) this.#touched = aliases
    }
  }

  clearRun(id: string): Run {
    return this.#runs.clear(id)
  }

  journey({ alias }: JourneyRequest): Journey {
    const { emulator } = this.#parts
    if (emulator === null)
      throw new StudioError(
        409,
        'NO_EMULATOR',
        'The studio was started without the emulator, so there is no journey to show.',
      )
    const touched = this.#touched.length > 0 ? this.#touched : latestIdentity(emulator.store)
    return journeyOf(emulator.store, alias === undefined ? touched : [alias], this.#before)
  }

  /** @throws {StudioError} 409 */
  async save(): Promise<Saved> {
    const { workbench, folder } = this.#parts
    if (folder === null)
      throw new StudioError(
        409,
        'NO_FOLDER',
        'There is no folder to save to: start the studio with --save and a folder.',
      )
    return workbench.saveTo(folder)
  }

  #executor({ reroute }: Playing = nothingPlayed): Executor {
    const { services, workbench } = this.#parts
    return executorFor(workbench.loaded.node, { ...services, transport: reroute(services.transport) })
  }

  /** @throws {StudioError} 400 for a scenario that cannot be played on what the values connect to */
  #play(scenario: Scenario | undefined, method: string, values: Values): Playing {
    if (scenario === undefined) return nothingPlayed
    const { emulator, workbench } = this.#parts
    const { examples } = compiled(workbench.loaded.node, method).manifest
    const play = findPlay(scenario, examples)
    if (emulator === null || this.#leadsElsewhere(values, emulator))
      throw new StudioError(400, 'SCENARIO', 'Scenarios are played by the emulator; choose its connection.')
    return playOn(emulator, play, String(++this.#plays))
  }

  #leadsElsewhere(values: Values, emulator: Emulator): boolean {
    const { services, workbench } = this.#parts
    const { authentication } = workbench.loaded.node.manifest
    if (authentication === undefined) return services.baseUrl !== emulator.baseUrl
    const name = values[authentication.input]
    if (typeof name !== 'string') return false
    try {
      const baseUrl = services.authorizations.baseUrl(name)
      return baseUrl !== undefined && baseUrl !== emulator.baseUrl
    } catch (error) {
      if (error instanceof TokenStoreError) return true
      throw error
    }
  }
}
