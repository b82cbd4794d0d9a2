import * as jest from '@jest/globals'
import { loadNode } from '../../src/index.js'
import { describeContract, formatCoverage, runContract } from '../../src/projections/contract/testing.js'

const { describe, expect, test } = jest
const node = await loadNode()

describeContract(node, jest)

describe('the contract report', () => {
  test('covers 44 outcomes of 44', async () => {
    const report = await runContract(node)
    expect(report.cases.filter(({ passed }) => !passed)).toEqual([])
    expect(formatCoverage(report.coverage)).toBe('44/44 outcomes')
    expect(report.passed).toBe(true)
    expect(report.cases.filter(({ kind }) => kind === 'status')).toHaveLength(4 * 400)
  }, 60_000)
})
