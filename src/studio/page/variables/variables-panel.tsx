import { Plus, Trash2 } from 'lucide-react'
import { useState, type SyntheticEvent } from 'react'
import { isVariableName } from '../form/reference.js'
import { useStudio } from '../state/studio-context.js'
import { previewOf } from '../state/variables.js'
import { Button, IconButton } from '../ui/button.js'
import { CopyButton } from '../ui/copy-button.js'
import { Dialog } from '../ui/dialog.js'
import { StepOutputs } from './step-outputs.js'
import './variables-panel.css'

type Variables = Readonly<Record<string, string>>

/** The variables that a flow would have: those of the session to change, those of the steps that ran to copy. */
export function VariablesPanel({ onClose }: { readonly onClose: () => void }) {
  const { state, dispatch } = useStudio()
  const { variables, runs } = state
  const set = (next: Variables): void => {
    dispatch({ type: 'variables', variables: next })
  }
  const entries = Object.entries(variables)
  return (
    <Dialog title="Variables" side onClose={onClose}>
      <p className="variables__text">
        What a flow has when it reaches the step. Type <code>$(</code> in any field to use one.
      </p>
      {entries.length > 0 && (
        <ul className="variables__list" aria-label="Session variables">
          {entries.map(([name, value], index) => (
            <Row
              // A name may change while it is typed.
              key={index}
              name={name}
              value={value}
              taken={(other) => other !== name && Object.hasOwn(variables, other)}
              onRename={(next) => {
                set(Object.fromEntries(entries.map(([each, held]) => [each === name ? next : each, held])))
              }}
              onValue={(next) => {
                set({ ...variables, [name]: next })
              }}
              onRemove={() => {
                set(Object.fromEntries(entries.filter(([each]) => each !== name)))
              }}
            />
          ))}
        </ul>
      )}
      <NewVariable
        taken={(name) => Object.hasOwn(variables, name)}
        onAdd={(name, value) => {
          set({ ...variables, [name]: value })
        }}
      />
      <h3 className="variables__heading">Outputs of the steps</h3>
      {runs.length === 0 ? (
        <p className="variables__text">
          None yet. After a run its outputs are here, such as <code>$(n1.status)</code>, for the next run to use.
        </p>
      ) : (
        runs.toReversed().map((run) => <StepOutputs key={run.id} run={run} />)
      )}
    </Dialog>
  )
}

function Row({
  name,
  value,
  taken,
  onRename,
  onValue,
  onRemove,
}: {
  readonly name: string
  readonly value: string
  readonly taken: (name: string) => boolean
  readonly onRename: (name: string) => void
  readonly onValue: (value: string) => void
  readonly onRemove: () => void
}) {
  const [typed, setTyped] = useState<string>()
  const mistake = typed === undefined ? undefined : nameMistake(typed, taken)
  return (
    <li className="variables__row">
      <input
        aria-label={`Name of ${name}`}
        aria-invalid={mistake !== undefined}
        className="variables__input variables__input--name"
        value={typed ?? name}
        spellCheck={false}
        onChange={({ target }) => {
          setTyped(target.value)
          if (nameMistake(target.value, taken) === undefined) onRename(target.value)
        }}
        onBlur={() => {
          setTyped(undefined)
        }}
      />
      <input
        aria-label={`Value of ${name}`}
        className="variables__input"
        value={value}
        title={previewOf(value)}
        spellCheck={false}
        onChange={({ target }) => {
          onValue(target.value)
        }}
      />
      <CopyButton text={`$(${name})`} label={`Copy $(${name})`} />
      <IconButton size="sm" icon={Trash2} label={`Remove ${name}`} onClick={onRemove} />
      {mistake !== undefined && (
        <p role="alert" className="variables__mistake">
          {mistake}
        </p>
      )}
    </li>
  )
}

function NewVariable({
  taken,
  onAdd,
}: {
  readonly taken: (name: string) => boolean
  readonly onAdd: (name: string, value: string) => void
}) {
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const mistake = name === '' ? undefined : nameMistake(name, taken)
  const add = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (name === '' || mistake !== undefined) return
    onAdd(name, value)
    setName('')
    setValue('')
    event.currentTarget.querySelector('input')?.focus()
  }
  return (
    <form className="variables__row variables__row--new" aria-label="New variable" onSubmit={add}>
      <input
        aria-label="Name"
        aria-invalid={mistake !== undefined}
        className="variables__input variables__input--name"
        placeholder="name"
        value={name}
        spellCheck={false}
        onChange={({ target }) => {
          setName(target.value)
        }}
      />
      <input
        aria-label="Value"
        className="variables__input"
        placeholder="value"
        value={value}
        spellCheck={false}
        onChange={({ target }) => {
          setValue(target.value)
        }}
      />
      <Button type="submit" icon={Plus} disabled={name === '' || mistake !== undefined}>
        Add
      </Button>
      {mistake !== undefined && (
        <p role="alert" className="variables__mistake">
          {mistake}
        </p>
      )}
    </form>
  )
}

function nameMistake(name: string, taken: (name: string) => boolean): string | undefined {
  if (taken(name)) return 'There is a variable of this name already.'
  return isVariableName(name) ? undefined : 'Letters, digits and _ make a name; after the first also . and -'
}
