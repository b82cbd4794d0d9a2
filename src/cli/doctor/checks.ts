import type { Check } from './check.js'
import { clock } from './checks/clock.js'
import { consent } from './checks/consent.js'
import { dns } from './checks/dns.js'
import { loginPorts } from './checks/login-ports.js'
import { manifest } from './checks/manifest.js'
import { nodeVersion } from './checks/node-version.js'
import { proxy } from './checks/proxy.js'
import { redis } from './checks/redis.js'
import { scopes } from './checks/scopes.js'
import { service } from './checks/service.js'
import { storeDamage } from './checks/store-damage.js'
import { storeKey } from './checks/store-key.js'
import { storePermissions } from './checks/store-permissions.js'
import { tlsChecks } from './checks/tls-checks.js'

/** From this machine to the services; what comes first may be the cause of what comes later. */
export const checks: readonly Check[] = [
  nodeVersion,
  manifest,
  tlsChecks,
  proxy,
  storePermissions,
  storeKey,
  storeDamage,
  consent,
  scopes,
  loginPorts,
  dns,
  service,
  clock,
  redis,
]
