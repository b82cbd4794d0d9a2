import { ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import './json-view.css'

interface JsonViewProps {
  readonly value: unknown
  /** Something to stand after the leaf or the opening bracket at a JSON Pointer (RFC 6901). */
  readonly note?: ((pointer: string) => ReactNode) | undefined
  /** How many levels are open at first. */
  readonly depth?: number
}

/** Entries of a list or object shown before "more" is asked for. */
const firstEntries = 100

/** JSON with colours, its objects and lists to open and close; text only, whatever it holds. */
export function JsonView({ value, note, depth = 4 }: JsonViewProps) {
  return (
    <div className="json-view">
      <JsonNode value={value} note={note} depth={depth} pointer="" />
    </div>
  )
}

interface JsonNodeProps extends JsonViewProps {
  readonly depth: number
  readonly pointer: string
  readonly name?: string
  /** Whether another entry follows. */
  readonly comma?: boolean
}

function JsonNode({ value, note, depth, pointer, name, comma = false }: JsonNodeProps) {
  const [open, setOpen] = useState(depth > 0)
  const [shown, setShown] = useState(firstEntries)
  const key = name !== undefined && (
    <>
      <span className="json-view__key">{JSON.stringify(name)}</span>
      {': '}
    </>
  )
  const entries = entriesOf(value)
  if (entries === undefined || entries.length === 0)
    return (
      <div className="json-view__line">
        {key}
        <Leaf value={value} />
        {comma && ','}
        {note?.(pointer)}
      </div>
    )
  const list = Array.isArray(value)
  const [from, to] = list ? '[]' : '{}'
  const count = `${entries.length} ${list ? 'entries' : 'keys'}`
  return (
    <div>
      <div className="json-view__line">
        <button
          type="button"
          className="json-view__toggle"
          aria-expanded={open}
          aria-label={name ?? (list ? 'List' : 'Object')}
          onClick={() => {
            setOpen(!open)
          }}
        >
          <ChevronRight className="json-view__arrow" />
        </button>
        {key}
        {from}
        {!open && (
          <>
            <span className="json-view__count"> {entries.length === 1 ? '1 entry' : count} </span>
            {to}
            {comma && ','}
          </>
        )}
        {note?.(pointer)}
      </div>
      {open && (
        <>
          <div className="json-view__entries">
            {entries.slice(0, shown).map(([entry, member], index) => (
              <JsonNode
                key={entry}
                value={member}
                note={note}
                depth={depth - 1}
                pointer={`${pointer}/${entry.replaceAll('~', '~0').replaceAll('/', '~1')}`}
                {...(list ? {} : { name: entry })}
                comma={index < entries.length - 1}
              />
            ))}
            {entries.length > shown && (
              <button
                type="button"
                className="json-view__more"
                onClick={() => {
                  setShown(shown + firstEntries)
                }}
              >
                {entries.length - shown} more
              </button>
            )}
          </div>
          <div className="json-view__line">
            {to}
            {comma && ','}
          </div>
        </>
      )}
    </div>
  )
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
}

function Leaf({ value }: { readonly value: unknown }) {
  if (Array.isArray(value)) return '[]'
  if (typeof value === 'object' && value !== null) return '{}'
  const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'literal'
  return <span className={`json-view__${kind}`}>{JSON.stringify(value)}</span>
}
