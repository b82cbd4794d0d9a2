import type { Command } from 'commander'
import type { SignIn } from './demo/sign-in.js'
import type { Step } from './demo/stage.js'
import { exitStatus } from './exit-status.js'
import { endWith } from './interrupt.js'
import { examples, printJson } from './terminal.js'

/** The demo as data. */
export interface DemoReport {
  readonly node: { readonly id: string; readonly version: string }
  readonly emulator: { readonly baseUrl: string; readonly workspaceId: string }
  readonly signIn: SignIn
  readonly steps: readonly Step[]
  /** How many of the node's outcomes were seen, each method's by itself. */
  readonly outcomes: { readonly seen: number; readonly declared: number }
  /** What the emulator holds at the end. */
  readonly store: { readonly persons: number; readonly aliases: number; readonly events: number }
  /** Requests that the emulator received. */
  readonly requests: number
  readonly passed: boolean
}

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .summary("play a caller's story through the node, against a local service")
    .description(
      "Plays a caller's story through the node: a local service, a real token, real requests, and what goes wrong.",
    )
    .option('--json', 'print the story as data')
    .addHelpText('after', examples('cjds-node demo', 'cjds-node demo --json'))
    .action(demo)
}

async function demo({ json = false }: { readonly json?: boolean }): Promise<void> {
  const [
    { startEmulator, DEFAULT_WORKSPACE_ID },
    { loadNode },
    { methodOutcomes },
    { signIn },
    { Stage },
    story,
    { DemoView },
  ] = await Promise.all([
    import('../emulator/index.js'),
    import('../manifest/load.js'),
    import('../outcome/outcome-table.js'),
    import('./demo/sign-in.js'),
    import('./demo/stage.js'),
    import('./demo/story.js'),
    import('./demo/render.js'),
  ])
  const view = json ? undefined : new DemoView()
  const node = await loadNode()
  const { id, version, title, authentication } = node.manifest
  const emulator = await startEmulator({ seed: { templates: [story.callerProfile] } })
  try {
    view?.opening(title, emulator.baseUrl)
    const signedIn = await signIn(emulator, authentication?.scopes ?? [])
    view?.signIn(signedIn.signIn)
    const onStep = (step: Step): void => {
      view?.step(step)
    }
    const stage = new Stage(node, emulator, signedIn.accessToken, story.variables, onStep)
    await story.tellStory(stage)
    stage.close()

    const persons = emulator.store.persons.list(DEFAULT_WORKSPACE_ID)
    const report: DemoReport = {
      node: { id, version },
      emulator: { baseUrl: emulator.baseUrl, workspaceId: DEFAULT_WORKSPACE_ID },
      signIn: signedIn.signIn,
      steps: stage.steps,
      outcomes: {
        seen: new Set(stage.steps.map(({ method, outcome }) => `${method} ${outcome}`)).size,
        declared: node.manifest.methods.reduce((sum, method) => sum + methodOutcomes(method).length, 0),
      },
      store: {
        persons: persons.length,
        aliases: persons.reduce((sum, { aliases }) => sum + aliases.length, 0),
        events: stage.events.length,
      },
      requests: emulator.recordings.total,
      passed: stage.steps.every(({ passed }) => passed),
    }
    if (json) printJson(report)
    view?.ending(report)
    endWith(report.passed ? exitStatus.success : exitStatus.otherOutcome)
  } finally {
    await emulator.close()
  }
}
