import { useState } from 'react'
import type { ExplanationView, TracedStep } from '../../api.js'
import { Badge } from '../ui/badge.js'
import { CopyButton } from '../ui/copy-button.js'
import { JsonView } from '../ui/json-view.js'
import { useFocusField } from './use-focus-field.js'
import { SourceLink } from './source-link.js'
import { tracedUrl } from './traced-url.js'
import './request-message.css'

interface RequestMessageProps {
  readonly request: NonNullable<ExplanationView['request']>
  readonly explanation: ExplanationView
  readonly titleOf: (input: string) => string
}

/** The request as it would go over the wire; each value that came from an input says so. */
export function RequestMessage({ request, explanation, titleOf }: RequestMessageProps) {
  const [active, setActive] = useState<TracedStep>()
  const sent = explanation.steps.filter(({ step }) => step === 'send')
  const byPointer = new Map(sent.flatMap((step) => (step.to?.part === 'body' ? [[step.to.pointer ?? '', step]] : [])))
  const byHeader = new Map(sent.flatMap((step) => (step.to?.part === 'header' ? [[step.to.name ?? '', step]] : [])))
  const mark = (step: TracedStep, text?: string) => (
    <Traced
      step={step}
      title={titleOf(step.input ?? '')}
      text={text}
      active={step.input === active?.input}
      onActive={setActive}
    />
  )
  return (
    <section className="request-message" aria-label="The request">
      <div className="request-message__line">
        <Badge tone="accent">{request.method}</Badge>
        <p className="request-message__url">
          {tracedUrl(request.url, explanation.steps, explanation.values).map(({ text, step }, index) => (
            <span key={index}>{step === undefined ? text : mark(step, text)}</span>
          ))}
        </p>
        <CopyButton text={request.url} label="Copy the URL" />
      </div>
      <dl className="request-message__headers">
        {Object.entries(request.headers).map(([name, value]) => {
          const step = byHeader.get(name.toLowerCase())
          return (
            <div key={name} className="request-message__header">
              <dt>{name}</dt>
              <dd>{step === undefined ? value : mark(step, value)}</dd>
            </div>
          )
        })}
      </dl>
      {request.body !== undefined && (
        <div className="request-message__body">
          <div className="request-message__copy">
            <CopyButton text={JSON.stringify(request.body, null, 2)} label="Copy the body" />
          </div>
          <JsonView
            value={request.body}
            depth={6}
            note={(pointer) => {
              const step = byPointer.get(pointer)
              return step === undefined ? undefined : mark(step)
            }}
          />
        </div>
      )}
      <div className="request-message__trace">
        {active === undefined ? (
          <span className="request-message__hint">
            Point at a value to see which input it is and which line sends it.
          </span>
        ) : (
          <>
            <strong>{titleOf(active.input ?? '')}</strong>
            <span aria-hidden>→</span>
            <span>{placeOf(active)}</span>
            {active.source !== undefined && <SourceLink source={active.source} />}
          </>
        )}
      </div>
    </section>
  )
}

interface TracedProps {
  readonly step: TracedStep
  readonly title: string
  /** The value itself; without it only the input is named. */
  readonly text?: string | undefined
  readonly active: boolean
  readonly onActive: (step: TracedStep) => void
}

function Traced({ step, title, text, active, onActive }: TracedProps) {
  const focusField = useFocusField()
  return (
    <button
      type="button"
      className={`traced ${text === undefined ? 'traced--chip' : ''} ${active ? 'traced--active' : ''}`}
      title={`From ${title}`}
      aria-label={text === undefined ? `From ${title}` : `${text}, from ${title}`}
      onPointerEnter={() => {
        onActive(step)
      }}
      onFocus={() => {
        onActive(step)
      }}
      onClick={() => {
        focusField(step.input ?? '')
      }}
    >
      {text ?? title}
    </button>
  )
}

function placeOf({ to }: TracedStep): string {
  if (to?.part === 'body') return to.pointer === '' ? 'the whole body' : `body ${to.pointer ?? ''}`
  if (to?.part === 'path') return 'path'
  return to === undefined ? '' : `${to.part} ${to.name ?? ''}`
}
