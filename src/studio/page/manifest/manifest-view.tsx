import { CircleCheck, CircleX, Plus, RotateCcw, Save, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ManifestProblem } from '../../../manifest/problem.js'
import type { StudioNode } from '../../api.js'
import { useStudio } from '../state/studio-context.js'
import { Alert } from '../ui/alert.js'
import { Button } from '../ui/button.js'
import { Dialog } from '../ui/dialog.js'
import { Kbd } from '../ui/kbd.js'
import { Panel, PanelBody, PanelHeader } from '../ui/panel.js'
import { Skeleton } from '../ui/skeleton.js'
import { Spinner } from '../ui/spinner.js'
import { Tooltip } from '../ui/tooltip.js'
import { DocumentEditor } from './document-editor.js'
import { changedFiles, openFile, type Draft } from './draft.js'
import { counted, FileList } from './file-list.js'
import { NewMethodDialog } from './new-method-dialog.js'
import { ProblemList } from './problem-list.js'
import { useDraft, type DraftControl } from './use-draft.js'
import { useSchemas } from './use-schemas.js'
import './manifest-view.css'

/** The documents that make the node, to be read and changed; the page follows each change that holds together. */
export function ManifestView() {
  const control = useDraft()
  const { draft, failure } = control
  if (draft !== undefined) return <Workbench control={control} draft={draft} />
  return (
    <Panel label="Manifest">
      <PanelBody>
        {failure === undefined ? (
          <Skeleton lines={12} label="Loading the documents" />
        ) : (
          <Alert tone="danger">{failure}</Alert>
        )}
      </PanelBody>
    </Panel>
  )
}

function Workbench({ control, draft }: { readonly control: DraftControl; readonly draft: Draft }) {
  const { state, dispatch } = useStudio()
  const schemas = useSchemas()
  const [path, setPath] = useState<readonly (string | number)[]>([])
  const [dialog, setDialog] = useState<'begin' | 'discard'>()
  const [savedTo, setSavedTo] = useState<string>()
  const { checking, failure } = control
  const { files, problems } = draft
  const { folder } = state.session
  const changed = changedFiles(draft)
  const file = openFile(draft, state)
  useGuard(changed.length > 0)

  const go = ({ file: to, line = 1, column = 1 }: ManifestProblem): void => {
    if (files[to] === undefined) return
    control.open(to)
    dispatch({ type: 'place', file: to, line, column })
  }
  const wrong = problems.length > 0 ? `First repair the ${counted(problems.length)}.` : undefined
  const noSave = unsaved(folder, changed) ?? wrong

  return (
    <Panel label="Manifest" className="manifest-view">
      <PanelHeader
        title="Manifest"
        subtitle={folder === null ? 'Changes last until the studio stops.' : `Saves to ${folder}`}
        actions={
          <>
            <Reasoned reason={wrong}>
              {(disabled) => (
                <Button
                  size="sm"
                  icon={Plus}
                  aria-disabled={disabled}
                  onClick={() => {
                    if (!disabled) setDialog('begin')
                  }}
                >
                  New method
                </Button>
              )}
            </Reasoned>
            {draft.begun.includes(file) ? (
              <Button
                size="sm"
                icon={Trash2}
                onClick={() => {
                  setDialog('discard')
                }}
              >
                Discard
              </Button>
            ) : (
              <Reasoned reason={unchanged(draft, file)}>
                {(disabled) => (
                  <Button
                    size="sm"
                    icon={RotateCcw}
                    aria-disabled={disabled}
                    onClick={() => {
                      if (!disabled) control.revert(file)
                    }}
                  >
                    Revert file
                  </Button>
                )}
              </Reasoned>
            )}
            <Reasoned reason={noSave}>
              {(disabled) => (
                <Button
                  size="sm"
                  variant="primary"
                  icon={Save}
                  aria-disabled={disabled}
                  onClick={() => {
                    if (!disabled) void control.save().then(setSavedTo)
                  }}
                >
                  Save
                </Button>
              )}
            </Reasoned>
          </>
        }
      />
      <div className="manifest-view__bench">
        <FileList files={Object.keys(files)} file={file} changed={changed} problems={problems} onOpen={control.open} />
        <div id="document" role="tabpanel" aria-labelledby={`document-${file}`} className="manifest-view__document">
          <DocumentEditor
            files={files}
            file={file}
            revision={draft.revision}
            problems={problems}
            place={state.place}
            schemas={schemas}
            histories={draft.histories}
            onChange={(one, text) => {
              setSavedTo(undefined)
              control.edit(one, text)
            }}
            onMove={setPath}
            onLeave={control.leave}
          />
          {failure !== undefined && (
            <div className="manifest-view__failure">
              <Alert tone="danger">{failure}</Alert>
            </div>
          )}
          {problems.length > 0 && <ProblemList files={files} problems={problems} onGo={go} onFix={control.replace} />}
        </div>
      </div>
      <footer className="manifest-view__status">
        <Status node={state.node} problems={problems.length} checking={checking} savedTo={savedTo} />
        <span className="manifest-view__path" title="Where the cursor is">
          {path.filter((key) => key !== '').join(' › ')}
        </span>
        <span className="manifest-view__hint">
          <Kbd>Esc</Kbd> then <Kbd>Tab</Kbd> leaves the editor
        </span>
      </footer>
      {dialog === 'begin' && (
        <NewMethodDialog
          known={state.node.description.methods.map(({ id }) => id)}
          onBegin={control.begin}
          onClose={() => {
            setDialog(undefined)
          }}
        />
      )}
      {dialog === 'discard' && (
        <Discard
          file={file}
          onDiscard={control.discard}
          onClose={() => {
            setDialog(undefined)
          }}
        />
      )}
    </Panel>
  )
}

interface StatusProps {
  readonly node: StudioNode
  readonly problems: number
  readonly checking: boolean
  readonly savedTo: string | undefined
}

function Status({ node, problems, checking, savedTo }: StatusProps) {
  const [Icon, tone, words] =
    problems > 0
      ? [CircleX, 'danger', `${counted(problems)}: the form still shows the last good version`]
      : savedTo !== undefined
        ? [CircleCheck, 'success', `Saved to ${savedTo}`]
        : [CircleCheck, 'success', `Taken: ${summary(node)} · running from these documents`]
  return (
    <span role="status" className={`manifest-view__state manifest-view__state--${tone}`}>
      {checking ? <Spinner /> : <Icon className="manifest-view__icon" />}
      <span>{words}</span>
    </span>
  )
}

function summary({ description: { methods } }: StudioNode): string {
  const counts = methods.map(({ outcomes }) => outcomes.length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const each = least === most ? `${most} outcomes each` : `${least} to ${most} outcomes each`
  return methods.length === 1 ? `1 method, ${most} outcomes` : `${methods.length} methods, ${each}`
}

function unsaved(folder: string | null, changed: readonly string[]): string | undefined {
  if (folder === null) return 'Start with --save DIR to save.'
  return changed.length === 0 ? 'Nothing has changed.' : undefined
}

function unchanged({ files, saved }: Draft, file: string): string | undefined {
  if (saved[file] === undefined) return 'The file had changed before this page was opened.'
  return files[file] === saved[file] ? 'The file has not changed.' : undefined
}

/** A button that says why it cannot be used, and can still be reached to say so. */
function Reasoned({
  reason,
  children,
}: {
  readonly reason: string | undefined
  readonly children: (disabled: boolean) => React.ReactElement
}) {
  return reason === undefined ? children(false) : <Tooltip text={reason}>{children(true)}</Tooltip>
}

function Discard({
  file,
  onDiscard,
  onClose,
}: {
  readonly file: string
  readonly onDiscard: (file: string) => void
  readonly onClose: () => void
}) {
  return (
    <Dialog
      title="Discard this method?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="primary"
            onClick={() => {
              onDiscard(file)
              onClose()
            }}
          >
            Discard method
          </Button>
        </>
      }
    >
      {file} and its name in node.json are taken out. This cannot be undone.
    </Dialog>
  )
}

/** Asks before the page is left with changes that are nowhere else. */
function useGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
    }
  }, [active])
}
