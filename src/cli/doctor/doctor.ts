import { homedir } from 'node:os'
import type { Command } from 'commander'
import { exitStatus } from '../exit-status.js'
import { endWith } from '../interrupt.js'
import { addNodeOptions, collect } from '../node-options.js'
import { colorsFor, count, examples, printJson, printTable, tell } from '../terminal.js'
import type { Finding, Level } from './check.js'
import type { DoctorOptions } from './surroundings.js'

interface Result {
  readonly id: string
  readonly title: string
  readonly findings: readonly Finding[]
}

export function registerDoctor(program: Command): void {
  addNodeOptions(program.command('doctor'))
    .summary('look for what keeps the node from working here')
    .description(
      'Looks at this machine, its connections and their services, and says what to do about what it finds. It mends nothing.',
    )
    .option('--base-url <url>', 'a service to ask, besides those of the connections')
    .option(
      '--redirect-uri <uri>',
      'a registered redirect URI of the login, instead of its own; can be repeated',
      collect,
    )
    .option('--offline', 'send nothing')
    .addHelpText(
      'after',
      `
What is sent: HEAD without a token to the service and the authorization server of each connection, and INFO to the Redis
of CJDS_NODE_REDIS_URL where that is set. What is printed holds no token, secret or password.

Ends with 0 when there is no problem, else with 3; a warning is none.
${examples('cjds-node doctor', 'cjds-node doctor --offline', 'cjds-node doctor --base-url https://api.example.com --json')}`,
    )
    .action(doctor)
}

async function doctor(options: DoctorOptions): Promise<void> {
  const [{ checks }, { surroundingsOf }] = await Promise.all([import('./checks.js'), import('./surroundings.js')])
  const surroundings = surroundingsOf(options)
  const results: Result[] = []
  for (const { id, title, run } of checks) {
    const findings = (await run(surroundings)).map((finding) => ({ ...finding, message: withoutHome(finding.message) }))
    results.push({ id, title, findings })
  }
  const problems = amount(results, 'problem')
  const { sent } = surroundings
  if (options.json === true) printJson({ passed: problems === 0, checks: results, sent })
  else printResults(results, sent)
  endWith(problems === 0 ? exitStatus.success : exitStatus.otherOutcome)
}

function printResults(results: readonly Result[], sent: readonly string[]): void {
  printTable(
    ['State', 'What', 'Finding'],
    results.flatMap(({ title, findings }) => findings.map(({ level, message }) => [level, title, message])),
  )
  const colors = colorsFor(process.stderr)
  const problems = amount(results, 'problem')
  const warnings = count(amount(results, 'warning'), 'warning')
  const text = problems === 0 ? colors.green('No problems') : colors.red(count(problems, 'problem'))
  tell(`${text}, ${warnings}. Sent: ${sent.length === 0 ? 'nothing' : sent.join(', ')}.`)
}

const amount = (results: readonly Result[], level: Level): number =>
  results.flatMap(({ findings }) => findings).filter((finding) => finding.level === level).length

/** Findings get pasted into reports; the home directory has a person's name. Commands still work as they are. */
function withoutHome(message: string): string {
  const home = homedir()
  return home.length < 2 ? message : message.replaceAll(`'${home}/`, `~/'`).replaceAll(home, '~')
}
