import { isDeepStrictEqual } from 'node:util'
import type { Authorizations } from '../../auth/authorizations.js'
import { createExecutor, type Executor } from '../../execute.js'
import type { Example } from '../../manifest/manifest.js'
import type { CompiledNode } from '../../manifest/compiled.js'
import { methodOutcomes } from '../../outcome/outcome-table.js'
import type { Result } from '../../outcome/result.js'
import { contractCases, unknownAuthorization, type ContractCase } from './cases.js'
import { startContractService, type ContractService, type ReceivedRequest } from './service.js'

/** How one case went. */
export interface CaseReport {
  readonly method: string
  readonly name: string
  readonly kind: ContractCase['kind']
  readonly expected: string
  readonly actual: string
  readonly passed: boolean
  /** What differed, for a case that failed. */
  readonly detail?: string
}

/** Which of a method's outcomes were reached by a case that passed. */
export interface OutcomeCoverage {
  readonly method: string
  readonly reached: readonly string[]
  readonly declared: readonly string[]
}

export interface ContractReport {
  readonly cases: readonly CaseReport[]
  readonly coverage: readonly OutcomeCoverage[]
  /** Every case passed and every outcome was reached. */
  readonly passed: boolean
}

export interface ContractOptions {
  readonly onProgress?: (report: CaseReport, done: number, total: number) => void
}

/** Milliseconds after which a service that says nothing counts as too late; the manifest's own deadline is not waited for. */
const impatience = 200

/** Runs a case after the other against a server of its own. */
export interface ContractRunner {
  run(contractCase: ContractCase): Promise<CaseReport>
  close(): Promise<void>
}

export async function startContractRunner(node: CompiledNode): Promise<ContractRunner> {
  const service = await startContractService()
  const options = { authorizations: contractAuthorizations(service.baseUrl), baseUrl: service.baseUrl }
  const executor = createExecutor(node, options)
  const impatient = createExecutor(node, { ...options, timeoutMs: impatience })
  const unconfigured = createExecutor(node)

  function executorFor(contractCase: ContractCase): Executor {
    if (contractCase.unconfigured === true) return unconfigured
    return contractCase.service?.kind === 'silence' ? impatient : executor
  }

  return {
    run: (contractCase) => runCase(contractCase, executorFor(contractCase), service),
    close: async () => {
      executor.close()
      impatient.close()
      await service.close()
    },
  }
}

/** Runs every case of a node. */
export async function runContract(node: CompiledNode, { onProgress }: ContractOptions = {}): Promise<ContractReport> {
  const cases = contractCases(node.manifest)
  const runner = await startContractRunner(node)
  const reports: CaseReport[] = []
  try {
    for (const contractCase of cases) {
      const report = await runner.run(contractCase)
      reports.push(report)
      onProgress?.(report, reports.length, cases.length)
    }
  } finally {
    await runner.close()
  }
  const coverage = outcomeCoverage(node, reports)
  const complete = coverage.every(({ reached, declared }) => reached.length === declared.length)
  return { cases: reports, coverage, passed: complete && reports.every(({ passed }) => passed) }
}

export function outcomeCoverage(node: CompiledNode, reports: readonly CaseReport[]): OutcomeCoverage[] {
  return node.manifest.methods.map((method) => {
    const declared = methodOutcomes(method).map(({ name }) => name)
    const seen = new Set(
      reports.flatMap((report) => (report.method === method.id && report.passed ? [report.actual] : [])),
    )
    return { method: method.id, reached: declared.filter((name) => seen.has(name)), declared }
  })
}

/** Outcomes reached of all there are, such as `44/44 outcomes`. */
export function formatCoverage(coverage: readonly OutcomeCoverage[]): string {
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
  const reached = sum(coverage.map((method) => method.reached.length))
  return `${reached}/${sum(coverage.map((method) => method.declared.length))} outcomes`
}

async function runCase(contractCase: ContractCase, executor: Executor, service: ContractService): Promise<CaseReport> {
  service.prepare(contractCase.service)
  const { method, name, kind, inputs, variables, expected } = contractCase
  const result = await executor.execute(method, inputs, { variables })
  const problems = [
    ...(result.outcome === expected ? [] : [`ended in ${result.outcome} (${result.meta.code ?? 'no code'})`]),
    ...requestProblems(contractCase, service.received),
    ...outputProblems(contractCase.outputs ?? {}, result),
  ]
  const report = { method, name, kind, expected, actual: result.outcome, passed: problems.length === 0 }
  return problems.length === 0 ? report : { ...report, detail: problems.join('; ') }
}

function requestProblems({ service, request }: ContractCase, received: readonly ReceivedRequest[]): string[] {
  const [first] = received
  if (service === undefined) return first === undefined ? [] : ['a request was sent although none was expected']
  if (first === undefined) return ['no request was sent']
  return request === undefined ? [] : differences(request, first)
}

function differences(
  expected: NonNullable<Example['request']>,
  { method, url, headers, body }: ReceivedRequest,
): string[] {
  const problems: string[] = []
  const compare = (what: string, wanted: unknown, got: unknown): void => {
    if (wanted !== undefined && !isDeepStrictEqual(wanted, got))
      problems.push(`the ${what} was ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`)
  }
  compare('HTTP method', expected.method, method)
  compare('URL', expected.url, url)
  for (const [name, value] of Object.entries(expected.headers ?? {}))
    compare(`header ${name}`, value, headers[name.toLowerCase()])
  if (expected.body !== undefined) compare('body', expected.body, body === '' ? undefined : JSON.parse(body))
  return problems
}

function outputProblems(expected: Readonly<Record<string, unknown>>, { outputs }: Result): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => !isDeepStrictEqual(value, outputs[name]))
    .map(([name, value]) => `${name} was ${JSON.stringify(outputs[name])} instead of ${JSON.stringify(value)}`)
}

/** Knows every authorization but one. */
function contractAuthorizations(baseUrl: string): Authorizations {
  return {
    baseUrl: (name) => (name === unknownAuthorization ? undefined : baseUrl),
    getAccessToken: () => ({ value: 'contract-token' }),
  }
}
