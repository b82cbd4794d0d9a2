import type { Command } from 'commander'
import { interruptSignal } from './interrupt.js'
import { addNodeOptions, overlayFiles, overlayIds, wholeNumber, type NodeOptions } from './node-options.js'
import { colorsFor, examples, isTerminal, print, printJson, tell } from './terminal.js'

interface StudioCommandOptions extends NodeOptions {
  readonly port: number
  readonly save?: string
  readonly open: boolean
  readonly emulator: boolean
  readonly connections?: boolean
}

export function registerStudio(program: Command): void {
  addNodeOptions(program.command('studio'))
    .summary('open the node in a browser')
    .description(
      'Opens the node in a browser: its forms, what it would send and what comes back, with a local service to try it on. For this machine only, until Ctrl-C.',
    )
    .option('--port <n>', 'the port to listen on; 0 takes any free one', wholeNumber(0, 65_535), 4020)
    .option('--save <dir>', 'the folder that changed manifests are saved to, by default that of --manifest')
    .option('--connections', 'offer the connections made with auth login beside the local service')
    .option('--no-emulator', 'start no local service')
    .option('--no-open', 'print the link and open no browser')
    .addHelpText(
      'after',
      examples(
        'cjds-node studio',
        'cjds-node studio --save ./my-node',
        'cjds-node studio --manifest ./my-node --connections --no-emulator',
      ),
    )
    .action(studio)
}

async function studio(options: StudioCommandOptions): Promise<void> {
  const { startStudio } = await import('../studio/server/start.js')
  const running = await startStudio({
    port: options.port,
    ...(options.manifest === undefined ? {} : { manifest: options.manifest }),
    ...(options.save === undefined ? {} : { save: options.save }),
    overlays: { files: overlayFiles(options), ids: (known) => overlayIds(options, known) },
    emulator: options.emulator,
    connections: options.connections === true,
    onMistake: (error) => {
      tell(
        `This is a mistake in the studio: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
    },
  })
  interruptSignal().addEventListener('abort', () => void running.close())

  const { link, origin, token, folder } = running
  if (options.json === true) printJson({ link, origin, token, folder })
  else {
    const colors = colorsFor()
    print(`${colors.bold('The studio')} is open for this machine only; Ctrl-C ends it.\n\n  ${colors.green(link)}\n`)
    print(
      folder === null
        ? 'Changed manifests are not saved; start it with --save and a folder to keep them.'
        : `Changed manifests are saved to ${folder} when you ask for it.`,
    )
  }
  if (!options.open || options.json === true || !isTerminal() || (process.env.CI ?? '') !== '') return
  const { openBrowser } = await import('./auth/open-browser.js')
  openBrowser(link)
}
