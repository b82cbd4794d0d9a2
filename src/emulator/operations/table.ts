import { eventOperations } from './events.js'
import { oauthOperations } from './oauth.js'
import type { Operation } from './operation.js'
import { personOperations } from './persons.js'
import { templateOperations } from './templates.js'
import { viewOperations } from './views.js'
import { workspaceOperations } from './workspaces.js'

/** Everything that the emulator answers, apart from its own controls. */
export const OPERATIONS: readonly Operation[] = [
  ...personOperations,
  ...eventOperations,
  ...viewOperations,
  ...templateOperations,
  ...workspaceOperations,
  ...oauthOperations,
]
