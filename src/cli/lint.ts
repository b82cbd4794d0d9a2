import { join, relative } from 'node:path'
import type { Command } from 'commander'
import type { ManifestProblem } from '../manifest/problem.js'
import { exitStatus } from './exit-status.js'
import { endWith } from './interrupt.js'
import { addNodeOptions, overlayFiles, overlayIds, type NodeOptions } from './node-options.js'
import { colorsFor, count, examples, print, printJson, tell } from './terminal.js'

export function registerLint(program: Command): void {
  addNodeOptions(program.command('lint [dir]'))
    .summary('check manifests and list every problem')
    .description(
      'Checks a directory of manifests against the manifest language and lists every problem with its place.',
    )
    .addHelpText(
      'after',
      `\nEnds with 0 when there is no problem, else with 2.\n${examples(
        'cjds-node lint ./my-node',
        'cjds-node lint ./my-node --overlay ./staging.json --json',
      )}`,
    )
    .action(lint)
}

async function lint(dir: string | undefined, options: NodeOptions): Promise<void> {
  const [{ checkManifest, shippedDirectory }, { methodOutcomes }] = await Promise.all([
    import('../manifest/read-manifest.js'),
    import('../outcome/outcome-table.js'),
  ])
  const directory = dir ?? options.manifest ?? shippedDirectory
  const files = overlayFiles(options)
  const checked = await checkManifest(directory, files)
  if ('problems' in checked) {
    const problems = checked.problems.map((problem) => ({
      ...problem,
      file: shownFile(problem.file, directory, files),
    }))
    if (options.json === true) printJson({ passed: false, problems })
    else problems.forEach(printProblem)
    tell(`${count(problems.length, 'problem')} in ${directory}`)
    endWith(exitStatus.usage)
    return
  }

  const { node } = checked
  await refuseUnknownOverlays(options, node.overlays)
  const methods = node.methods.length
  const outcomes = node.methods.reduce((sum, method) => sum + methodOutcomes(method).length, 0)
  if (options.json === true)
    printJson({ passed: true, node: node.id, version: node.version, methods, outcomes, problems: [] })
  else
    print(
      `${colorsFor().green('No problems')} in ${node.title} ${node.version}: ` +
        `${count(methods, 'method')}, ${count(outcomes, 'outcome')}; every status and every fault leads to one of them.`,
    )
}

async function refuseUnknownOverlays(options: NodeOptions, known: readonly { readonly id: string }[]): Promise<void> {
  const ids = known.map(({ id }) => id)
  const unknown = overlayIds(options, known).find((id) => !ids.includes(id))
  if (unknown === undefined) return
  const { UnknownOverlayError } = await import('../manifest/unknown-overlay-error.js')
  throw new UnknownOverlayError(unknown, ids)
}

/** The file as seen from here, so that a terminal or an editor can open it. */
function shownFile(file: string, directory: string, overlays: readonly string[]): string {
  return overlays.includes(file) ? file : relative('', join(directory, file))
}

function printProblem({ file, line, column, pointer, message, suggestion }: ManifestProblem): void {
  const colors = colorsFor()
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
  const meant = suggestion === undefined ? '' : colors.cyan(` Did you mean "${suggestion}"?`)
  print(`${colors.bold(place)} ${pointer === '' ? '' : `${colors.dim(pointer)} `}${message}${meant}`)
}
