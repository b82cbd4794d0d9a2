const READ = ['cjp:config_read', 'cjp:config_write']

/** Any one of the scopes is enough. */
export const IDENTITY_READ = [...READ, 'cjp:user']
export const IDENTITY_WRITE = ['cjp:config_write']
export const JOURNEY_READ = [...READ, 'cjds:admin_org_read', 'cjds:admin_org_write']
export const JOURNEY_WRITE = ['cjp:config_write', 'cjds:admin_org_write']
export const PERSON_VIEW_READ = [...JOURNEY_READ, 'cjp:user']
