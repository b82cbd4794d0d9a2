import type { JsonSchema } from '../manifest/manifest.js'

/** What a part of a condition says, and what its opposite says. */
interface Clause {
  readonly text: string
  readonly opposite: string
  /** Whether an "and" beside it would be read as a part of it. */
  readonly alternatives?: boolean
}

/**
 * A condition over other inputs in words, such as `bodyMode is "json"`. One that is built in a way that has no short
 * words is given as its JSON.
 */
export function conditionWords(condition: JsonSchema): string {
  const said = clauses(condition, '')
  return said === undefined || said.length === 0 ? JSON.stringify(condition) : together(said).text
}

/**
 * @param subject what the schema is about; empty for the inputs as a whole
 * @param filled what is known to be filled in from the schemas around this one
 * @returns the clauses that all must hold; undefined when there are no words for one of them
 */
function clauses(schema: JsonSchema, subject: string, filled: readonly string[] = []): Clause[] | undefined {
  const required = ((schema.required ?? []) as readonly string[]).map((id) => member(subject, id))
  const known = [...filled, ...required]
  const result: Clause[] = []
  for (const [keyword, value] of Object.entries(schema)) {
    const said = keywordClauses(keyword, value, { schema, subject, known })
    if (said === undefined) return undefined
    result.push(...said)
  }
  return result
}

interface Place {
  readonly schema: JsonSchema
  readonly subject: string
  readonly known: readonly string[]
}

function keywordClauses(keyword: string, value: unknown, { schema, subject, known }: Place): Clause[] | undefined {
  switch (keyword) {
    case 'type':
      return []
    case 'required':
      return (value as readonly string[])
        .filter((id) => !saysMore(schema, id))
        .map((id) => filledIn(member(subject, id)))
    case 'properties':
      return all(
        Object.entries(value as Readonly<Record<string, JsonSchema>>).map(([id, of]) =>
          memberClauses(of, member(subject, id), known),
        ),
      )?.flat()
    case 'allOf':
      return all((value as readonly JsonSchema[]).map((part) => clauses(part, subject, known)))?.flat()
    case 'anyOf': {
      const parts = all((value as readonly JsonSchema[]).map((part) => clauses(part, subject, known)))
      // One without words of its own always holds.
      if (parts === undefined || parts.some((part) => part.length === 0)) return undefined
      return [either(parts.map(together))]
    }
    case 'not': {
      const said = clauses(value as JsonSchema, subject, known)
      if (said === undefined || said.length === 0) return undefined
      const { text, opposite } = together(said)
      return [{ text: opposite, opposite: text }]
    }
    default:
      return subject === '' ? undefined : valueClauses(keyword, value, subject)
  }
}

function valueClauses(keyword: string, value: unknown, subject: string): Clause[] | undefined {
  switch (keyword) {
    case 'const':
      return [isOneOf(subject, [value])]
    case 'enum':
      return [isOneOf(subject, value as readonly unknown[])]
    case 'contains':
      return contains(value as JsonSchema, subject)
    case 'items':
      return clauses(value as JsonSchema, `every entry of ${subject}`)?.map(({ text, alternatives = false }) => ({
        text,
        opposite: `not (${text})`,
        alternatives,
      }))
    case 'minimum':
      return [about(subject, 'is', `at least ${String(value)}`)]
    case 'maximum':
      return [about(subject, 'is', `at most ${String(value)}`)]
    case 'minItems':
      return [about(subject, 'has', `at least ${counted(value, 'entry', 'entries')}`)]
    case 'maxItems':
      return [about(subject, 'has', `at most ${counted(value, 'entry', 'entries')}`)]
    case 'minLength':
      return [about(subject, 'has', `at least ${counted(value, 'character', 'characters')}`)]
    case 'maxLength':
      return [about(subject, 'has', `at most ${counted(value, 'character', 'characters')}`)]
    default:
      return undefined
  }
}

/** A schema says nothing of a member that is absent. */
function memberClauses(schema: JsonSchema, subject: string, known: readonly string[]): Clause[] | undefined {
  const said = clauses(schema, subject, known)
  if (said === undefined || said.length === 0 || known.includes(subject)) return said
  return [either([together(said), { text: `${subject} is empty`, opposite: `${subject} is filled in` }])]
}

function saysMore({ properties = {} }: JsonSchema, id: string): boolean {
  const own = (properties as Readonly<Record<string, JsonSchema>>)[id] ?? {}
  const keywords = Object.keys(own).filter((keyword) => keyword !== 'type')
  // What is not so is also not so of an empty input.
  return keywords.length > 0 && !keywords.every((keyword) => keyword === 'not')
}

function contains(schema: JsonSchema, subject: string): Clause[] | undefined {
  const { type: _type, ...rest } = schema
  const [keyword, ...more] = Object.keys(rest)
  if (more.length === 0 && (keyword === 'const' || keyword === 'enum')) {
    const values = keyword === 'const' ? [rest.const] : (rest.enum as readonly unknown[])
    const list = listed(values, 'or')
    return [{ text: `${subject} has ${list}`, opposite: `${subject} does not have ${list}` }]
  }
  const said = clauses(schema, `an entry of ${subject}`)
  // Two clauses would be read as being about two entries.
  if (said?.length !== 1) return undefined
  return said.map(({ text }) => ({ text, opposite: `not (${text})` }))
}

const filledIn = (subject: string): Clause => ({
  text: `${subject} is filled in`,
  opposite: `${subject} is empty`,
})

function isOneOf(subject: string, values: readonly unknown[]): Clause {
  const opposite = values.length === 1 ? `not ${listed(values, '')}` : `neither ${listed(values, 'nor')}`
  return { text: `${subject} is ${listed(values, 'or')}`, opposite: `${subject} is ${opposite}` }
}

function about(subject: string, verb: 'is' | 'has', what: string): Clause {
  const opposite = verb === 'is' ? `is not ${what}` : `does not have ${what}`
  return { text: `${subject} ${verb} ${what}`, opposite: `${subject} ${opposite}` }
}

function together(said: readonly Clause[]): Clause {
  const [only, ...more] = said
  if (only !== undefined && more.length === 0) return only
  const text = said.map((clause) => (clause.alternatives === true ? `(${clause.text})` : clause.text)).join(' and ')
  return { text, opposite: `not (${text})` }
}

function either(said: readonly Clause[]): Clause {
  const [only, ...more] = said
  if (only !== undefined && more.length === 0) return only
  const text = said.map((clause) => (clause.text.includes(' and ') ? `(${clause.text})` : clause.text)).join(' or ')
  return { text, opposite: `not (${text})`, alternatives: true }
}

function listed(values: readonly unknown[], word: string): string {
  const texts = values.map((value) => JSON.stringify(value))
  const last = texts.pop() ?? ''
  return texts.length === 0 ? last : `${texts.join(', ')} ${word} ${last}`
}

const counted = (count: unknown, one: string, several: string): string =>
  `${String(count)} ${count === 1 ? one : several}`

const member = (subject: string, id: string): string => (subject === '' ? id : `${subject}.${id}`)

function all<T>(values: readonly (T | undefined)[]): T[] | undefined {
  return values.includes(undefined) ? undefined : (values as T[])
}
