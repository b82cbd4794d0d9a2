// One invocation of each method of the shipped node, taken from the examples in its manifests.
import { readFileSync } from 'node:fs'

/** @returns {{ method: string, inputs: object, outcome: string, response: object }[]} */
export function callOfEachMethod() {
  const node = readManifest('node.json')
  return node.methods.map((id) => {
    const { examples } = readManifest(`methods/${id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`)
    const [{ inputs, response, expect }] = examples
    return {
      method: id,
      inputs,
      outcome: expect.outcome,
      response: {
        status: response.status,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(response.body),
      },
    }
  })
}

function readManifest(path) {
  return JSON.parse(readFileSync(new URL(`../node-manifest/v1/${path}`, import.meta.url), 'utf8'))
}
