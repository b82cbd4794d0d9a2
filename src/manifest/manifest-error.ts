import { FlowNodeError } from '../errors/flow-node-error.js'
import { problemWords, type ManifestProblem } from './problem.js'

/** A manifest that cannot be loaded. Lists every problem that was found, not only the first. */
export class ManifestError extends FlowNodeError {
  readonly code = 'MANIFEST_INVALID'

  constructor(readonly problems: readonly ManifestProblem[]) {
    super(
      `The manifest has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map(formatProblem).join('\n')}`,
    )
  }
}

/** A problem on one line: `methods/x.json:12:5 /request/url says what to do. Did you mean "y"?` */
export function formatProblem(problem: ManifestProblem): string {
  const { file, pointer, line, column } = problem
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`
  return `  ${place} ${pointer === '' ? '' : `${pointer} `}${problemWords(problem)}`
}
