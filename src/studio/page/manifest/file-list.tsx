import { Box, Layers, ListFilter, Zap } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { ManifestProblem } from '../../../manifest/problem.js'
import { kindOf, type DocumentKind } from './vocabulary.js'
import './file-list.css'

interface FileListProps {
  readonly files: readonly string[]
  readonly file: string
  readonly changed: readonly string[]
  readonly problems: readonly ManifestProblem[]
  readonly onOpen: (file: string) => void
}

const groups: readonly { readonly kind: DocumentKind; readonly title: string; readonly icon: typeof Box }[] = [
  { kind: 'node', title: 'Node', icon: Box },
  { kind: 'method', title: 'Methods', icon: Zap },
  { kind: 'options', title: 'Drop-downs', icon: ListFilter },
  { kind: 'overlay', title: 'Overlays', icon: Layers },
]

/** The documents as tabs: one stop for the tab key, arrow keys within. */
export function FileList({ files, file, changed, problems, onOpen }: FileListProps) {
  const list = useRef<HTMLDivElement>(null)
  const ordered = groups.flatMap(({ kind }) => files.filter((one) => kindOf(one) === kind).toSorted())

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [file])

  const onKeyDown = (event: KeyboardEvent): void => {
    const { length } = ordered
    const at = ordered.indexOf(file)
    const next = (at + 1) % length
    const previous = (at - 1 + length) % length
    const steps = {
      ArrowDown: next,
      ArrowRight: next,
      ArrowUp: previous,
      ArrowLeft: previous,
      Home: 0,
      End: length - 1,
    }
    const to = ordered[steps[event.key as keyof typeof steps]]
    if (to === undefined) return
    event.preventDefault()
    onOpen(to)
    list.current?.querySelector<HTMLElement>(`[data-file="${CSS.escape(to)}"]`)?.focus()
  }

  return (
    <div ref={list} role="tablist" aria-label="Documents" className="file-list" onKeyDown={onKeyDown}>
      {groups.map(({ kind, title, icon: Icon }) => {
        const own = ordered.filter((one) => kindOf(one) === kind)
        return (
          own.length > 0 && (
            <div key={kind} role="none" className="file-list__group">
              <p aria-hidden className="file-list__heading">
                {title}
              </p>
              {own.map((one) => {
                const wrong = problems.filter((problem) => problem.file === one).length
                const isChanged = changed.includes(one)
                return (
                  <button
                    key={one}
                    type="button"
                    role="tab"
                    id={`document-${one}`}
                    data-file={one}
                    aria-selected={one === file}
                    aria-controls={one === file ? 'document' : undefined}
                    aria-label={[one, isChanged ? 'changed' : '', wrong > 0 ? counted(wrong) : '']
                      .filter((part) => part !== '')
                      .join(', ')}
                    tabIndex={one === file ? 0 : -1}
                    title={one}
                    className="file-list__file"
                    onClick={() => {
                      onOpen(one)
                    }}
                  >
                    <Icon className="file-list__icon" />
                    <span className="file-list__name">{one.slice(one.indexOf('/') + 1)}</span>
                    {wrong > 0 && <span className="file-list__problems" data-count={wrong} />}
                    {isChanged && <span className="file-list__dot" />}
                  </button>
                )
              })}
            </div>
          )
        )
      })}
    </div>
  )
}

export function counted(problems: number): string {
  return problems === 1 ? '1 problem' : `${problems} problems`
}
