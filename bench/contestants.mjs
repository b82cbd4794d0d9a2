import { existsSync, readFileSync } from 'node:fs'

/** What every ratio refers to, unless a measure says otherwise. */
export const baseline = 'undici request'

/**
 * `runner` exports a function that makes `invoke(inputs)`; `needs` is the package that a peer must have installed;
 * `wire` is false where nothing is sent; `against` names the hand-written client on the same transport.
 */
export const contestants = [
  contestant(baseline, 'Hand-written, undici `request` + `Agent`', 'runners/hand-written-undici-request.mjs'),
  contestant('undici pool', 'Hand-written, undici `Pool`', 'runners/hand-written-undici-pool.mjs'),
  contestant('node:http', 'Hand-written, `node:http`', 'runners/hand-written-node-http.mjs'),
  contestant('axios', 'Hand-written, axios keep-alive', 'runners/hand-written-axios.mjs'),
  contestant('ours, undici', 'This package, undici transport', 'runners/executor-undici.mjs', { against: baseline }),
  contestant('ours, axios', 'This package, axios transport', 'runners/executor-axios.mjs', { against: 'axios' }),
  contestant('ours, no wire', 'This package, an answer at once', 'runners/executor-instant.mjs', { wire: false }),
  contestant('node-red', 'Node-RED 4.1.15, core nodes', 'peers/node-red.mjs', { needs: 'node-red' }),
  contestant('zapier', 'zapier-platform-core 18.6.0', 'peers/zapier.mjs', { needs: 'zapier-platform-core' }),
  contestant('n8n', 'n8n-core 1.97.0, declarative node', 'peers/n8n.mjs', { needs: 'n8n-core' }),
]

function contestant(id, title, runner, { needs, against, wire = true } = {}) {
  const url = new URL(runner, import.meta.url)
  return { id, title, url, runner: url.href, peer: needs !== undefined, installed: isInstalled(needs), against, wire }
}

function isInstalled(name) {
  return name === undefined || existsSync(new URL(`peers/node_modules/${name}/package.json`, import.meta.url))
}

/** In one line, which peers are left out and how to have them; undefined when all are there. */
export function missingPeers() {
  const missing = contestants.filter(({ installed }) => !installed)
  if (missing.length === 0) return undefined
  return `Left out: ${missing.map(({ title }) => title).join('; ')}. To have them: npm ci --ignore-scripts --prefix bench/peers`
}

/** The versions of what takes part, for the record. */
export function versions() {
  return Object.fromEntries(
    ['undici', 'axios'].map((name) => {
      const file = new URL(`../node_modules/${name}/package.json`, import.meta.url)
      return [name, JSON.parse(readFileSync(file, 'utf8')).version]
    }),
  )
}
