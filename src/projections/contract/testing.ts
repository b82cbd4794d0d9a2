import { requireLoaded } from '../../manifest/require-loaded.js'
import type { CompiledNode } from '../../manifest/compiled.js'
import { contractCases, type ContractCase } from './cases.js'
import { formatCoverage, outcomeCoverage, startContractRunner, type CaseReport, type ContractRunner } from './run.js'

export { contractCases, type ContractCase, type Service } from './cases.js'
export {
  formatCoverage,
  outcomeCoverage,
  runContract,
  startContractRunner,
  type CaseReport,
  type ContractOptions,
  type ContractReport,
  type ContractRunner,
  type OutcomeCoverage,
} from './run.js'

/** The functions of a test framework in jest's style. */
export interface TestFunctions {
  readonly describe: (name: string, body: () => void) => void
  readonly test: (name: string, body: () => Promise<void> | void, timeoutMs?: number) => void
  readonly beforeAll: (body: () => Promise<void>) => void
  readonly afterAll: (body: () => Promise<void>) => void
}

/**
 * Declares a node's contract tests: one for each example and each outcome, one for all statuses of a method, and one
 * that every declared outcome was reached.
 * @param functions jest's own, from its globals unless given
 * @throws {TypeError} when the node is still to be awaited
 */
export function describeContract(
  node: CompiledNode,
  functions: TestFunctions = globalThis as unknown as TestFunctions,
): void {
  requireLoaded(node, 'describeContract')
  const { describe, test, beforeAll, afterAll } = functions
  const reports: CaseReport[] = []
  let runner: ContractRunner

  async function run(contractCase: ContractCase): Promise<CaseReport> {
    const report = await runner.run(contractCase)
    reports.push(report)
    return report
  }

  describe(`contract of ${node.manifest.title}`, () => {
    beforeAll(async () => {
      runner = await startContractRunner(node)
    })
    afterAll(() => runner.close())

    const cases = contractCases(node.manifest)
    for (const method of node.manifest.methods)
      describe(method.id, () => {
        const own = cases.filter((contractCase) => contractCase.method === method.id)
        for (const contractCase of own.filter(({ kind }) => kind !== 'status'))
          test(`${contractCase.kind}: ${contractCase.name} -> ${contractCase.expected}`, async () => {
            assertPassed([await run(contractCase)])
          })
        test('every final HTTP status leads where the manifest says', async () => {
          const statuses: CaseReport[] = []
          for (const contractCase of own.filter(({ kind }) => kind === 'status')) statuses.push(await run(contractCase))
          assertPassed(statuses)
        }, 60_000)
      })

    test('every declared outcome is reached', () => {
      const coverage = outcomeCoverage(node, reports)
      const missed = coverage.flatMap(({ method, reached, declared }) =>
        declared.filter((name) => !reached.includes(name)).map((name) => `${method}.${name}`),
      )
      if (missed.length > 0) throw new Error(`${formatCoverage(coverage)}; not reached: ${missed.join(', ')}`)
    })
  })
}

function assertPassed(reports: readonly CaseReport[]): void {
  const failed = reports.filter(({ passed }) => !passed)
  if (reports.length === 0) throw new Error('There is no case to run; give the method an example that succeeds.')
  if (failed.length > 0)
    throw new Error(
      failed
        .map(({ name, expected, detail }) => `${name}: expected ${expected}, but it ${detail ?? 'failed'}`)
        .join('\n'),
    )
}
