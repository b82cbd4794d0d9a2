import { ApiError } from '../api-error.js'

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Non-empty for the one workspace that contact-centre data flows into. */
  readonly wxccSubscriptionIds: readonly string[]
}

export interface WorkspaceInput extends Partial<Workspace> {
  readonly name: string
}

export class Workspaces {
  readonly #newId: () => string
  readonly #byId = new Map<string, Workspace>()

  constructor(newId: () => string) {
    this.#newId = newId
  }

  list(): Workspace[] {
    return [...this.#byId.values()]
  }

  /** @throws {ApiError} 404 */
  get(workspaceId: string): Workspace {
    const workspace = this.#byId.get(workspaceId)
    if (workspace === undefined) throw new ApiError(404, [`There is no workspace ${workspaceId}`])
    return workspace
  }

  create(input: WorkspaceInput): Workspace {
    const workspace = { id: this.#newId(), description: '', wxccSubscriptionIds: [], ...input }
    this.#byId.set(workspace.id, workspace)
    return workspace
  }

  clear(): void {
    this.#byId.clear()
  }
}
