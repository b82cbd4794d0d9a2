import { orOk, type Check } from '../check.js'
import { storeProblems } from '../store-problems.js'

export const storeKey: Check = {
  id: 'store-key',
  title: 'Store: key',
  run: async ({ store }) => orOk(storeProblems(await store(), ['TOKEN_STORE_KEY']), 'It opens what there is to open.'),
}
