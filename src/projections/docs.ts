import type { Example, InputManifest, OutputManifest } from '../manifest/manifest.js'
import type { ResolvedMethod, ResolvedNode } from '../manifest/resolve.js'
import { describeMethod, type OutcomeDescription } from './describe.js'
import { conditionWords } from './condition-words.js'
import { valueWords } from './value-words.js'

/** A node's reference in Markdown (GitHub's flavour): methods, inputs, outputs, outcomes and examples. */
export function docsMarkdown(node: ResolvedNode): string {
  const { title, version, description, methods } = node
  return `${paragraphs(
    `# ${title} ${version}`,
    description,
    aboutNode(node),
    '## Methods',
    table(
      ['Method', 'Id', 'Request', 'What it does'],
      methods.map((method) => [
        `[${method.title}](#${anchor(method.title)})`,
        code(method.id),
        code(requestLine(method)),
        method.description ?? '',
      ]),
    ),
    ...methods.map((method) => methodSection(node, method)),
  )}\n`
}

function aboutNode({ authentication, timeoutMs, api, servers, overlays }: ResolvedNode): string {
  const lines = [
    api === undefined ? undefined : `API: ${api.title}${api.version === undefined ? '' : ` ${api.version}`}`,
    `Time allowed for an invocation: ${timeoutMs / 1000} s`,
    authentication === undefined
      ? 'Authentication: none'
      : `Authentication: OAuth 2.0 authorization code grant; the input ${code(authentication.input)} names the connection`,
    authentication?.scopes === undefined ? undefined : `Scopes: ${authentication.scopes.map(code).join(', ')}`,
    ...servers.map(({ url, variables = {} }) => {
      const choices = Object.entries(variables).map(([name, { enum: values }]) => `${name}: ${values.join(', ')}`)
      return `Server: ${code(url)}${choices.length === 0 ? '' : ` (${choices.join('; ')})`}`
    }),
    ...overlays.map(({ id, title, description }) => `Overlay ${code(id)}: ${title}. ${description ?? ''}`.trim()),
  ]
  return lines
    .filter((line) => line !== undefined)
    .map((line) => `- ${line}`)
    .join('\n')
}

function methodSection(node: ResolvedNode, method: ResolvedMethod): string {
  const { outcomes } = describeMethod(node, method)
  return paragraphs(
    `## ${method.title}`,
    method.description,
    `${code(method.id)} sends ${code(requestLine(method))}.`,
    '### Inputs',
    table(
      ['Input', 'Id', 'Type', 'Needed', 'Meaning'],
      Object.entries(method.inputs).map(([id, input]) => [
        input.title,
        code(id),
        inputType(input),
        needed(id, input, method),
        inputNotes(input),
      ]),
    ),
    ...(method.constraints.length === 0 ? [] : [method.constraints.map(({ message }) => `- ${message}`).join('\n')]),
    '### Outputs',
    table(['Output', 'Type', 'Meaning'], Object.entries(method.outputs).map(outputRow)),
    '### Outcomes',
    table(['Outcome', 'Kind', 'HTTP status', 'Meaning'], outcomes.map(outcomeRow)),
    '### Examples',
    ...method.examples.map(exampleText),
  )
}

function requestLine({ request }: ResolvedMethod): string {
  return `${request.method} ${request.url}`
}

function inputType({ type, enum: choices, split, parse }: InputManifest): string {
  if (choices !== undefined) return choices.map((choice) => code(String(choice))).join(' or ')
  if (split !== undefined) return `list, or text split at ${code(split)}`
  return parse === 'json' ? `${type}, or its JSON text` : type
}

function needed(id: string, input: InputManifest, { required }: ResolvedMethod): string {
  const filled = input.default !== undefined || input.generate !== undefined
  return [
    required.includes(id) && !filled ? 'required' : 'optional',
    input.visibleWhen === undefined ? '' : ` when ${conditionWords(input.visibleWhen)}`,
    input.default === undefined ? '' : `, default ${code(JSON.stringify(input.default))}`,
    input.generate === undefined ? '' : `, default a new ${input.generate}`,
  ].join('')
}

function inputNotes(input: InputManifest): string {
  const { description, examples, options } = input
  const parts = [
    description,
    // The choices of the input itself stand in the place of its type.
    ...valueWords({ ...input, enum: undefined }, code),
    options === undefined ? undefined : 'Its choices come from the service.',
    examples?.[0] === undefined ? undefined : `Example: ${code(asText(examples[0]))}`,
  ]
  return sentences(parts.filter((part) => part !== undefined))
}

/** Texts of a manifest may end without a full stop. */
function sentences(texts: readonly string[]): string {
  return texts.map((text, index) => (index < texts.length - 1 && /[^.!?:]$/.test(text) ? `${text}.` : text)).join(' ')
}

function outputRow([name, { title, description, type, items, deprecatedName }]: [string, OutputManifest]): string[] {
  const shape = items?.type === 'string' ? 'array of texts' : type
  const meaning = description ?? title
  const older = deprecatedName === undefined ? [] : [`Also called ${code(deprecatedName)}.`]
  return [code(name), shape, sentences([meaning, ...older])]
}

function outcomeRow({ name, kind, statuses, description, title }: OutcomeDescription): string[] {
  const when = statuses.map((status) => (status === 'default' ? 'any other' : status)).join(', ')
  return [code(name), kind, when, description ?? title]
}

function exampleText({ name, inputs, variables, expect }: Example): string {
  // Variables stand beside the inputs only where an example has any.
  const given = variables === undefined ? inputs : { inputs, variables }
  return paragraphs(`${name}: ${code(expect.outcome)}`, ['```json', JSON.stringify(given, null, 2), '```'].join('\n'))
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)].join('\n')
}

/** A bar ends a cell even within code. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|')
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

/** As GitHub makes anchors of headings. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}
