import { getLocation } from 'jsonc-parser'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { ManifestProblem } from '../../../manifest/problem.js'
import type { ManifestFiles } from '../../api.js'
import type { Place } from '../state/studio-state.js'
import { CodeEditor } from './code-editor.js'
import type { Schemas } from './schema.js'
import { kindOf, vocabularyOf } from './vocabulary.js'

interface DocumentEditorProps {
  readonly files: ManifestFiles['files']
  readonly file: string
  /** Another number when the editor must take over the text. */
  readonly revision: number
  readonly problems: readonly ManifestProblem[]
  readonly place: Place | undefined
  /** Undefined until they have come. */
  readonly schemas: Schemas | undefined
  readonly histories: Readonly<Record<string, unknown>>
  readonly onChange: (file: string, text: string) => void
  /** Told the keys from the root to where the cursor is. */
  readonly onMove: (path: readonly (string | number)[]) => void
  readonly onLeave: (histories: Readonly<Record<string, unknown>>) => void
}

/** One document in the editor; those opened before keep what can be undone in them. */
export function DocumentEditor(props: DocumentEditorProps) {
  const { file, revision, problems, place } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<CodeEditor>(null)

  const onChange = useEffectEvent(props.onChange)
  const onMove = useEffectEvent((at: string, offset: number) => {
    props.onMove(getLocation(at, offset).path)
  })
  const context = useEffectEvent((path: string) =>
    props.schemas === undefined
      ? undefined
      : { schemas: props.schemas, kind: kindOf(path), vocabulary: vocabularyOf(props.files, path) },
  )
  const begin = useEffectEvent(
    (element: HTMLElement) => new CodeEditor(element, props.histories, { onChange, onMove, context }),
  )
  const open = useEffectEvent((path: string) => {
    editor.current?.open(path, props.files[path] ?? '')
  })
  const leave = useEffectEvent(props.onLeave)

  useEffect(() => {
    if (host.current === null) return undefined
    const made = begin(host.current)
    editor.current = made
    return () => {
      leave(made.histories())
      made.destroy()
    }
  }, [])
  useEffect(() => {
    open(file)
  }, [file, revision])
  useEffect(() => {
    editor.current?.show(problems)
  }, [file, problems])
  useEffect(() => {
    if (place?.file === file) editor.current?.reveal(place.line, place.column)
  }, [file, place])

  return <div ref={host} className="document-editor" />
}
