import { ChevronDown, RotateCw } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '../../ui/button.js'
import { Spinner } from '../../ui/spinner.js'
import { TextBox } from '../text-box.js'
import { useChoices, type ChoicesState } from '../use-choices.js'
import { useControl } from '../use-control.js'
import { textOf, type WidgetProps } from './widget.js'
import './drop-down-widget.css'

/** A choice that the service offers, or any text. The only one there is is taken where one is required. */
export function DropDownWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  const [isOpen, setOpen] = useState(false)
  // What is being typed: the name of a choice on the way to its id, or an id.
  const [typed, setTyped] = useState<string>()
  const [isPicked, setPicked] = useState(false)
  const feed = useChoices(field, ({ choices, complete }) => {
    const [only] = choices
    if (isPicked || value !== undefined || !field.required || !complete || choices.length !== 1) return
    setPicked(true)
    onChange(only?.value)
  })
  const chosen = feed.choices.find((choice) => choice.value === value)
  const sought = typed?.trim().toLowerCase() ?? ''
  const options = feed.choices
    .filter((choice) => [choice.label, choice.value].some((text) => text.toLowerCase().includes(sought)))
    .map((choice) => ({
      id: choice.value,
      label: choice.label,
      detail: choice.value === choice.label ? undefined : choice.value,
      hint: choice.hint,
      chosen: choice.value === value,
    }))
  const text = typed ?? chosen?.label ?? textOf(value)
  return (
    <>
      <div className="drop-down">
        <TextBox
          {...control}
          value={text}
          placeholder={feed.loading ? 'Loading the choices…' : 'Pick one, or type its id'}
          onText={(next) => {
            setTyped(next)
            setOpen(true)
            feed.load()
            const named = feed.choices.find((choice) => choice.label === next.trim())
            onChange(next.trim() === '' ? undefined : (named?.value ?? next))
          }}
          onBlur={() => {
            setTyped(undefined)
          }}
          choices={{
            open: isOpen,
            options,
            note: noteOf(feed, options.length, typed),
            onOpen: () => {
              setOpen(true)
              feed.load()
            },
            onClose: () => {
              setOpen(false)
            },
            onPick: (picked) => {
              setTyped(undefined)
              setOpen(false)
              onChange(picked)
            },
          }}
        />
        <span className="drop-down__end">
          {typed === undefined && chosen !== undefined && chosen.label !== chosen.value && (
            <span className="drop-down__id">{chosen.value}</span>
          )}
          {feed.loading ? <Spinner /> : <ChevronDown className="drop-down__icon" />}
        </span>
      </div>
      {feed.failure !== undefined && (
        <div className="drop-down__failure" role="status">
          <span>The choices could not be loaded. {feed.failure} Type the id instead.</span>
          <Button
            variant="ghost"
            size="sm"
            icon={RotateCw}
            onClick={() => {
              feed.load(true)
            }}
          >
            Retry
          </Button>
        </div>
      )}
    </>
  )
}

function noteOf({ loading, failure, complete, choices }: ChoicesState, found: number, typed?: string): ReactNode {
  if (loading) return 'Loading…'
  if (failure !== undefined) return failure
  if (choices.length === 0) return 'The service offers no choices. Type one.'
  if (found === 0) return `No choice is called “${typed ?? ''}”. It is used as typed.`
  return complete ? undefined : 'These are the first ones only. Type the id of another.'
}
