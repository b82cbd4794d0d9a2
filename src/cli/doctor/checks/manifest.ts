import { count } from '../../terminal.js'
import { ok, problem, type Check } from '../check.js'

const mostShown = 3

export const manifest: Check = {
  id: 'manifest',
  title: 'Manifests',
  run: async (surroundings) => {
    const checked = await surroundings.manifest()
    if ('node' in checked) {
      const { title, version, methods } = checked.node
      return [ok(`${title} ${version} with ${count(methods.length, 'method')}.`)]
    }
    const found = checked.problems.map(({ file, line, pointer, message }) =>
      problem(`${line === undefined ? file : `${file}:${line}`} ${pointer} ${message}`.replace(/\s+/g, ' ')),
    )
    const more = found.length - mostShown
    return more > 0
      ? [...found.slice(0, mostShown), problem(`${count(more, 'more problem')}; cjds-node lint lists them all.`)]
      : found
  },
}
