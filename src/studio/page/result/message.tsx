import { useId, type ReactNode } from 'react'
import { CopyButton } from '../ui/copy-button.js'
import { JsonView } from '../ui/json-view.js'
import { byteSize } from './byte-size.js'
import './message.css'

interface MessageProps {
  readonly label: string
  /** The method and URL, or the status. */
  readonly first: ReactNode
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Of the body, as it came. */
  readonly bytes?: number
  /** Why the body is not whole. */
  readonly failure?: string | undefined
}

/** One HTTP message for reading. */
export function Message({ label, first, headers, body, bytes, failure }: MessageProps) {
  const id = useId()
  const names = Object.keys(headers)
  return (
    <article className="message" aria-labelledby={id}>
      <header className="message__header">
        <h4 id={id} className="message__label">
          {label}
        </h4>
        <div className="message__first">{first}</div>
        {bytes !== undefined && <span className="message__size">{byteSize(bytes)}</span>}
      </header>
      <details className="message__headers">
        <summary>{names.length === 1 ? '1 header' : `${names.length} headers`}</summary>
        <dl>
          {names.map((name) => (
            <div key={name} className="message__line">
              <dt>{name}</dt>
              <dd>{headers[name]}</dd>
            </div>
          ))}
        </dl>
      </details>
      {body === '' ? (
        <p className="message__none">No body</p>
      ) : (
        <div className="message__body">
          <div className="message__copy">
            <CopyButton text={body} label={`Copy the body of the ${label.toLowerCase()}`} />
          </div>
          <div className="message__scroll" role="region" aria-label={`Body of the ${label.toLowerCase()}`} tabIndex={0}>
            <Body text={body} />
          </div>
        </div>
      )}
      {failure !== undefined && <p className="message__failure">The body is not whole. {failure}.</p>}
    </article>
  )
}

function Body({ text }: { readonly text: string }) {
  const json = jsonOf(text)
  return json === undefined ? <pre className="message__text">{text}</pre> : <JsonView value={json} depth={4} />
}

/** A list or an object that a text stands for; everything else is shown as it is. */
function jsonOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
