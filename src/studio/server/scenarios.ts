import type { ScenarioInput } from '../../emulator/index.js'
import type { Example } from '../../manifest/manifest.js'
import type { Scenario, ScenarioChoice } from '../api.js'
import { StudioError } from './studio-error.js'

/**
 * What the emulator is to do with a request in place of the usual. `refuse`: there is nobody to connect to; `nothing`: the
 * usual, as with an example that shows what is not even sent.
 */
export type Play = Omit<ScenarioInput, 'on' | 'headers'> | 'refuse' | 'nothing'

interface PlayedScenario extends ScenarioChoice {
  readonly play: Play
}

const answer = (id: string, status: number, title: string, hint: string): PlayedScenario => ({
  id,
  title,
  hint,
  group: 'answer',
  leadsTo: { status },
  play: { answer: { status } },
})

/** The ways for the emulator to answer that the page offers, in its order. */
const scenarios: readonly PlayedScenario[] = [
  answer('bad-request', 400, '400 Bad Request', 'The service finds a mistake in what it was sent.'),
  answer('unauthorized', 401, '401 Unauthorized', 'The token is refused; a fresh one is tried once.'),
  answer('forbidden', 403, '403 Forbidden', 'The authorization lacks a scope or a role.'),
  answer('not-found', 404, '404 Not Found', 'Nobody and nothing by that name.'),
  answer('conflict', 409, '409 Conflict', 'A status without an exit of its own.'),
  {
    id: 'too-many-requests',
    title: '429 Too Many Requests',
    hint: 'The service asks to come again in 30 seconds.',
    group: 'answer',
    leadsTo: { status: 429 },
    play: { answer: { status: 429, headers: { 'retry-after': '30' } } },
  },
  answer('server-error', 500, '500 Internal Server Error', 'Something broke inside the service.'),
  answer('bad-gateway', 502, '502 Bad Gateway', 'A gateway in between could not reach the service.'),
  {
    id: 'slow',
    title: 'Slow: 3 seconds',
    hint: 'The usual answer, after a wait.',
    group: 'time',
    play: { delayMs: 3000 },
  },
  {
    id: 'silence',
    title: 'No answer at all',
    hint: 'The connection stands and nothing comes, until the time is up.',
    group: 'time',
    leadsTo: { fault: 'timeout' },
    play: { damage: 'silence' },
  },
  {
    id: 'dripping-headers',
    title: 'Headers drip',
    hint: 'One byte every 200 milliseconds; the time is up before the answer begins.',
    group: 'time',
    leadsTo: { fault: 'timeout' },
    play: { damage: { kind: 'drip-headers', everyMs: 200 } },
  },
  {
    id: 'dripping-body',
    title: 'Body drips',
    hint: 'The status comes at once, the body one byte every 200 milliseconds.',
    group: 'time',
    play: { damage: { kind: 'drip-body', everyMs: 200 } },
  },
  {
    id: 'refused',
    title: 'Nobody there',
    hint: 'No connection can be made; nothing is sent.',
    group: 'broken',
    leadsTo: { fault: 'error' },
    play: 'refuse',
  },
  {
    id: 'reset',
    title: 'Connection reset',
    hint: 'The connection breaks before an answer; whether the service acted is unknown.',
    group: 'broken',
    leadsTo: { fault: 'error' },
    play: { damage: 'reset' },
  },
  {
    id: 'truncated',
    title: 'Cut in half',
    hint: 'The connection ends in the middle of the answer.',
    group: 'broken',
    play: { damage: 'truncated' },
  },
  {
    id: 'broken-json',
    title: 'Broken JSON',
    hint: 'A whole answer whose text stops being JSON.',
    group: 'broken',
    play: { damage: 'broken-json' },
  },
  {
    id: 'web-page',
    title: 'A web page',
    hint: 'A sign-in page of a portal or firewall in between.',
    group: 'broken',
    play: { damage: 'html' },
  },
  {
    id: 'empty',
    title: 'Empty answer',
    hint: 'A success without a body.',
    group: 'broken',
    play: { damage: 'empty' },
  },
  {
    id: 'oversize',
    title: 'Far too large',
    hint: 'Eight mebibytes, more than the node accepts.',
    group: 'broken',
    play: { damage: 'oversize' },
  },
  {
    id: 'gzip-bomb',
    title: 'Compressed bomb',
    hint: 'A few kilobytes that unpack to 200 mebibytes.',
    group: 'broken',
    play: { damage: 'gzip-bomb' },
  },
  {
    id: 'redirect',
    title: 'Redirect',
    hint: 'To another address, which the node never follows with its token.',
    group: 'broken',
    play: { damage: { kind: 'redirect', to: 'https://elsewhere.example/' } },
  },
  {
    id: 'choices-fail',
    title: 'Drop-downs fail',
    hint: 'The lists cannot be loaded; their fields can still be typed into.',
    group: 'choices',
    play: { answer: { status: 503 } },
  },
]

export const scenarioChoices: readonly ScenarioChoice[] = scenarios.map(({ play: _play, ...choice }) => choice)

/**
 * What is to be played.
 * @param examples those of the method, whose answers presets name
 * @throws {StudioError} 400 for what is not there or cannot be sent
 */
export function findPlay(scenario: Scenario, examples: readonly Example[]): Play {
  if ('id' in scenario) {
    const found = scenarios.find(({ id }) => id === scenario.id)
    if (found === undefined) throw refused('There is no such scenario; choose one of the list.')
    return found.play
  }
  if ('status' in scenario) {
    if (scenario.status < 200) throw refused('A status below 200 only announces an answer; choose one from 200 to 599.')
    return { answer: { status: scenario.status } }
  }
  const example = examples.find(({ name }) => name === scenario.preset)
  if (example === undefined) throw refused('This method has no example of that name.')
  if (example.response === undefined) return 'nothing'
  const { status, headers, body, text } = example.response
  return {
    answer: {
      status,
      ...(headers === undefined ? {} : { headers }),
      body: text ?? (body === undefined ? '' : JSON.stringify(body)),
    },
  }
}

function refused(message: string): StudioError {
  return new StudioError(400, 'SCENARIO', message)
}
