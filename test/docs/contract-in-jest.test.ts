import { describe, expect, test } from '@jest/globals'
import { loadNode } from '../../src/index.js'
import { describeContract } from '../../src/projections/contract/testing.js'

// The recipes themselves are run with the other blocks of docs/embedding.md.

describe('describeContract', () => {
  test('says so when await was forgotten', () => {
    const forgotten = loadNode() as unknown as Awaited<ReturnType<typeof loadNode>>
    expect(() => {
      describeContract(forgotten)
    }).toThrow(new TypeError('describeContract needs a loaded node, not the promise of one: await loadNode() first.'))
  })
})
