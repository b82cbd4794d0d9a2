import { Check } from 'lucide-react'
import { useId, useRef, useState, type ChangeEvent, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { useStudio } from '../state/studio-context.js'
import { knownVariables } from '../state/variables.js'
import { useFloating } from '../ui/floating.js'
import { openReference, replaceReference, splitReferences, type OpenReference } from './reference.js'
import './text-box.css'

/** An entry of the list below a text box. */
export interface Suggestion {
  readonly id: string
  readonly label: string
  /** After the label, in a fixed-width font. */
  readonly detail?: string | undefined
  /** A second, muted line. */
  readonly hint?: string | undefined
  readonly chosen?: boolean
}

/** What a text box offers besides variables. */
export interface Choices {
  readonly open: boolean
  readonly options: readonly Suggestion[]
  /** Below the options, or in their place. */
  readonly note?: ReactNode
  readonly onOpen: () => void
  readonly onClose: () => void
  readonly onPick: (id: string) => void
}

interface TextBoxProps {
  readonly id: string
  readonly value: string
  readonly onText: (text: string) => void
  readonly placeholder?: string | undefined
  readonly choices?: Choices
  /** How many lines it shows; one makes it a single line. */
  readonly rows?: number
  readonly mono?: boolean
  /** Without a frame of its own, within something that has one. */
  readonly bare?: boolean
  readonly inputMode?: 'decimal'
  readonly onKeyDown?: (event: KeyboardEvent<TextElement>) => void
  readonly onPaste?: (text: string) => boolean
  readonly onBlur?: () => void
  readonly 'aria-label'?: string | undefined
  readonly 'aria-required'?: boolean
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby'?: string | undefined
  readonly ref?: Ref<TextElement>
}

export type TextElement = HTMLInputElement | HTMLTextAreaElement

const mostSuggestions = 50

/** A text control: marks the references in it, completes their names after `$(`, and offers choices if it has any. */
export function TextBox({
  id,
  value,
  onText,
  choices,
  rows = 1,
  mono = false,
  bare = false,
  onKeyDown,
  onPaste,
  onBlur,
  ref,
  ...attributes
}: TextBoxProps) {
  const { state } = useStudio()
  const [reference, setReference] = useState<OpenReference | undefined>()
  const [active, setActive] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const marks = useRef<HTMLDivElement>(null)
  const listId = useId()
  const variables = knownVariables(state)
  const options: readonly Suggestion[] =
    reference === undefined
      ? (choices?.options ?? [])
      : variables
          .filter(({ name }) => name.toLowerCase().includes(reference.query.toLowerCase()))
          .map(({ name, preview }) => ({ id: name, label: name, detail: preview }))
  const shown = options.slice(0, mostSuggestions)
  const isOpen = reference === undefined ? choices?.open === true : shown.length > 0
  const current = isOpen ? shown[active] : undefined
  useFloating(isOpen, frame, list, 'bottom-start', 'anchor')

  const pick = (element: TextElement, suggestion: Suggestion): void => {
    if (reference === undefined) choices?.onPick(suggestion.id)
    else replaceReference(element, reference, suggestion.id)
    setReference(undefined)
  }
  const close = (): void => {
    if (reference === undefined) choices?.onClose()
    setReference(undefined)
  }
  const keyDown = (event: KeyboardEvent<TextElement>): void => {
    const { key, currentTarget } = event
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (isOpen && step !== undefined && shown.length > 0) {
      const next = (active + step + shown.length) % shown.length
      setActive(next)
      list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' })
      event.preventDefault()
    } else if (key === 'ArrowDown' && choices !== undefined && !isOpen) {
      choices.onOpen()
      event.preventDefault()
    } else if (isOpen && key === 'Escape') {
      close()
      event.stopPropagation()
      event.preventDefault()
    } else if (current !== undefined && isPick(event, reference !== undefined)) {
      pick(currentTarget, current)
      event.preventDefault()
    } else onKeyDown?.(event)
  }
  const change = ({ target }: ChangeEvent<TextElement>): void => {
    setReference(openReference(target.value, target.selectionStart ?? target.value.length))
    setActive(0)
    onText(target.value)
  }
  const Element = rows > 1 ? 'textarea' : 'input'
  const isCombobox = choices !== undefined || isOpen
  return (
    <div ref={frame} className={`text-box ${mono ? 'text-box--mono' : ''} ${bare ? 'text-box--bare' : ''}`}>
      {value.includes('$(') && (
        <div ref={marks} aria-hidden className={`text-box__marks ${rows > 1 ? 'text-box__marks--lines' : ''}`}>
          <Marks text={value} known={new Set(variables.map(({ name }) => name))} />
        </div>
      )}
      <Element
        {...attributes}
        ref={ref as Ref<HTMLInputElement & HTMLTextAreaElement>}
        id={id}
        value={value}
        {...(rows > 1 ? { rows } : { type: 'text' })}
        autoComplete="off"
        spellCheck={false}
        className="text-box__input"
        {...(isCombobox
          ? {
              role: 'combobox',
              'aria-expanded': isOpen,
              'aria-controls': isOpen ? listId : undefined,
              'aria-activedescendant': current === undefined ? undefined : `${listId}-${active}`,
            }
          : {})}
        aria-autocomplete="list"
        onChange={change}
        onSelect={({ currentTarget }) => {
          if (reference !== undefined)
            setReference(openReference(currentTarget.value, currentTarget.selectionStart ?? 0))
        }}
        onScroll={({ currentTarget: { scrollLeft, scrollTop } }) => {
          if (marks.current !== null) marks.current.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`
        }}
        onKeyDown={keyDown}
        onPaste={(event) => {
          if (onPaste?.(event.clipboardData.getData('text/plain')) === true) event.preventDefault()
        }}
        onClick={() => {
          if (choices?.open === false) choices.onOpen()
        }}
        onBlur={() => {
          close()
          onBlur?.()
        }}
      />
      {isOpen && (
        <div ref={list} popover="manual" className="text-box__list">
          <div
            id={listId}
            role="listbox"
            className="text-box__options"
            aria-label={reference === undefined ? 'Choices' : 'Variables'}
            // The focus stays in the text.
            onPointerDown={(event) => {
              event.preventDefault()
            }}
          >
            {shown.map((suggestion, index) => (
              <div
                key={suggestion.id}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === active}
                className="text-box__option"
                onClick={() => {
                  const element = document.getElementById(id)
                  if (element !== null) pick(element as TextElement, suggestion)
                }}
              >
                <span className={reference === undefined ? 'text-box__label' : 'text-box__label text-box__label--mono'}>
                  {suggestion.label}
                  {suggestion.chosen === true && <Check className="text-box__chosen" aria-label="chosen" />}
                  {suggestion.hint !== undefined && <span className="text-box__hint">{suggestion.hint}</span>}
                </span>
                {suggestion.detail !== undefined && <span className="text-box__detail">{suggestion.detail}</span>}
              </div>
            ))}
          </div>
          {reference === undefined && choices?.note !== undefined && (
            <div
              className="text-box__note"
              onPointerDown={(event) => {
                event.preventDefault()
              }}
            >
              {choices.note}
            </div>
          )}
        </div>
      )}
    </div>
  )
}

function isPick({ key, ctrlKey, metaKey }: KeyboardEvent, completes: boolean): boolean {
  return !ctrlKey && !metaKey && (key === 'Enter' || (completes && key === 'Tab'))
}

function Marks({ text, known }: { readonly text: string; readonly known: ReadonlySet<string> }) {
  return splitReferences(text).map(({ part, name }, index) =>
    name === undefined ? (
      <span key={index}>{part}</span>
    ) : (
      <mark key={index} className={known.has(name) ? 'text-box__mark' : 'text-box__mark text-box__mark--unknown'}>
        {part}
      </mark>
    ),
  )
}
