import { ok, problem, type Check } from '../check.js'

export const nodeVersion: Check = {
  id: 'node-version',
  title: 'Node.js',
  run: ({ nodeVersion: version, neededNode }) => {
    const major = (text: string): number => Number(/\d+/.exec(text)?.[0])
    return major(version) >= major(neededNode)
      ? [ok(`${version} is recent enough.`)]
      : [problem(`${version} is too old: the package needs ${neededNode}. Install a newer Node.js, and start it.`)]
  },
}
