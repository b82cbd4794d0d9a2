import type { Command } from 'commander'
import type { CaseReport, ContractReport } from '../projections/contract/run.js'
import { exitStatus } from './exit-status.js'
import { endWith } from './interrupt.js'
import { addNodeOptions, openNode, type NodeOptions } from './node-options.js'
import { clip, colorsFor, columns, count, examples, isTerminal, print, printJson, printTable } from './terminal.js'

export function registerContract(program: Command): void {
  addNodeOptions(program.command('contract [dir]'))
    .summary('prove over real HTTP that every outcome is reached')
    .description(
      'Tests a node from its manifests alone: every example, every outcome and every HTTP status, against a local server.',
    )
    .addHelpText(
      'after',
      `\nEnds with 0 when every case passes and every outcome is reached, else with 3.\n${examples(
        'cjds-node contract',
        'cjds-node contract ./my-node --overlay accept-200 --json',
      )}`,
    )
    .action(contract)
}

async function contract(dir: string | undefined, options: NodeOptions): Promise<void> {
  const node = await openNode(dir === undefined ? options : { ...options, manifest: dir })
  const { runContract, formatCoverage } = await import('../projections/contract/run.js')
  const report = await runContract(node, isTerminal(process.stderr) ? { onProgress: showProgress } : {})
  if (isTerminal(process.stderr)) process.stderr.write('\r\x1b[K')
  if (options.json === true) printJson(report)
  else printReport(report, formatCoverage(report.coverage))
  endWith(report.passed ? exitStatus.success : exitStatus.otherOutcome)
}

function showProgress({ method }: CaseReport, done: number, total: number): void {
  if (done % 20 === 0) process.stderr.write(`\r\x1b[K${done}/${total} ${method}`)
}

function printReport({ cases, coverage, passed }: ContractReport, summary: string): void {
  const colors = colorsFor()
  const failed = cases.filter((report) => !report.passed)
  for (const { method, name, expected, actual, detail } of failed) {
    print(`${colors.red('failed')} ${colors.bold(method)}: ${name}`)
    if (detail !== undefined) print(`  ${clip(detail, 1000)}`)
    if (expected !== actual) print(`  expected ${expected}, ended in ${actual}`)
  }
  for (const { method, declared, reached } of coverage) {
    const missed = declared.filter((name) => !reached.includes(name))
    if (missed.length > 0) print(`${colors.red('not reached')} ${colors.bold(method)}: ${missed.join(', ')}`)
  }
  if (!passed) print('')
  printTable(
    ['Method', 'Outcomes', 'Cases passed', 'Examples', 'Statuses'],
    coverage.map(({ method, reached, declared }) => {
      const own = cases.filter((report) => report.method === method)
      const kind = (wanted: CaseReport['kind']): string => String(own.filter((report) => report.kind === wanted).length)
      const well = own.filter((report) => report.passed).length
      return [method, `${reached.length}/${declared.length}`, `${well}/${own.length}`, kind('example'), kind('status')]
    }),
  )
  const verdict = passed ? colors.green(summary) : colors.red(summary)
  const counted =
    failed.length === 0
      ? `all ${count(cases.length, 'case')} passed`
      : `${failed.length} of ${count(cases.length, 'case')} failed`
  print(`${isTerminal() ? '─'.repeat(columns()) : ''}\n${verdict}, ${counted}`.trimStart())
}
