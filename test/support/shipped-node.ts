const common = { authorization: 'main', workspaceId: 'workspace-1' }

/** Inputs that are fine, by method: one that writes an event, one that merges, two that read. */
export const goodInputs = {
  writeToCjds: {
    ...common,
    eventId: 'event-1',
    eventType: 'test',
    eventSource: 'test',
    identityType: 'phone',
    identity: '+12025550100',
  },
  manageIdentity: { ...common, phone: '+12025550100' },
  getIdentityByAliases: { ...common, aliases: '+12025550100' },
  readFromCjds: { ...common, templateName: 'template-1', aliasId: '+12025550100' },
} as const

export type MethodId = keyof typeof goodInputs

/** Where the statuses lead that have an outcome of their own in every method. */
export const namedOutcomes = {
  400: 'onBadRequest',
  403: 'onForbidden',
  404: 'onNotFound',
  429: 'onTooManyRequest',
  500: 'onInternalServerError',
} as const
