import { analyse } from 'scslre'
import { conditionInputs, visibilityOrder } from '../../keywords/visible-when.js'
import { templateVariables } from '../../request/template.js'
import { createAjv, validationOptions } from '../ajv.js'
import { meant } from '../check.js'
import type { InputManifest, JsonSchema } from '../manifest.js'
import type { ManifestProblem } from '../problem.js'
import { validationSchemas } from '../validation-schemas.js'
import { unknownName, type MethodContext, type MethodRule } from './context.js'

/** Names that every JavaScript object has already. */
const reservedNames = new Set(Object.getOwnPropertyNames(Object.prototype))

export const inputRules: readonly MethodRule[] = [
  namesAreFree,
  requiredExist,
  conditionsAreDecidable,
  constraintsNameInputs,
  choicesFit,
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
        ['required'],
        `${unknownName(name, 'an input of this method')} Every required name must be one.`,
        meant(name, known),
      ),
    )
}

function conditionsAreDecidable({ method, problem }: MethodContext): ManifestProblem[] {
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
    const required = (condition.required ?? []) as readonly string[]
    const open = Object.keys(condition.properties ?? {}).filter((name) => !required.includes(name))
    return [
      ...unknown.map((name) => problem(keys, unknownName(name, 'another input of this method'), meant(name, known))),
      ...open
        .filter((name) => !unknown.includes(name))
        .map((name) =>
          problem(keys, `Without "${name}" in "required" the condition also holds when ${name} is empty; add it.`),
        ),
    ]
  }
}

function constraintsNameInputs({ method, problem }: MethodContext): ManifestProblem[] {
  const known = Object.keys(method.inputs)
  return method.constraints.flatMap((constraint, index) =>
    (['when', 'schema'] as const).flatMap((part) =>
      [...conditionInputs(constraint[part] ?? {})]
        .filter((name) => !known.includes(name))
        .map((name) =>
          problem(['constraints', index, part], unknownName(name, 'an input of this method'), meant(name, known)),
        ),
    ),
  )
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
      problems.push(problem(['inputs', id], `These keywords do not go together: ${(error as Error).message}.`))
    }
  }
  for (const [name, schema] of Object.entries(schemas))
    if (name !== 'values')
      try {
        ajv.compile(schema)
      } catch (error) {
        const [kind = '', key = ''] = name.split('/')
        const keys = kind === 'visible' ? ['inputs', key, 'visibleWhen'] : ['constraints', key]
        problems.push(problem(keys, `The condition cannot be decided: ${(error as Error).message}.`))
      }
  return problems
}

/** A pattern that can take exponential or quadratic time on a long text would let one caller stop the whole host. */
function patternsAreSafe({ method, problem }: MethodContext): ManifestProblem[] {
  return Object.entries(method.inputs).flatMap(([id, input]) => walk(['inputs', id], input))

  function walk(keys: readonly string[], schema: JsonSchema): ManifestProblem[] {
    return [
      ...(typeof schema.pattern === 'string' ? patternProblems(keys, schema) : []),
      ...(schema.items === undefined ? [] : walk([...keys, 'items'], schema.items as JsonSchema)),
      ...Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>).flatMap(([name, member]) =>
        walk([...keys, 'properties', name], member),
      ),
    ]
  }

  function patternProblems(
    keys: readonly string[],
    { pattern, maxLength, patternMessage }: JsonSchema,
  ): ManifestProblem[] {
    const at = [...keys, 'pattern']
    const problems: ManifestProblem[] = []
    if (maxLength === undefined)
      problems.push(problem(at, 'A pattern needs "maxLength" beside it, so that it never meets an endless text.'))
    if (patternMessage === undefined)
      problems.push(problem(at, 'A pattern needs "patternMessage" beside it: words that complete "must be ...".'))
    try {
      if (analyse(new RegExp(String(pattern), 'u')).reports.length > 0)
        problems.push(
          problem(at, 'This pattern can take very long on some texts; write it without repetitions that overlap.'),
        )
    } catch {
      problems.push(problem(at, 'This is not a regular expression.'))
    }
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
    return variablesOf(feed.request.url)
      .filter((name) => !paging.includes(name) && (!Object.hasOwn(method.inputs, name) || name === id))
      .map((name) =>
        problem(
          ['inputs', id, 'options'],
          `The feed ${feed.id} needs "${name}", which is not another input of this method.`,
        ),
      )
  })
}

function variablesOf(url: string): string[] {
  try {
    return templateVariables(url).map(({ name }) => name)
  } catch {
    return []
  }
}

function authorizationIsRequired({ node, method, problem }: MethodContext): ManifestProblem[] {
  const input = node.authentication?.input
  if (input === undefined) return []
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
