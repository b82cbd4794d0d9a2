import { orOk, type Check } from '../check.js'
import { storeProblems } from '../store-problems.js'

export const storePermissions: Check = {
  id: 'store-permissions',
  title: 'Store: permissions and disk',
  run: async ({ store }) =>
    orOk(
      storeProblems(await store(), ['TOKEN_STORE_PERMISSIONS', 'TOKEN_STORE_IO', 'TOKEN_STORE_BUSY']),
      'Nobody else can get at it, and it can be locked.',
    ),
}
