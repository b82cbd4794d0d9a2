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

/** Members of a closed object that are shown, and how many characters of each. */
const glimpsed = 3
const glimpsedLength = 24

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
            <span className="json-view__count"> {list ? counted(entries) : glimpse(entries)} </span>
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

type Entries = readonly [string, unknown][]

function counted({ length }: Entries): string {
  return length === 1 ? '1 entry' : `${length} entries`
}

/** The first members that say something, so that an object is recognised before it is opened. */
function glimpse(entries: Entries): string {
  const telling = entries
    .filter(([, value]) => (typeof value === 'string' && value !== '') || typeof value === 'number')
    .slice(0, glimpsed)
    .map(([name, value]) => `${name}: ${cut(String(value))}`)
  const more = entries.length > telling.length ? [entries.length === 1 ? '1 key' : `${entries.length} keys`] : []
  return [...telling, ...more].join(', ')
}

function cut(text: string): string {
  return text.length > glimpsedLength ? `${text.slice(0, glimpsedLength)}…` : text
}

function Leaf({ value }: { readonly value: unknown }) {
  if (Array.isArray(value)) return '[]'
  if (typeof value === 'object' && value !== null) return '{}'
  const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'literal'
  return <span className={`json-view__${kind}`}>{JSON.stringify(value)}</span>
}
