import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { cp, link, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL, fileURLToPath } from 'node:url'
import { createExecutor, loadNode, ManifestError, type LoadOptions, type ManifestProblem } from '../../src/index.js'
import { patternProblem } from '../../src/manifest/lint/pattern.js'
import { startStubService, type StubService } from '../support/stub-service.js'

const fixture = fileURLToPath(new URL('../fixtures/tickets', import.meta.url))
const made: string[] = []

type Json = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- what is done to a manifest here is wrong on purpose

afterEach(async () => {
  for (const directory of made.splice(0)) await rm(directory, { recursive: true, force: true })
})

async function directoryWith(changes: Readonly<Record<string, (document: Json) => unknown>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'manifest-'))
  made.push(directory)
  await cp(fixture, directory, { recursive: true })
  for (const [file, change] of Object.entries(changes)) {
    const document = JSON.parse(await readFile(join(directory, file), 'utf8')) as Json
    const changed = change(document)
    const result = typeof changed === 'object' ? changed : document
    const pretty = JSON.stringify(result, null, 2)
    await writeFile(join(directory, file), pretty.length > 256 * 1024 ? JSON.stringify(result) : pretty)
  }
  return directory
}

/** Loads and returns the problems; anything else than a ManifestError or a whole node is a failure of the test. */
async function problemsOf(options: LoadOptions): Promise<readonly ManifestProblem[]> {
  try {
    const node = await loadNode(options)
    expect(node.methods.size).toBe(node.manifest.methods.length)
    return []
  } catch (error) {
    expect(error).toBeInstanceOf(ManifestError)
    const { problems, message, code } = error as ManifestError
    expect(code).toBe('MANIFEST_INVALID')
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(message).toContain(problem.message)
      expect(problem.message).toMatch(/^(?:[A-Z"]|\$).*\.$/s)
      expect(problem.message).not.toMatch(/undefined|\[object|RangeError|must NOT|strict mode|data\//)
    }
    return problems
  }
}

interface Case {
  readonly fault: string
  readonly what: string
  readonly file: string
  readonly change: (document: Json) => unknown
  readonly pointer: string
  /** Text of the file at the place that is told. */
  readonly anchor?: string
  readonly says: string | RegExp
  readonly suggests?: string
}

const create = 'methods/create-ticket.json'
const patch = 'methods/patch-ticket.json'
const find = 'methods/find-tickets.json'
const close = 'methods/close-ticket.json'
const remove = 'methods/delete-ticket.json'
const queues = 'options/queues.json'
const lenient = 'overlays/lenient.json'

function wrong(
  fault: string,
  what: string,
  file: string,
  change: (document: Json) => unknown,
  pointer: string,
  says: string | RegExp,
  more: Pick<Case, 'suggests' | 'anchor'> = {},
): Case {
  return { fault, what, file, change, pointer, says, ...more }
}

const url =
  (value: string): ((document: Json) => unknown) =>
  (document) =>
    (document.request.url = value)
const plainPath = 'The URL must be a plain path'

const cases: readonly Case[] = [
  // The meta-schemas.
  wrong(
    'F106',
    'a misspelt key',
    create,
    (d) => {
      d.requierd = d.required
      delete d.required
    },
    '/requierd',
    '"requierd" is not a key of the file; remove it or correct its name.',
    { suggests: 'required', anchor: '"requierd"' },
  ),
  wrong(
    'F106',
    'a misspelt key of an input',
    create,
    (d) => {
      d.inputs.subject.maxlength = 3
    },
    '/inputs/subject/maxlength',
    '"maxlength" is not a key of "inputs.subject"',
    { suggests: 'maxLength', anchor: '"maxlength"' },
  ),
  wrong(
    'F106',
    'a key that is like none',
    create,
    (d) => {
      d.script = 'return 1'
    },
    '/script',
    '"script" is not a key of the file',
    { anchor: '"script"' },
  ),
  wrong(
    'F106',
    'a key is missing',
    create,
    (d) => {
      delete d.responseBody
    },
    '',
    'The file needs the key "responseBody"; add it.',
    { anchor: '{' },
  ),
  wrong(
    'F106',
    'a key of an output is missing',
    create,
    (d) => {
      delete d.outputs.id.from
    },
    '/outputs/id',
    '"outputs.id" needs the key "from"; add it.',
    { anchor: '"id": {' },
  ),
  wrong(
    'F106',
    'no default response',
    create,
    (d) => {
      delete d.responses.default
    },
    '/responses',
    '"responses" needs the key "default"; add it.',
    { anchor: '"responses"' },
  ),
  wrong(
    'F106',
    'a fault without its outcome',
    'node.json',
    (d) => {
      delete d.defaults.faults.timeout
    },
    '/defaults/faults',
    '"defaults.faults" needs the key "timeout"; add it.',
    { anchor: '"faults"' },
  ),
  wrong(
    'F106',
    'a wrong word',
    create,
    (d) => {
      d.inputs.subject.type = 'sting'
    },
    '/inputs/subject/type',
    '"inputs.subject.type" must be one of "string", ',
    { suggests: 'string', anchor: '"type": "sting"' },
  ),
  wrong(
    'F106',
    'a wrong type',
    create,
    (d) => {
      d.title = 5
    },
    '/title',
    '"title" must be a text.',
    { anchor: '"title": 5' },
  ),
  wrong(
    'F106',
    'an empty text',
    create,
    (d) => {
      d.title = ''
    },
    '/title',
    '"title" must not be empty.',
  ),
  wrong(
    'F106',
    'an empty list',
    create,
    (d) => {
      d.examples = []
    },
    '/examples',
    '"examples" must not be empty.',
  ),
  wrong(
    'F106',
    'an entry twice',
    patch,
    (d) => {
      d.required = ['ticketId', 'ticketId']
    },
    '/required',
    '"required" has the same entry twice; leave one out.',
  ),
  wrong(
    'F106',
    'a number that is too small',
    create,
    (d) => {
      d.version = 0
    },
    '/version',
    '"version" must be at least 1.',
  ),
  wrong(
    'F106',
    'a number that is too large',
    'node.json',
    (d) => {
      d.timeoutMs = 600001
    },
    '/timeoutMs',
    '"timeoutMs" must be at most 600000.',
  ),
  wrong(
    'F106',
    'a text that is too long',
    create,
    (d) => {
      d.inputs.reference.pattern = `^${'a'.repeat(500)}$`
    },
    '/inputs/reference/pattern',
    'may have at most 500 characters.',
  ),
  wrong(
    'F106',
    'too many branches',
    close,
    (d) => {
      d.inputs.message.visibleWhen = { anyOf: Array.from({ length: 51 }, () => ({ required: ['notify'] })) }
    },
    '/inputs/message/visibleWhen/anyOf',
    'may have at most 50 entries.',
  ),
  wrong(
    'F106',
    'both a body and a text in an answer',
    create,
    (d) => {
      d.examples[0].response.text = 'x'
    },
    '/examples/0/response',
    'Either body (JSON) or text',
  ),
  wrong(
    'F106',
    'an empty condition',
    close,
    (d) => {
      d.inputs.message.visibleWhen = {}
    },
    '/inputs/message/visibleWhen',
    'must not be empty.',
  ),
  wrong(
    'F106',
    'a name with a space',
    create,
    (d) => {
      d.inputs['the subject'] = d.inputs.subject
    },
    '/inputs/the subject',
    '"the subject" cannot be a name here: A letter, then letters',
    { anchor: '"the subject"' },
  ),
  wrong(
    'F106',
    'a status that is none',
    create,
    (d) => {
      d.responses['20x'] = 'onCreated'
    },
    '/responses/20x',
    '"20x" cannot be a name here: An exact status, a range such as 2XX, or default',
    { anchor: '"20x"' },
  ),
  wrong(
    'F106',
    'a reference that is none',
    create,
    (d) => {
      d.outputs.id.from = 'ticket.id'
    },
    '/outputs/id/from',
    /"outputs\.id\.from" is not as it must be: Where a value is taken from: .* such as "\$response\.body"\.$/,
  ),
  wrong(
    'F106',
    'a split text',
    create,
    (d) => {
      d.inputs.subject.split = ','
    },
    '/inputs/subject/type',
    '"inputs.subject.type" must be "array".',
  ),
  wrong(
    'F106',
    'a newer version of the language',
    create,
    (d) => {
      d.manifest = 2
      d.flavour = 'new'
    },
    '/manifest',
    'Version 2 of the manifest language is not one that this package reads; it reads 1.',
    { anchor: '"manifest": 2' },
  ),
  wrong(
    'F106',
    'a version that is a text',
    'node.json',
    (d) => {
      d.manifest = '1'
    },
    '/manifest',
    'Version "1" of the manifest language',
  ),
  wrong('F106', 'a list in place of a manifest', create, () => [], '', 'The file must be an object.'),
  wrong(
    'F106',
    'an icon elsewhere',
    'node.json',
    (d) => {
      d.icon = '../icon.svg'
    },
    '/icon',
    'An SVG file beside this one.',
  ),

  // What is between the files.
  wrong(
    'F106',
    'a method without a file',
    'node.json',
    (d) => {
      d.methods.push('reopenTicket')
    },
    '/methods/5',
    'No file in the folder methods has the id "reopenTicket".',
    { anchor: '"reopenTicket"' },
  ),
  wrong(
    'F106',
    'a method whose name is misspelt',
    'node.json',
    (d) => {
      d.methods[0] = 'creatTicket'
    },
    '/methods/0',
    'No file in the folder methods has the id "creatTicket".',
    { suggests: 'createTicket' },
  ),
  wrong(
    'F106',
    'a file that the node does not name',
    'node.json',
    (d) => {
      d.methods.pop()
    },
    '/id',
    'The node does not name the method "deleteTicket"; add it to "methods" in node.json.',
  ),
  wrong(
    'F106',
    'an id twice',
    patch,
    (d) => {
      d.id = 'createTicket'
    },
    '/id',
    'Another file has the id "createTicket" already.',
    { anchor: '"id": "createTicket"' },
  ),
  wrong(
    'F106',
    'a server without its variable',
    'node.json',
    (d) => {
      d.servers = [{ url: 'https://api.{regoin}.example', variables: { region: { enum: ['eu'], default: 'eu' } } }]
    },
    '/servers/0/url',
    '"regoin" is not among the variables of this server.',
    { suggests: 'region' },
  ),
  wrong(
    'F106',
    'a default that is no choice',
    'node.json',
    (d) => {
      d.servers = [{ url: 'https://api.example', variables: { region: { enum: ['eu'], default: 'us' } } }]
    },
    '/servers/0/variables/region/default',
    'The default must be one of the choices.',
  ),
  wrong(
    'F106',
    'a server of an overlay',
    lenient,
    (d) => {
      d.node.servers = [{ url: 'https://{x}.example' }]
    },
    '/node/servers/0/url',
    '"x" is not among the variables of this server.',
  ),
  wrong(
    'F106',
    'paging that the URL does not use',
    queues,
    url('/v2/queues{?page}'),
    '/paging',
    'The URL does not use "size"; write it like {?size}.',
  ),
  wrong(
    'F106',
    'an overlay for a method that is not there',
    lenient,
    (d) => {
      d.methods.createTickets = {}
    },
    '/methods/createTickets',
    '"createTickets" is not a method of this node.',
    { suggests: 'createTicket' },
  ),
  wrong(
    'F106',
    'an overlay that invents an outcome',
    lenient,
    (d) => {
      d.methods.createTicket.responses['200'] = 'onCreate'
    },
    '/methods/createTicket/responses/200',
    '"onCreate" is not an outcome of this method.',
    { suggests: 'onCreated', anchor: '"200"' },
  ),
  wrong(
    'F106',
    'an overlay that makes a success of a failure',
    lenient,
    (d) => {
      d.methods.createTicket.responses['404'] = 'onCreated'
    },
    '/methods/createTicket/responses/404',
    '"onCreated" is a success; 404 must lead to another outcome.',
  ),
  wrong(
    'F106',
    'an overlay that makes a success of the default',
    lenient,
    (d) => {
      d.methods.createTicket.responses.default = 'onCreated'
    },
    '/methods/createTicket/responses/default',
    '"onCreated" is a success',
  ),
  wrong(
    'F106',
    'an overlay that makes a failure of a success',
    lenient,
    (d) => {
      d.methods.createTicket.responses['200'] = 'onFailed'
    },
    '/methods/createTicket/responses/200',
    '"onFailed" is not a success, and 200 is',
  ),
  wrong(
    'F106',
    'an overlay with an input that is not there',
    lenient,
    (d) => {
      d.methods.createTicket.inputs.subjekt = {}
    },
    '/methods/createTicket/inputs/subjekt',
    '"subjekt" is not one of the inputs.',
    { suggests: 'subject' },
  ),
  wrong(
    'F106',
    'an overlay with an output that is not there',
    lenient,
    (d) => {
      d.methods.createTicket.outputs = { ids: {} }
    },
    '/methods/createTicket/outputs/ids',
    '"ids" is not one of the outputs.',
    { suggests: 'id' },
  ),
  wrong(
    'F106',
    'an overlay with an outcome that is not there',
    lenient,
    (d) => {
      d.methods.createTicket.outcomes = { onMade: { title: 'x' } }
    },
    '/methods/createTicket/outcomes/onMade',
    '"onMade" is not one of the outcomes.',
  ),
  wrong(
    'F106',
    'an overlay with a request',
    lenient,
    (d) => {
      d.methods.createTicket.request = { url: '/x' }
    },
    '/methods/createTicket/request',
    '"request" is not a key of "methods.createTicket"',
  ),

  // Inputs.
  wrong(
    'F106',
    'an input named like a built-in',
    create,
    (d) => {
      d.inputs.toString = d.inputs.source
      d.request.body.x = '$inputs.toString'
    },
    '/inputs/toString',
    '"toString" is a name that JavaScript uses itself; choose another.',
  ),
  wrong(
    'F106',
    'a required input that is not there',
    create,
    (d) => {
      d.required = ['subjct']
    },
    '/required/0',
    '"subjct" is not an input of this method.',
    { suggests: 'subject', anchor: '"subjct"' },
  ),
  wrong(
    'F106',
    'a required input of the defaults that is not there',
    'node.json',
    (d) => {
      d.defaults.required = ['workspace']
    },
    '/defaults/required/0',
    '"workspace" is not an input of this method.',
  ),
  wrong(
    'F106',
    'a condition over an input that is not there',
    close,
    (d) => {
      d.inputs.message.visibleWhen = { required: ['notfy'], properties: { notfy: { const: true } } }
    },
    '/inputs/message/visibleWhen',
    '"notfy" is not another input of this method.',
    { suggests: 'notify' },
  ),
  wrong(
    'F106',
    'a condition over itself',
    close,
    (d) => {
      d.inputs.message.visibleWhen = { required: ['message'] }
    },
    '/inputs/message/visibleWhen',
    '"message" is not another input',
  ),
  wrong(
    'F106',
    'a condition that also holds for nothing',
    close,
    (d) => {
      delete d.inputs.message.visibleWhen.required
    },
    '/inputs/message/visibleWhen',
    'Without "notify" in "required" the condition also holds when notify is empty; add it.',
  ),
  wrong(
    'F106',
    'a branch that also holds for nothing',
    close,
    (d) => {
      d.inputs.message.visibleWhen = { anyOf: [{ properties: { notify: { const: true } } }] }
    },
    '/inputs/message/visibleWhen',
    'Without "notify" in "required"',
  ),
  wrong(
    'F106',
    'conditions in a circle',
    close,
    (d) => {
      d.inputs.notify.visibleWhen = { required: ['message'] }
    },
    '/inputs/notify/visibleWhen',
    'These inputs show or hide each other in a circle: notify -> message -> notify.',
  ),
  wrong(
    'F106',
    'a condition that cannot be decided',
    close,
    (d) => {
      d.inputs.message.visibleWhen = { required: ['notify'], properties: { notify: { contains: { const: 1 } } } }
    },
    '/inputs/message/visibleWhen',
    'The condition cannot be decided: "contains" needs "type": "array" beside it.',
  ),
  wrong(
    'F106',
    'a constraint over an input that is not there',
    patch,
    (d) => {
      d.constraints[0].schema.anyOf[2].required[0] = 'notes'
    },
    '/constraints/0/schema',
    '"notes" is not an input of this method.',
    { suggests: 'note' },
  ),
  wrong(
    'F106',
    'a name for a choice that is not there',
    find,
    (d) => {
      d.inputs.status.enumTitles = { opened: 'Open' }
    },
    '/inputs/status/enumTitles/opened',
    '"opened" is not one of the choices.',
    { suggests: 'open' },
  ),
  wrong(
    'F106',
    'a choice of another type',
    find,
    (d) => {
      d.inputs.status.enum = ['open', 1]
    },
    '/inputs/status/enum/1',
    'This choice is not text, so it could never be chosen.',
  ),
  wrong(
    'F106',
    'a constant of another type',
    create,
    (d) => {
      d.inputs.priority.const = 'x'
    },
    '/inputs/priority/const',
    'This value is not a whole number, so nothing could ever equal it.',
  ),
  wrong(
    'F106',
    'bounds that exclude all',
    create,
    (d) => {
      d.inputs.priority.minimum = 6
    },
    '/inputs/priority/minimum',
    '"minimum" is greater than "maximum", so no value is right.',
  ),
  wrong(
    'F106',
    'a keyword for another type',
    create,
    (d) => {
      d.inputs.subject.maximum = 6
    },
    '/inputs/subject',
    'These keywords do not go together: "maximum" needs "type": "number" beside it.',
  ),
  wrong(
    'F106',
    'unique objects',
    create,
    (d) => {
      d.inputs.lines.uniqueItems = true
    },
    '/inputs/lines/uniqueItems',
    'Only entries that are texts, numbers or booleans can be compared',
  ),
  wrong(
    'F106',
    'objects split from a text',
    create,
    (d) => {
      d.inputs.watchers.items = { type: 'boolean' }
    },
    '/inputs/watchers/split',
    'A text can be split into texts or numbers only',
  ),
  wrong(
    'F106',
    'a default that does not fit',
    create,
    (d) => {
      d.inputs.priority.default = 9
    },
    '/inputs/priority/default',
    'The default is not a value that the input itself would accept.',
    { anchor: '"default": 9' },
  ),
  wrong(
    'F106',
    'a generated number',
    create,
    (d) => {
      d.inputs.estimate.generate = 'now'
    },
    '/inputs/estimate/generate',
    'Only a text without a default can be generated.',
  ),
  wrong(
    'F106',
    'a drop-down that is not there',
    create,
    (d) => {
      d.inputs.queue.options.from = 'queue'
    },
    '/inputs/queue/options/from',
    '"queue" is not a file of the folder options.',
    { suggests: 'queues' },
  ),
  wrong(
    'F106',
    'a drop-down that needs what the method lacks',
    queues,
    url('/v2/{department}/queues{?page,size}'),
    '/inputs/queue/options',
    'The feed queues needs "department", which is not another input of this method.',
  ),
  wrong(
    'F106',
    'no input for the authorization',
    'node.json',
    (d) => {
      d.authentication = { type: 'oauth2AuthorizationCode', input: 'connection' }
    },
    '/inputs',
    'The node signs in with the authorization that the input "connection" names; this method has no such input.',
  ),
  wrong(
    'F106',
    'an authorization that is not required',
    'node.json',
    (d) => {
      d.authentication = { type: 'oauth2AuthorizationCode', input: 'connection' }
      d.defaults.inputs = { connection: { title: 'Connection', type: 'string' } }
    },
    '/defaults/inputs/connection',
    'it must be a text, always shown and required.',
  ),
  wrong(
    'F106',
    'an input that nothing uses',
    create,
    (d) => {
      d.inputs.v2 = { title: 'V', type: 'string' }
    },
    '/inputs/v2',
    'Nothing uses the input "v2"; name it in the URL, a header or the body, or remove it.',
    { anchor: '"v2": {' },
  ),

  // The request.
  wrong(
    'F106',
    'an unknown input in the URL',
    remove,
    url('/v2/{scope}/tickets/{ticketid}'),
    '/request/url',
    '"ticketid" is not an input of this method.',
    { suggests: 'ticketId', anchor: '"url"' },
  ),
  wrong(
    'F106',
    'an optional input in the path',
    create,
    url('/v2/tickets/{source}'),
    '/request/url',
    '"source" is part of the path, so it must be required and always shown.',
  ),
  wrong(
    'F106',
    'an input in the path that may be hidden',
    close,
    url('/v2/tickets/{ticketId}/{message}'),
    '/request/url',
    '"message" is part of the path, so it must be required and always shown.',
  ),
  wrong(
    'F106',
    'an object in the URL',
    create,
    url('/v2/tickets{?custom}'),
    '/request/url',
    '"custom" holds objects; only texts, numbers, booleans and lists of them can stand in a URL.',
  ),
  wrong(
    'F106',
    'a list of objects in the URL',
    create,
    url('/v2/tickets{?lines}'),
    '/request/url',
    '"lines" holds objects',
  ),
  wrong(
    'F106',
    'a brace without its partner',
    find,
    url('/v2/tickets{?status'),
    '/request/url',
    'The URL template has a brace without its partner.',
  ),
  wrong(
    'F106',
    'an expression that lets slashes through',
    find,
    url('/v2/tickets/{+status}'),
    '/request/url',
    'The URL template has {+status}; write {name}, {?name,name} or {&name}.',
  ),
  wrong('F106', 'a fragment', find, url('/v2/tickets{#status}'), '/request/url', 'The URL template has {#status}'),
  wrong(
    'F106',
    'two question marks',
    find,
    url('/v2/tickets?a=1{?status,assignee*,limit,mine}'),
    '/request/url',
    'The URL has more than one question mark; use {&name} after the first.',
  ),
  wrong(
    'F106',
    'an ampersand without a question mark',
    find,
    url('/v2/tickets{&status,assignee*,limit,mine}'),
    '/request/url',
    'Write {?name} in place of {&name}',
  ),
  wrong(
    'F106',
    'a body on GET',
    find,
    (d) => {
      d.request.body = {}
    },
    '/request/body',
    'A GET request has no body; remove it or choose another HTTP method.',
  ),
  wrong(
    'F106',
    'HEAD whose answer must have a body',
    find,
    (d) => {
      d.request.method = 'HEAD'
    },
    '/responseBody',
    'The answer to HEAD has no body',
  ),
  wrong(
    'F106',
    'an unknown input in the body',
    create,
    (d) => {
      d.request.body.queue.id = '$inputs.que'
    },
    '/request/body/queue/id',
    '"que" is not an input of this method.',
    { anchor: '"id": "$inputs.que"' },
  ),
  wrong(
    'F106',
    'an unknown input in a list of the body',
    patch,
    (d) => {
      d.request.body[0].$optional.value = '$inputs.subjec'
    },
    '/request/body/0/$optional/value',
    '"subjec" is not an input of this method.',
    { suggests: 'subject' },
  ),
  wrong(
    'F106',
    'a keyword that is none',
    patch,
    (d) => {
      d.request.body[0] = { $optionl: { a: '$inputs.subject' } }
    },
    '/request/body/0/$optionl',
    '"$optionl" is not a keyword of a body',
    { suggests: '$optional' },
  ),
  wrong(
    'F106',
    'a case is missing',
    close,
    (d) => {
      delete d.request.body.cases.false
    },
    '/request/body/cases',
    'There is no case for the choice "false".',
  ),
  wrong(
    'F106',
    'a case too many',
    close,
    (d) => {
      d.request.body.cases.maybe = {}
    },
    '/request/body/cases/maybe',
    '"maybe" is not a choice of notify.',
  ),
  wrong(
    'F106',
    'a choice by an input without choices',
    close,
    (d) => {
      d.request.body.$select = '$inputs.message'
    },
    '/request/body/$select',
    '"message" is not an input with choices.',
  ),
  wrong(
    'F106',
    'a choice with something beside it',
    close,
    (d) => {
      d.request.body.also = 1
    },
    '/request/body',
    'Write {"$select": "$inputs.NAME", "cases": {...}} with nothing beside it.',
  ),
  wrong(
    'F106',
    'an unknown input in a header',
    patch,
    (d) => {
      d.request.headers['If-Match'] = '$inputs.etg'
    },
    '/request/headers/If-Match',
    '"etg" is not an input of this method.',
    { suggests: 'etag' },
  ),
  wrong(
    'F106',
    'an object in a header',
    create,
    (d) => {
      d.request.headers['X-Source'] = '$inputs.custom'
    },
    '/request/headers/X-Source',
    '"custom" holds objects and cannot be a header.',
  ),
  wrong(
    'F106',
    'a header twice',
    create,
    (d) => {
      d.request.headers['x-source'] = 'b'
    },
    '/request/headers/x-source',
    'The header x-source stands twice; keep one of them.',
  ),
  wrong(
    'F106',
    'a secret in the URL',
    find,
    (d) => {
      d.inputs.apiKey = { title: 'Key', type: 'string' }
      d.request.url += '&x={apiKey}'
    },
    '/request/url',
    '"apiKey" looks like a secret; URLs end up in logs, so it must not stand there.',
  ),

  // Outcomes and outputs.
  wrong(
    'F106',
    'no way to succeed',
    find,
    (d) => {
      delete d.responses['2XX']
    },
    '/responses',
    'No status of the kind 2xx leads to an outcome of its own, so the method could never succeed.',
  ),
  wrong(
    'F106',
    'a failure by the port of a success',
    create,
    (d) => {
      d.responses['409'] = 'onCreated'
    },
    '/responses/409',
    '"onCreated" is a success; 409 must lead to another outcome.',
    { anchor: '"409"' },
  ),
  wrong(
    'F106',
    'everything by the port of a success',
    create,
    (d) => {
      d.responses.default = 'onCreated'
    },
    '/responses/default',
    '"onCreated" is a success; default must lead to another outcome.',
  ),
  wrong(
    'F106',
    'a fault by the port of a success',
    create,
    (d) => {
      d.faults = { timeout: 'onCreated' }
    },
    '/faults/timeout',
    '"onCreated" is a success; a fault must lead to another outcome.',
  ),
  wrong(
    'F106',
    'a text for an outcome that is not there',
    create,
    (d) => {
      d.outcomes = { onCreatd: { title: 'x' } }
    },
    '/outcomes/onCreatd',
    '"onCreatd" is not an outcome of this method.',
    { suggests: 'onCreated' },
  ),
  wrong(
    'F106',
    'an older name that is another output',
    create,
    (d) => {
      d.outputs.location.deprecatedName = 'ticket'
    },
    '/outputs/location/deprecatedName',
    'There is another output named "ticket".',
  ),
  wrong(
    'F106',
    'a list keyword on a text',
    create,
    (d) => {
      d.outputs.location.maxItems = 3
    },
    '/outputs/location/maxItems',
    '"maxItems" is for outputs of type array.',
  ),
  wrong(
    'F106',
    'a text keyword on a number',
    create,
    (d) => {
      d.outputs.id.maxLength = 3
    },
    '/outputs/id/maxLength',
    '"maxLength" is for outputs of type string.',
  ),
  wrong(
    'F106',
    'a list for a text',
    create,
    (d) => {
      d.outputs.location.from = { each: '$response.body', take: '/x' }
    },
    '/outputs/location/from',
    '"each" gives a list, so the output must be of type array.',
  ),

  // Examples.
  wrong(
    'F106',
    'an outcome of an example that is not there',
    create,
    (d) => {
      d.examples[0].expect.outcome = 'onCreate'
    },
    '/examples/0/expect/outcome',
    '"onCreate" is not an outcome of this method.',
    { suggests: 'onCreated' },
  ),
  wrong(
    'F106',
    'an input of an example that is not there',
    create,
    (d) => {
      d.examples[0].inputs.subjct = 'x'
    },
    '/examples/0/inputs/subjct',
    '"subjct" is not an input of this method.',
    { suggests: 'subject' },
  ),
  wrong(
    'F106',
    'an output of an example that is not there',
    create,
    (d) => {
      d.examples[0].expect.outputs.labls = []
    },
    '/examples/0/expect/outputs/labls',
    '"labls" is not an output of this method.',
    { suggests: 'labels' },
  ),
  wrong(
    'F106',
    'no example of a refusal',
    create,
    (d) => {
      d.examples.pop()
    },
    '/examples',
    'No example shows an input that is refused; add one',
  ),
  wrong(
    'F106',
    'no example of a success',
    create,
    (d) => {
      d.examples.shift()
    },
    '/examples',
    'No example shows a success; add one',
  ),
  wrong(
    'F106',
    'no example of another answer',
    create,
    (d) => {
      d.examples.splice(1, 1)
    },
    '/examples',
    'No example shows an answer that is not a success; add one',
  ),

  // Where requests go.
  ...[
    'https://evil.example/x',
    '//evil.example/x',
    'v2/tickets',
    ':8080/x',
    'evil.example/x',
    '\\\\evil.example',
    '/a b',
    '',
    '/a\nb',
  ].map((value) =>
    wrong(
      'F107',
      `the URL ${JSON.stringify(value)}`,
      find,
      url(value),
      '/request/url',
      'A path with RFC 6570 expressions',
    ),
  ),
  ...[
    '/../admin',
    '/a/..',
    '/a/./b',
    '/a//b',
    '/https://x',
    '/u:p@host/x',
    '/a#b',
    '/a/%2e%2e/b',
    '/a%2Fb',
    '/a%5cb',
    '/a%0d%0ab',
    '/a%zz',
    '/:8080/x',
    '/ä',
  ].flatMap((value) => [
    wrong('F107', `the URL ${value}`, find, url(`${value}{?status,assignee*,limit,mine}`), '/request/url', plainPath),
    wrong('F107', `the feed's URL ${value}`, queues, url(`${value}{?page,size}`), '/request/url', plainPath),
  ]),
  wrong(
    'F107',
    'an address of its own',
    'node.json',
    (d) => {
      d.baseUrl = 'https://evil.example'
    },
    '/baseUrl',
    '"baseUrl" is not a key of the file',
  ),
  wrong(
    'F107',
    'an address of a method',
    create,
    (d) => {
      d.request.baseUrl = 'https://evil.example'
    },
    '/request/baseUrl',
    '"baseUrl" is not a key of "request"',
  ),
  ...['http://api.example', 'https://user:pw@api.example', 'https://api.example/v1', 'https://api.example?x'].map(
    (value) =>
      wrong(
        'F107',
        `the server ${value}`,
        'node.json',
        (d) => {
          d.servers = [{ url: value }]
        },
        '/servers/0/url',
        '"servers.0.url" is not as it must be',
      ),
  ),

  ...[
    'Authorization',
    'authorization',
    'Host',
    'Cookie',
    'Content-Length',
    'Transfer-Encoding',
    'Connection',
    'Proxy-Authorization',
    'proxy-x',
    'Content-Type',
    'User-Agent',
    'TE',
    'Upgrade',
  ].flatMap((name) => [
    wrong(
      'F108',
      `the header ${name}`,
      find,
      (d) => {
        d.request.headers = { [name]: 'x' }
      },
      `/request/headers/${name}`,
      `The header ${name} is set by the node itself and cannot be set here.`,
    ),
    wrong(
      'F108',
      `the header ${name} of a feed`,
      queues,
      (d) => {
        d.request.headers = { [name]: 'x' }
      },
      `/request/headers/${name}`,
      `The header ${name} is set by the node itself`,
    ),
  ]),
  wrong(
    'F108',
    'a header that ends early',
    find,
    (d) => {
      d.request.headers = { 'x-a': 'a\r\nauthorization: b' }
    },
    '/request/headers/x-a',
    'Visible characters and spaces',
  ),
  wrong(
    'F108',
    'a header with a name of two',
    find,
    (d) => {
      d.request.headers = { 'x-a: b\r\nc': 'a' }
    },
    '/request/headers/x-a: b\r\nc',
    'cannot be a name here',
  ),
  wrong(
    'F108',
    'the authorization as a header',
    'node.json',
    (d) => {
      d.authentication = { type: 'oauth2AuthorizationCode', input: 'source' }
    },
    '/request/headers/X-Source',
    'The authorization is for signing in and is not sent as data.',
  ),

  // Patterns.
  wrong(
    'F109',
    'a slow pattern',
    create,
    (d) => {
      d.inputs.reference.pattern = '^(a+)+$'
    },
    '/inputs/reference/pattern',
    'This pattern can take very long on some texts',
  ),
  wrong(
    'F109',
    'a slow pattern within an object',
    create,
    (d) => {
      Object.assign(d.inputs.lines.items.properties.sku, { pattern: '^(a|aa)+$', maxLength: 9, patternMessage: 'x' })
    },
    '/inputs/lines/items/properties/sku/pattern',
    'This pattern can take very long',
  ),
  wrong(
    'F109',
    'a pattern without maxLength',
    create,
    (d) => {
      delete d.inputs.reference.maxLength
    },
    '/inputs/reference/pattern',
    'A pattern needs "maxLength" beside it',
  ),
  wrong(
    'F109',
    'a pattern without words',
    create,
    (d) => {
      delete d.inputs.reference.patternMessage
    },
    '/inputs/reference/pattern',
    'A pattern needs "patternMessage" beside it',
  ),
  wrong(
    'F109',
    'a pattern that is none',
    create,
    (d) => {
      d.inputs.reference.pattern = '('
    },
    '/inputs/reference/pattern',
    'This is not a regular expression.',
  ),

  // References and code.
  ...['https://evil.example/s.json', 'file:///etc/passwd', '#/definitions/x', '../other.json'].map((value) =>
    wrong(
      'F110',
      `$ref ${value}`,
      create,
      (d) => {
        d.inputs.subject.$ref = value
      },
      '/inputs/subject/$ref',
      '"$ref" is not a key of "inputs.subject"',
    ),
  ),
  ...['$dynamicRef', '$id', 'oneOf', 'if', '$async', 'nullable', 'transform', 'instanceof'].map((key) =>
    wrong(
      'F110',
      key,
      create,
      (d) => {
        d.inputs.lines.items[key] = 'x'
      },
      `/inputs/lines/items/${key}`,
      `"${key}" is not a key of "inputs.lines.items"`,
    ),
  ),
  wrong(
    'F111',
    '5,000 branches',
    close,
    (d) => {
      d.inputs.message.visibleWhen = { anyOf: Array.from({ length: 5_000 }, () => ({ required: ['notify'] })) }
    },
    '/inputs/message/visibleWhen/anyOf',
    'may have at most 50 entries',
  ),
  wrong(
    'F111',
    '20,001 values',
    create,
    (d) => {
      d.examples[0].inputs.x = Array.from({ length: 20_001 }, () => 0)
    },
    '',
    'The manifest is too large: at most 40 levels and 20000 values are read.',
  ),
  wrong(
    'F112',
    'code for a body',
    create,
    (d) => {
      d.request.body = { a: '${process.exit()}', b: '$inputs.subject.length' }
    },
    '/request/body/a',
    'A text that begins with $ must be $inputs.NAME',
  ),
  wrong(
    'F112',
    'code for an output',
    create,
    (d) => {
      d.outputs.id.from = '$response.body.id()'
    },
    '/outputs/id/from',
    '"outputs.id.from" is not as it must be',
  ),
]

describe('Manifests that are refused', () => {
  test.each(cases)('[$fault] $file: $what', async ({ file, change, pointer, anchor, says, suggests }) => {
    const directory = await directoryWith({ [file]: change })
    const problems = await problemsOf({ directory })
    const told = problems.filter((problem) => problem.pointer === pointer && matches(problem.message, says))
    expect(told.length > 0 || problems).toBe(true)
    const [problem] = told
    expect(problem?.suggestion).toBe(suggests)
    expect([problem?.line, problem?.column]).toEqual([expect.any(Number), expect.any(Number)])
    if (anchor !== undefined) {
      const lines = (await readFile(join(directory, file), 'utf8')).split('\n')
      expect(lines[Number(problem?.line) - 1]?.slice(Number(problem?.column) - 1).startsWith(anchor)).toBe(true)
    }
  })

  const matches = (message: string, says: string | RegExp): boolean =>
    typeof says === 'string' ? message.includes(says) : says.test(message)

  test('[F106] the unchanged manifest loads', async () => {
    expect(await problemsOf({ directory: await directoryWith({}) })).toEqual([])
  })

  test('[F106] every problem at once, over files and kinds', async () => {
    const directory = await directoryWith({
      [create]: (d) => {
        d.colour = 'red'
        d.request.body.queue.id = '$inputs.qeue'
        d.responses['418'] = 'onCreated'
      },
      [patch]: (d) => {
        d.inputs.note.type = 'txt'
      },
      [queues]: (d) => {
        d.request.headers = { host: 'evil.example' }
      },
      [lenient]: (d) => {
        delete d.title
      },
      [find]: (d) => {
        d.request.body = {}
      },
    })
    await writeFile(join(directory, close), '{ "manifest": 1, }')
    const problems = await problemsOf({ directory })
    expect(problems.map(({ file, pointer }) => `${file}${pointer}`).sort()).toEqual(
      [
        `${close}`,
        `${create}/colour`,
        `${create}/request/body/queue/id`,
        `${create}/inputs/queue`,
        `${create}/responses/418`,
        `${find}/request/body`,
        `${patch}/inputs/note/type`,
        `${queues}/request/headers/host`,
        `${lenient}`,
      ].sort(),
    )
  })

  test('[F106] what is wrong with the defaults is said once, where it stands', async () => {
    const directory = await directoryWith({
      'node.json': (d) => {
        d.defaults.responses['404'] = 'onFound'
        d.defaults.outputs.code.maxLength = 3
      },
    })
    expect(await problemsOf({ directory })).toEqual([
      expect.objectContaining({ file: 'node.json', pointer: '/defaults/outputs/code/maxLength' }),
    ])
  })

  test.each([
    ['', 1, 1, 'The file is empty'],
    ['{', 1, 2, 'must be JSON'],
    ['{\n  "manifest": 1,\n}', 3, 1, 'must be JSON'],
    ['{"a": 01}', 1, 8, 'must be JSON'],
    ['{} // note', 1, 4, 'must be JSON'],
    ['{"a": NaN}', 1, 7, 'must be JSON'],
    ['{"a": 1} x', 1, 10, 'must be JSON'],
    ['{"a": "\u0001"}', 1, 7, 'must be JSON'],
    ["{'a': 1}", 1, 2, 'must be JSON'],
    ['not json', 1, 1, 'must be JSON'],
    ['\u0000', 1, 1, 'must be JSON'],
  ])('[F106] a file with %j: line %i, column %i', async (text, line, column, says) => {
    const directory = await directoryWith({})
    await writeFile(join(directory, create), text)
    const problems = await problemsOf({ directory })
    expect(problems).toEqual([expect.objectContaining({ file: create, pointer: '', line, column })])
    expect(problems[0]?.message).toContain(says)
  })

  test('[F106] a byte order mark is no matter', async () => {
    const directory = await directoryWith({})
    await writeFile(join(directory, create), `\ufeff${await readFile(join(directory, create), 'utf8')}`)
    expect(await problemsOf({ directory })).toEqual([])
  })

  test('[F106] a key that stands twice', async () => {
    const directory = await directoryWith({})
    const text = await readFile(join(directory, create), 'utf8')
    await writeFile(
      join(directory, create),
      text.replace('"409": "onDuplicate",', '"409": "onDuplicate",\n    "201": "onFailed",'),
    )
    const [problem] = await problemsOf({ directory })
    expect(problem).toMatchObject({
      file: create,
      pointer: '/responses/201',
      message: 'The key "201" stands twice; keep one of them.',
    })
    const lines = (await readFile(join(directory, create), 'utf8')).split('\n')
    expect(lines[Number(problem?.line) - 1]?.slice(Number(problem?.column) - 1)).toMatch(/^"201": "onFailed"/)
  })

  test('[F106] a key that would change a prototype', async () => {
    const directory = await directoryWith({})
    const text = await readFile(join(directory, create), 'utf8')
    await writeFile(join(directory, create), text.replace('"fixed"', '"__proto__"'))
    expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ pointer: '/request/body/__proto__' })])
    expect(Object.keys({})).toEqual([])
  })

  test('[F106] a directory that is none', async () => {
    for (const directory of [
      '/nowhere/at/all',
      '',
      fixture + '/node.json',
      'http://evil.example/',
      'a\u0000b',
      pathToFileURL(fixture) as unknown as string,
      5 as unknown as string,
    ])
      expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ file: 'node.json', pointer: '' })])
  })

  test.each([
    ['a list', []],
    ['a text in place of a title', { manifest: 1, id: 'x', title: 5 }],
    [
      'a cycle',
      (() => {
        const overlay: Json = { manifest: 1, id: 'x', title: 'X' }
        overlay.node = overlay
        return overlay
      })(),
    ],
    [
      'a getter that throws',
      Object.defineProperty({}, 'manifest', {
        enumerable: true,
        get: () => {
          throw new Error('secret')
        },
      }),
    ],
    ['a function', () => 1],
    ['null', null],
    ['a method that is not there', { manifest: 1, id: 'x', title: 'X', methods: { nope: {} } }],
    ['an id that is there', { manifest: 1, id: 'lenient', title: 'X' }],
  ])('[F106] an overlay that is %s', async (_what, overlay) => {
    expect((await problemsOf({ directory: fixture, overlays: [overlay as never] })).length).toBeGreaterThan(0)
  })

  test('[F106] an overlay in a file of its own', async () => {
    const directory = await directoryWith({})
    const overlay = join(directory, 'mine.json')
    await writeFile(
      overlay,
      JSON.stringify({
        manifest: 1,
        id: 'mine',
        title: 'Mine',
        methods: { deleteTicket: { responses: { '200': 'onDeleted' } } },
      }),
    )
    expect(await problemsOf({ directory, overlays: [overlay] })).toEqual([])
    await writeFile(join(directory, 'mine.js'), 'process.exit()')
    await symlink(overlay, join(directory, 'link.json'))
    await writeFile(join(directory, 'large.json'), ' '.repeat(256 * 1024 + 1))
    for (const name of ['mine.js', 'link.json', 'large.json', 'none.json', '.'])
      expect(await problemsOf({ directory, overlays: [join(directory, name)] })).toHaveLength(1)
    expect(await problemsOf({ directory, overlays: ['/dev/zero'] })).toHaveLength(1)
  })
})

describe('Patterns', () => {
  test.each([
    '^(a+)+$',
    '(a|a)*$',
    '^(a|a)*$',
    '^([a-z]+\\s?)*$',
    '(x+x+)+y',
    '(a+)+',
    '(a|a?)+',
    '^(a|aa)+$',
    '(a|aa)+',
    '([a-zA-Z]+)*',
    '(.*)*',
    '^(.*a){20}$',
    '\\s+$',
    'a*b',
    '^\\d+\\d+$',
    '^a*a*a*a*$',
    '^(a|b|ab)*c',
    '^(\\w|\\d)+$',
    '^(a*)*$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
    '(a+)\\1+$',
    '^(?=(a+))\\1*b',
    '^(?<n>a+)\\k<n>+$',
    '(?<=a+)b',
    '^(?!x)a$',
    '^(a{1,1000}){1,1000}$',
    '^a{0,5000}a{0,5000}$',
    '^([a-z]{0,20}[a-z]{0,20}){0,20}x$',
    '^(a{0,9}a{0,9})+$',
    '^(a{1,20})*x',
    '^(a?){50}$',
    `^${'a?'.repeat(30)}${'a'.repeat(30)}$`,
    `^${'(a|b|ab)'.repeat(40)}$`,
    `^${'[ab]{0,60}'.repeat(40)}$`,
    '^(\\p{L}|é)+$',
    '(',
  ])('[F109] %s is refused, and soon', (pattern) => {
    const start = performance.now()
    expect(patternProblem(pattern)).toMatch(/\.$/)
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  test.each([
    '^[^,]*$',
    '^[0-9]{1,16}$',
    '^[A-Z]{3}-\\d{1,6}$',
    '^(?:[^\\\\]|\\\\.)*$',
    '^(\\w+\\.)*\\w+$',
    'abc',
    '[0-9]+',
    '^(foo|far)$',
    '^(foo|bar)+$',
    '^\\+?[1-9]\\d{1,14}$',
    '^\\d{1,3}\\d{4,14}$',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
    '^#?([a-f0-9]{6}|[a-f0-9]{3})$',
    '^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$',
    '^\\p{Lu}\\p{L}{1,50}$',
    '^(0|[1-9]\\d*)(\\.\\d+)?$',
    '^(?<area>\\d+)-x$',
    '^[\\]\\-a]+$',
    '^\\u{1F600}+$',
    '^.{1,100}$',
    '^\\S(.*\\S)?$',
    '^$',
  ])('[F109] %s is accepted', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined()
    const start = performance.now()
    const expression = new RegExp(pattern, 'u')
    for (const text of ['a', '0', 'é', '-', ' ', '.', 'a.', '\\']) expression.test(`${text.repeat(10_000)}!\n`)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

describe('Files', () => {
  test.each(['[', '{"a":'])('[F111] 100,000 times %s', async (open) => {
    const directory = await directoryWith({})
    await writeFile(join(directory, create), open.repeat(50_000))
    expect(await problemsOf({ directory })).toEqual([
      expect.objectContaining({ file: create, message: expect.stringContaining('more than 40 levels') }),
    ])
  })

  test('[F111] a file of more than 256 KiB', async () => {
    const directory = await directoryWith({
      [create]: (d) => {
        d.description = 'x'.repeat(256 * 1024)
      },
    })
    expect(await problemsOf({ directory })).toEqual([
      expect.objectContaining({ file: create, message: expect.stringContaining('larger than 262144 bytes') }),
    ])
  })

  test('[F111] an overlay, 50,000 levels', async () => {
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => ({ inner }), 1)
    expect(await problemsOf({ directory: fixture, overlays: [deep as never] })).toHaveLength(1)
  })

  test('[F113] links, folders and other endings are not read', async () => {
    const outside = await directoryWith({})
    const file = async (
      make: (directory: string, path: string) => Promise<void>,
    ): Promise<readonly ManifestProblem[]> => {
      const directory = await directoryWith({})
      await rm(join(directory, create))
      await make(directory, join(directory, create))
      return problemsOf({ directory })
    }
    const notRegular = [
      expect.objectContaining({
        file: create,
        message: expect.stringContaining('regular file inside the manifest directory'),
      }),
    ]
    expect(await file(async (_directory, path) => symlink(join(outside, create), path))).toEqual(notRegular)
    expect(
      await file(async (directory, path) => {
        await rename(join(directory, patch), join(directory, 'x.json'))
        await symlink('../x.json', path)
      }),
    ).toEqual(notRegular)
    expect(
      await file(async (_directory, path) => {
        await mkdir(path)
      }),
    ).toEqual(notRegular)
    expect(await file(async (_directory, path) => symlink('/dev/zero', path))).toEqual(notRegular)
    expect(await file(async (_directory, path) => symlink('nowhere', path))).toHaveLength(1)
    for (const name of ['create-ticket.js', 'create-ticket.JSON', 'create-ticket.json.bak', 'create-ticket'])
      expect(await file(async (directory) => writeFile(join(directory, 'methods', name), 'process.exit()'))).toEqual([
        expect.objectContaining({ file: 'node.json', pointer: '/methods/0' }),
      ])
    expect(await file(async (directory, path) => link(join(fixture, create), path))).toEqual([])
  })

  test('[F113] a folder that is a link leads nowhere', async () => {
    const outside = await directoryWith({})
    const directory = await directoryWith({})
    await rm(join(directory, 'methods'), { recursive: true })
    await symlink(join(outside, 'methods'), join(directory, 'methods'))
    expect(
      (await problemsOf({ directory })).filter(({ message }) => message.includes('regular file inside')),
    ).toHaveLength(5)
  })

  test('[F113] the directory itself may be a link', async () => {
    const directory = await directoryWith({})
    await symlink(directory, `${directory}-link`)
    made.push(`${directory}-link`)
    expect(await problemsOf({ directory: `${directory}-link` })).toEqual([])
  })

  test('[F113] an icon that is a link, or not there', async () => {
    const directory = await directoryWith({
      'node.json': (d) => {
        d.icon = 'icon.svg'
      },
    })
    expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ file: 'icon.svg' })])
    await symlink('/etc/passwd', join(directory, 'icon.svg'))
    expect(await problemsOf({ directory })).toEqual([expect.objectContaining({ file: 'icon.svg' })])
    await rm(join(directory, 'icon.svg'))
    await writeFile(join(directory, 'icon.svg'), '<svg/>')
    expect((await loadNode({ directory })).manifest.icon).toBe('<svg/>')
  })
})

describe('A manifest that is edited while it runs', () => {
  let service: StubService
  beforeAll(async () => {
    service = await startStubService()
  })
  afterAll(async () => {
    await service.close()
  })

  test('[F114] the loaded node stays as it was', async () => {
    const directory = await directoryWith({})
    const node = await loadNode({ directory })
    const executor = createExecutor(node, { baseUrl: service.baseUrl })
    const { hash } = node
    await writeFile(join(directory, find), '{')
    service.answer({ body: [] })
    expect((await executor.execute('findTickets', {})).outcome).toBe('onFound')
    expect(() => {
      Object.assign(node.manifest.methods[0] ?? {}, { title: 'x' })
    }).toThrow(TypeError)
    expect(() => {
      ;(node.manifest.methods[0]?.responses as Json)['201'] = 'x'
    }).toThrow(TypeError)
    expect(node.hash).toBe(hash)
    executor.close()
  })

  test('[F114] two versions have two hashes, two loads of one have one', async () => {
    const changed = await directoryWith({
      [create]: (d) => {
        d.title = 'Other'
      },
    })
    const [one, same, other] = await Promise.all([
      loadNode({ directory: fixture }),
      loadNode({ directory: fixture }),
      loadNode({ directory: changed }),
    ])
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/)
    expect([same.hash === one.hash, other.hash === one.hash]).toEqual([true, false])
  })
})
