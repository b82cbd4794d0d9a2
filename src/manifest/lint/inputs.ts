import { conditionInputs, visibilityOrder } from '../../keywords/visible-when.js'
import { isType, typeName } from '../../keywords/type.js'
import { createAjv, validationOptions } from '../ajv.js'
import { meant } from '../meant.js'
import type { InputManifest, JsonSchema } from '../manifest.js'
import type { ManifestProblem } from '../problem.js'
import { validationSchemas } from '../validation-schemas.js'
import { signInInputExists, unknownName, type MethodContext, type MethodRule } from './context.js'
import { isPattern, patternProblem } from './pattern.js'
import { inputsOf } from './request.js'

/** Names that every JavaScript object has already. */
const reservedNames = new Set(Object.getOwnPropertyNames(Object.prototype))

export const inputRules: readonly MethodRule[] = [
  namesAreFree,
  requiredExist,
  conditionsAreDecidable,
  constraintsNameInputs,
  choicesFit,
  schemasMakeSense,
  listsCanBeRead,
  defaultsFit,
  patternsAreSafe,
  dropDownsExist,
  authorizationIsRequired,
]

function namesAreFree({ method, problem }: MethodContext): ManifestProblem[] {
  return (['inputs', 'outputs'] as const).flatMap((section) =>
    Object.keys(method[section])
      .filter((name) => reservedNames.has(name))
      .map((name) => problem([section, name], `"${name}" is a name that JavaScript uses itself; choose another.`)),
  )
}

function requiredExist({ method, problem }: MethodContext): ManifestProblem[] {
  const known = Object.keys(method.inputs)
  return method.required
    .filter((name) => !known.includes(name))
    .map((name) =>
      problem(
        ['required', name],
        `${unknownName(name, 'an input of this method')} Every required name must be one.`,
        meant(name, known),
      ),
    )
}

function conditionsAreDecidable(context: MethodContext): ManifestProblem[] {
  const { method, problem } = context
  const problems = Object.entries(method.inputs).flatMap(([id, { visibleWhen }]) =>
    visibleWhen === undefined ? [] : conditionProblems(['inputs', id, 'visibleWhen'], visibleWhen, id),
  )
  const visibility = visibilityOrder(method.inputs)
  if ('cycle' in visibility) {
    const [first = ''] = visibility.cycle
    const circle = visibility.cycle.join(' -> ')
    problems.push(
      problem(
        ['inputs', first, 'visibleWhen'],
        `These inputs show or hide each other in a circle: ${circle}. Remove one of the conditions.`,
      ),
    )
  }
  return problems

  function conditionProblems(keys: readonly string[], condition: JsonSchema, self: string): ManifestProblem[] {
    const known = Object.keys(method.inputs).filter((name) => name !== self)
    const unknown = [...conditionInputs(condition)].filter((name) => !known.includes(name))
    const open = openInputs(condition, new Set())
    return [
      ...unknown.map((name) => problem(keys, unknownName(name, 'another input of this method'), meant(name, known))),
      ...open
        .filter((name) => !unknown.includes(name))
        .map((name) =>
          problem(keys, `Without "${name}" in "required" the condition also holds when ${name} is empty; add it.`),
        ),
      ...choiceProblems(context, keys, condition),
    ]
  }
}

/** The inputs whose condition would also hold when they are empty, in any branch. */
function openInputs({ properties, required, anyOf, allOf }: JsonSchema, outer: ReadonlySet<string>): string[] {
  const filled = new Set([...outer, ...((required ?? []) as readonly string[])])
  const branches = [...((anyOf ?? []) as readonly JsonSchema[]), ...((allOf ?? []) as readonly JsonSchema[])]
  return [
    ...Object.keys(properties ?? {}).filter((name) => !filled.has(name)),
    ...branches.flatMap((branch) => openInputs(branch, filled)),
  ]
}

function constraintsNameInputs(context: MethodContext): ManifestProblem[] {
  const { method, problem } = context
  const known = Object.keys(method.inputs)
  return method.constraints.flatMap((constraint, index) =>
    (['when', 'schema'] as const).flatMap((part) => {
      const keys = ['constraints', index, part]
      const condition = constraint[part] ?? {}
      return [
        ...[...conditionInputs(condition)]
          .filter((name) => !known.includes(name))
          .map((name) => problem(keys, unknownName(name, 'an input of this method'), meant(name, known))),
        ...choiceProblems(context, keys, condition),
      ]
    }),
  )
}

type Keys = readonly (string | number)[]

/** A condition on an input with choices may only compare it with these. */
function choiceProblems(context: MethodContext, keys: Keys, condition: JsonSchema): ManifestProblem[] {
  const { method, problem } = context
  return [
    ...Object.entries((condition.properties ?? {}) as Readonly<Record<string, JsonSchema>>).flatMap(
      ([name, member]) => {
        const input = Object.hasOwn(method.inputs, name) ? method.inputs[name] : undefined
        return input === undefined ? [] : compared(name, input, [...keys, 'properties', name], member)
      },
    ),
    ...branchesOf(keys, condition).flatMap((branch) => choiceProblems(context, branch.keys, branch.schema)),
  ]

  function compared(name: string, input: JsonSchema, at: Keys, schema: JsonSchema): ManifestProblem[] {
    const entries = (input.items ?? {}) as JsonSchema
    return [
      ...(schema.const === undefined ? [] : choiceProblem(name, input, [...at, 'const'], schema.const)),
      ...((schema.enum ?? []) as readonly unknown[]).flatMap((value, index) =>
        choiceProblem(name, input, [...at, 'enum', index], value),
      ),
      ...(['contains', 'items'] as const).flatMap((part) =>
        schema[part] === undefined ? [] : compared(name, entries, [...at, part], schema[part] as JsonSchema),
      ),
      ...branchesOf(at, schema).flatMap((branch) => compared(name, input, branch.keys, branch.schema)),
    ]
  }

  function choiceProblem(name: string, input: JsonSchema, at: Keys, value: unknown): ManifestProblem[] {
    const choices = (input.enum ?? (input.type === 'boolean' ? [true, false] : [value])) as readonly unknown[]
    if (choices.includes(value)) return []
    const words = `${JSON.stringify(value)} is not a choice of ${name}`
    const texts = choices.map(String)
    return texts.includes(String(value))
      ? [problem(at, `${words}; write it ${typeof value === 'string' ? 'without' : 'in'} quotes.`)]
      : [problem(at, `${words}.`, meant(String(value), texts))]
  }
}

function branchesOf(keys: Keys, { anyOf, allOf, not }: JsonSchema): { keys: Keys; schema: JsonSchema }[] {
  return [
    ...Object.entries({ anyOf, allOf }).flatMap(([key, list]) =>
      ((list ?? []) as readonly JsonSchema[]).map((schema, index) => ({ keys: [...keys, key, index], schema })),
    ),
    ...(not === undefined ? [] : [{ keys: [...keys, 'not'], schema: not as JsonSchema }]),
  ]
}

function choicesFit({ method, problem }: MethodContext): ManifestProblem[] {
  return Object.entries(method.inputs).flatMap(([id, input]) => {
    const choices = (input.enum ?? (input.items?.enum as unknown[] | undefined) ?? []).map(String)
    return Object.keys(input.enumTitles ?? {})
      .filter((value) => !choices.includes(value))
      .map((value) =>
        problem(['inputs', id, 'enumTitles', value], unknownName(value, 'one of the choices'), meant(value, choices)),
      )
  })
}

/** Rules that contradict each other, or that cost more than they may, at any depth of an input. */
function schemasMakeSense({ method, problem }: MethodContext): ManifestProblem[] {
  return Object.entries(method.inputs).flatMap(([id, input]) =>
    walkSchemas(['inputs', id], input).flatMap(schemaProblems),
  )

  function schemaProblems({ keys, schema }: PlacedSchema): ManifestProblem[] {
    const types = [schema.type].flat()
    // What is no type has been complained of; nothing can be said of its choices.
    const fits = (value: unknown): boolean => types.some((type) => !isType(type) || isOfType(value, type))
    const choices = (schema.enum ?? []) as readonly unknown[]
    return [
      ...choices
        .map((choice, index) => ({ choice, index }))
        .filter(({ choice }) => !fits(choice))
        .map(({ index }) =>
          problem(
            [...keys, 'enum', index],
            `This choice is not ${typeName(schema.type)}, so it could never be chosen.`,
          ),
        ),
      ...(schema.const === undefined || fits(schema.const)
        ? []
        : [problem([...keys, 'const'], `This value is not ${typeName(schema.type)}, so nothing could ever equal it.`)]),
      ...(['minLength maxLength', 'minimum maximum', 'minItems maxItems'] as const).flatMap((pair) => {
        const [least = '', most = ''] = pair.split(' ')
        return Number(schema[least]) > Number(schema[most])
          ? [problem([...keys, least], `"${least}" is greater than "${most}", so no value is right.`)]
          : []
      }),
      ...(schema.uniqueItems === true && !isComparable(schema.items)
        ? [
            problem(
              [...keys, 'uniqueItems'],
              'Only entries that are texts, numbers or booleans can be compared; give "items" such a type.',
            ),
          ]
        : []),
    ]
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

/** Comparing each entry with each other takes quadratic time when the entries are lists or objects. */
function isComparable(items: unknown): boolean {
  const types = [(items as JsonSchema | undefined)?.type].flat().map(String)
  return types.every((type) => ['string', 'integer', 'number', 'boolean'].includes(type))
}

interface PlacedSchema {
  readonly keys: readonly string[]
  readonly schema: JsonSchema
}

/** A schema and those within it. */
function walkSchemas(keys: readonly string[], schema: JsonSchema): PlacedSchema[] {
  return [
    { keys, schema },
    ...(schema.items === undefined ? [] : walkSchemas([...keys, 'items'], schema.items as JsonSchema)),
    ...Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>).flatMap(([name, member]) =>
      walkSchemas([...keys, 'properties', name], member),
    ),
  ]
}

/** Splitting gives texts, which only the readers of texts and numbers take further. */
function listsCanBeRead({ method, problem }: MethodContext): ManifestProblem[] {
  return Object.entries(method.inputs)
    .filter(
      ([, { split, items }]) =>
        split !== undefined && !['string', 'integer', 'number', 'undefined'].includes(String(items?.type)),
    )
    .map(([id]) =>
      problem(['inputs', id, 'split'], 'A text can be split into texts or numbers only; give "items" such a type.'),
    )
}

/** A default is checked like a value that an author would fill in. */
function defaultsFit({ method, problem }: MethodContext): ManifestProblem[] {
  const ajv = createAjv(validationOptions)
  const problems: ManifestProblem[] = []
  const schemas = validationSchemas(method)
  const properties = (schemas.values as { properties: Readonly<Record<string, JsonSchema>> }).properties
  for (const [id, input] of Object.entries(method.inputs)) {
    if (input.generate !== undefined && (input.type !== 'string' || input.default !== undefined))
      problems.push(problem(['inputs', id, 'generate'], 'Only a text without a default can be generated.'))
    try {
      const fits = ajv.compile(properties[id] ?? {})
      if (input.default !== undefined && !fits(input.default))
        problems.push(
          problem(['inputs', id, 'default'], 'The default is not a value that the input itself would accept.'),
        )
    } catch (error) {
      if (walkSchemas([], input).some(({ schema: { pattern } }) => typeof pattern === 'string' && !isPattern(pattern)))
        continue
      problems.push(problem(['inputs', id], `These keywords do not go together: ${inWords(error)}`))
    }
  }
  for (const [name, schema] of Object.entries(schemas))
    if (name !== 'values')
      try {
        ajv.compile(schema)
      } catch (error) {
        const [kind = '', key = ''] = name.split('/')
        const keys = kind === 'visible' ? ['inputs', key, 'visibleWhen'] : ['constraints', key]
        problems.push(problem(keys, `The condition cannot be decided: ${inWords(error)}`))
      }
  return problems
}

/** What Ajv's strict mode complains of, for people who have never heard of it. */
function inWords(error: unknown): string {
  const { message } = error as Error
  const untyped = /missing type "?([\w,]+)"? for keyword "(\w+)"/.exec(message)
  if (untyped !== null) return `"${untyped[2] ?? ''}" needs "type": "${untyped[1] ?? ''}" beside it.`
  return `${message.replace(/^strict mode: /, '').replace(/ \(strict\w+\)$/, '')}.`
}

/** A pattern that can take exponential or quadratic time on a long text would let one caller stop the whole host. */
function patternsAreSafe({ method, problem }: MethodContext): ManifestProblem[] {
  return Object.entries(method.inputs).flatMap(([id, input]) =>
    walkSchemas(['inputs', id], input).flatMap(({ keys, schema }) =>
      schema.pattern === undefined ? [] : patternProblems(keys, schema),
    ),
  )

  function patternProblems(
    keys: readonly string[],
    { pattern, maxLength, patternMessage }: JsonSchema,
  ): ManifestProblem[] {
    const at = [...keys, 'pattern']
    if (!isPattern(String(pattern))) return [problem(at, patternProblem(String(pattern)) ?? '')]
    const problems: ManifestProblem[] = []
    if (maxLength === undefined)
      problems.push(problem(at, 'A pattern needs "maxLength" beside it, so that it never meets an endless text.'))
    if (patternMessage === undefined)
      problems.push(problem(at, 'A pattern needs "patternMessage" beside it: words that complete "must be ...".'))
    const slow = patternProblem(String(pattern))
    if (slow !== undefined) problems.push(problem(at, slow))
    return problems
  }
}

function dropDownsExist({ node, method, problem }: MethodContext): ManifestProblem[] {
  const feeds = new Map(node.options.map((options) => [options.id, options]))
  return Object.entries(method.inputs).flatMap(([id, { options }]) => {
    if (options === undefined) return []
    const feed = feeds.get(options.from)
    if (feed === undefined)
      return [
        problem(
          ['inputs', id, 'options', 'from'],
          unknownName(options.from, 'a file of the folder options'),
          meant(options.from, [...feeds.keys()]),
        ),
      ]
    const paging = feed.paging === undefined ? [] : [feed.paging.page, feed.paging.pageSize.name]
    return inputsOf(feed.request)
      .filter((name) => !paging.includes(name) && (!Object.hasOwn(method.inputs, name) || name === id))
      .map((name) =>
        problem(
          ['inputs', id, 'options'],
          `The feed ${feed.id} needs "${name}", which is not another input of this method.`,
        ),
      )
  })
}

function authorizationIsRequired({ node, method, problem }: MethodContext): ManifestProblem[] {
  const input = node.authentication?.input
  if (input === undefined || !signInInputExists(node)) return []
  const declared: InputManifest | undefined = method.inputs[input]
  if (declared === undefined)
    return [
      problem(
        ['inputs'],
        `The node signs in with the authorization that the input "${input}" names; this method has no such input.`,
      ),
    ]
  if (declared.type !== 'string' || declared.visibleWhen !== undefined || !method.required.includes(input))
    return [
      problem(
        ['inputs', input],
        `The input "${input}" names the authorization; it must be a text, always shown and required.`,
      ),
    ]
  return []
}
