import { useEffect, useRef, useState } from 'react'
import type { ManifestCheck, NewMethod } from '../../api.js'
import { ServerError } from '../server-error.js'
import { useStudio } from '../state/studio-context.js'
import { fileOfMethod, isChecked, methodOfFile, openDraft, withoutMethod, type Draft } from './draft.js'

/** Milliseconds without a keystroke before the server is asked. */
const pause = 150

export interface DraftControl {
  /** Undefined until the documents have come. */
  readonly draft: Draft | undefined
  /** Whether the server is yet to say what it makes of the texts. */
  readonly checking: boolean
  /** Why the last request failed, as a sentence. */
  readonly failure: string | undefined
  /** Takes over what the editor holds. */
  readonly edit: (file: string, text: string) => void
  /** Makes the editor hold another text; it can be undone there. */
  readonly replace: (file: string, text: string) => void
  readonly open: (file: string) => void
  /** Puts the documents away until the next visit. */
  readonly leave: (histories: Draft['histories']) => void
  readonly revert: (file: string) => void
  /** Takes a method begun here out again. */
  readonly discard: (file: string) => void
  /** @throws {ServerError} when the server does not take it */
  readonly begin: (method: NewMethod) => Promise<void>
  /** Resolves with where it was written to; undefined when it failed. */
  readonly save: () => Promise<string | undefined>
}

/** The documents being edited, kept in step with the server: after each pause it says whether it takes them. */
export function useDraft(): DraftControl {
  const { state, dispatch, server } = useStudio()
  const [draft, setDraft] = useState(state.draft)
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string>()
  const latest = useRef(draft)
  const wanted = draft !== undefined && !isChecked(draft)

  useEffect(() => {
    latest.current = draft
  }, [draft])

  useEffect(() => {
    if (latest.current !== undefined) return
    server.manifest().then(
      (files) => {
        setDraft(openDraft(files))
      },
      (error: unknown) => {
        setFailure(sentence(error))
      },
    )
  }, [server])

  useEffect(() => {
    if (draft === undefined || !wanted || asking) return undefined
    const { files } = draft
    const timer = setTimeout(() => {
      setAsking(true)
      server
        .checkManifest(files)
        .then(
          ({ problems, node }) => {
            setFailure(undefined)
            setDraft((now) => (now === undefined ? now : { ...now, checked: files, problems }))
            if (node !== undefined) dispatch({ type: 'node', node })
          },
          (error: unknown) => {
            setFailure(sentence(error))
            // The next keystroke asks again.
            setDraft((now) => (now === undefined ? now : { ...now, checked: files }))
          },
        )
        .finally(() => {
          setAsking(false)
        })
    }, pause)
    return () => {
      clearTimeout(timer)
    }
  }, [draft, wanted, asking, server, dispatch])

  const change = (next: (draft: Draft) => Draft): void => {
    setDraft((now) => (now === undefined ? now : next(now)))
  }

  const settle = (files: Draft['files'], { problems, node }: ManifestCheck): void => {
    setFailure(undefined)
    change((now) => ({ ...now, checked: files, problems }))
    if (node !== undefined) dispatch({ type: 'node', node })
  }

  /** Whether the server has taken what stands in the editor now. */
  const taken = async (): Promise<boolean> => {
    if (draft === undefined) return false
    const check = await server.checkManifest(draft.files)
    settle(draft.files, check)
    return check.problems.length === 0
  }

  return {
    draft,
    checking: wanted || asking,
    failure,
    edit: (file, text) => {
      change((now) => (now.files[file] === text ? now : { ...now, files: { ...now.files, [file]: text } }))
    },
    replace: (file, text) => {
      change((now) => ({ ...now, files: { ...now.files, [file]: text }, revision: now.revision + 1 }))
    },
    open: (file) => {
      const method = methodOfFile(draft?.files ?? {}, file)
      const known = state.node.description.methods.some(({ id }) => id === method)
      const chosen = method !== undefined && known ? method : state.method
      if (chosen !== state.method) dispatch({ type: 'method', method: chosen })
      const place = chosen === state.method ? state.place : undefined
      change((now) => ({ ...now, opened: { file, method: chosen, place } }))
    },
    leave: (histories) => {
      if (latest.current !== undefined) dispatch({ type: 'drafted', draft: { ...latest.current, histories } })
    },
    revert: (file) => {
      change((now) => {
        const text = now.saved[file]
        if (text === undefined) return now
        return { ...now, files: { ...now.files, [file]: text }, revision: now.revision + 1 }
      })
    },
    discard: (file) => {
      change((now) => ({
        ...now,
        files: withoutMethod(now.files, file),
        revision: now.revision + 1,
        begun: now.begun.filter((one) => one !== file),
        opened: undefined,
      }))
    },
    begin: async (method) => {
      if (!(await taken())) throw new ServerError('PROBLEMS', 'First repair the problems in the documents.')
      const { files } = await server.beginMethod(method)
      const { problems, node } = await server.checkManifest(files)
      const file = fileOfMethod(files, method.id)
      change((now) => ({
        ...now,
        files,
        revision: now.revision + 1,
        checked: files,
        problems,
        opened: undefined,
        begun: file === undefined ? now.begun : [...now.begun, file],
      }))
      if (node === undefined) return
      dispatch({ type: 'node', node })
      dispatch({ type: 'method', method: method.id })
    },
    save: async () => {
      try {
        if (!(await taken())) return undefined
        const { folder } = await server.saveManifest()
        setFailure(undefined)
        change((now) => ({ ...now, saved: now.checked, begun: [] }))
        return folder
      } catch (error) {
        setFailure(sentence(error))
        return undefined
      }
    },
  }
}

function sentence(error: unknown): string {
  return error instanceof ServerError ? error.message : 'The studio does not answer; is cjds-node studio still running?'
}
