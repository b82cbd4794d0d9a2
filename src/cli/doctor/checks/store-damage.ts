import { orOk, warning, type Check } from '../check.js'
import { storeProblems } from '../store-problems.js'

export const storeDamage: Check = {
  id: 'store-damage',
  title: 'Store: contents',
  run: async ({ store }) => {
    const reading = await store()
    const damaged = storeProblems(reading, ['TOKEN_STORE_CORRUPT', 'TOKEN_STORE_VERSION'])
    const setAside = reading.setAside.map((file) =>
      warning(`${file} is what is left of a damaged connection; remove it when nobody needs to look into it.`),
    )
    return orOk([...damaged, ...setAside], 'Nothing is damaged.')
  },
}
