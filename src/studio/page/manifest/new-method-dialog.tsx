import { useState, type SubmitEvent } from 'react'
import type { NewMethod } from '../../api.js'
import { ServerError } from '../server-error.js'
import { Alert } from '../ui/alert.js'
import { Button } from '../ui/button.js'
import { Dialog } from '../ui/dialog.js'
import './new-method-dialog.css'

interface NewMethodDialogProps {
  /** The ids that are taken. */
  readonly known: readonly string[]
  readonly onBegin: (method: NewMethod) => Promise<void>
  readonly onClose: () => void
}

/** Asks for what a method needs to begin with: what people call it, and what flows call it. */
export function NewMethodDialog({ known, onBegin, onClose }: NewMethodDialogProps) {
  const [title, setTitle] = useState('')
  const [typedId, setTypedId] = useState<string>()
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const id = typedId ?? idFrom(title)
  const titleProblem = title.trim() === '' ? 'Title must not be empty.' : undefined
  const idProblem = problemOf(id, known)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setAsked(true)
    if (busy || titleProblem !== undefined || idProblem !== undefined) return
    setBusy(true)
    onBegin({ id, title: title.trim() }).then(onClose, (error: unknown) => {
      setBusy(false)
      setFailure(error instanceof ServerError ? error.message : 'The method could not be begun.')
    })
  }

  return (
    <Dialog
      title="New method"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="new-method" disabled={busy}>
            Begin method
          </Button>
        </>
      }
    >
      <form id="new-method" className="new-method" noValidate onSubmit={submit}>
        <p className="new-method__text">
          It starts with one input, a request, its outcomes and an example, and runs at once. You go on from there.
        </p>
        <Field
          name="title"
          label="Title"
          help="What the palette calls it."
          placeholder="Find orders"
          value={title}
          problem={asked ? titleProblem : undefined}
          onChange={setTitle}
        />
        <Field
          name="id"
          label="Id"
          help="What flows and files call it: a letter, then letters, digits and underscores."
          placeholder="findOrders"
          mono
          value={id}
          problem={asked || (typedId !== undefined && id !== '') ? idProblem : undefined}
          onChange={setTypedId}
        />
        {failure !== undefined && <Alert tone="danger">{failure}</Alert>}
      </form>
    </Dialog>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly placeholder: string
  readonly value: string
  readonly problem: string | undefined
  readonly mono?: boolean
  readonly onChange: (value: string) => void
}

function Field({ name, label, help, placeholder, value, problem, mono = false, onChange }: FieldProps) {
  return (
    <div className="new-method__field">
      <label className="new-method__label" htmlFor={`new-method-${name}`}>
        {label}
      </label>
      <input
        id={`new-method-${name}`}
        className={mono ? 'new-method__input new-method__input--mono' : 'new-method__input'}
        value={value}
        placeholder={placeholder}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        required
        aria-invalid={problem !== undefined}
        aria-describedby={`new-method-${name}-help`}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      />
      <p id={`new-method-${name}-help`} className={problem === undefined ? 'new-method__help' : 'new-method__problem'}>
        {problem ?? help}
      </p>
    </div>
  )
}

function problemOf(id: string, known: readonly string[]): string | undefined {
  if (id === '') return 'Id must not be empty.'
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(id)) return 'Id must be a letter, then letters, digits and underscores.'
  return known.includes(id) ? 'There is a method of that name already; choose another.' : undefined
}

/** `Find orders` as `findOrders`. */
function idFrom(title: string): string {
  const plain = title.normalize('NFD').replaceAll(/\p{M}/gu, '')
  const words = plain.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const joined = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('')
  return `${joined.charAt(0).toLowerCase()}${joined.slice(1)}`.replace(/^[0-9]+/, '').slice(0, 64)
}
