import { WandSparkles } from 'lucide-react'
import type { ManifestProblem } from '../../../manifest/problem.js'
import type { ManifestFiles } from '../../api.js'
import { Button } from '../ui/button.js'
import { problemFix } from './problem-place.js'
import './problem-list.css'

interface ProblemListProps {
  readonly files: ManifestFiles['files']
  readonly problems: readonly ManifestProblem[]
  readonly onGo: (problem: ManifestProblem) => void
  readonly onFix: (file: string, text: string) => void
}

/** What is wrong with the documents, by file; each leads to its line. */
export function ProblemList({ files, problems, onGo, onFix }: ProblemListProps) {
  const named = [...new Set(problems.map(({ file }) => file))]
  return (
    <div className="problem-list" role="region" aria-label="Problems" tabIndex={0}>
      {named.map((file) => (
        <section key={file} className="problem-list__file">
          <h3 className="problem-list__name">{file}</h3>
          <ul className="problem-list__list">
            {problems
              .filter((problem) => problem.file === file)
              .map((problem, index) => {
                const text = files[file]
                const fix = text === undefined ? undefined : problemFix(text, problem)
                return (
                  <li key={index} className="problem-list__problem">
                    <button
                      type="button"
                      className="problem-list__go"
                      onClick={() => {
                        onGo(problem)
                      }}
                    >
                      <span className="problem-list__line">
                        {problem.line === undefined ? '–' : `${problem.line}:${problem.column ?? 1}`}
                      </span>
                      <span className="problem-list__message">{problem.message}</span>
                    </button>
                    {fix !== undefined && text !== undefined && (
                      <Button
                        size="sm"
                        icon={WandSparkles}
                        onClick={() => {
                          onFix(file, `${text.slice(0, fix.from)}${fix.insert}${text.slice(fix.to)}`)
                        }}
                      >
                        {`Use “${fix.insert}”`}
                      </Button>
                    )}
                  </li>
                )
              })}
          </ul>
        </section>
      ))}
    </div>
  )
}
