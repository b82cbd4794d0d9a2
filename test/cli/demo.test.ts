import { beforeAll, describe, expect, test } from '@jest/globals'
import { Stage } from '../../src/cli/demo/stage.js'
import { tellStory, variables } from '../../src/cli/demo/story.js'
import type { DemoReport } from '../../src/cli/demo.js'
import { startEmulator } from '../../src/emulator/index.js'
import { loadNode } from '../../src/index.js'
import { jsonLine, runCli, type CliRun } from './support.js'

let told: CliRun
let report: DemoReport

beforeAll(async () => {
  const [text, json] = await Promise.all([runCli(['demo']), runCli(['demo', '--json'])])
  told = text
  expect(json).toMatchObject({ status: 0, stderr: '' })
  report = jsonLine(json) as DemoReport
})

describe('demo', () => {
  test('every step ends as the story expects', () => {
    expect(told).toMatchObject({ status: 0, stderr: '' })
    expect(report.passed).toBe(true)
    expect(report.steps.every(({ passed, outcome, expected }) => passed && outcome === expected)).toBe(true)
  })

  test('it signs in through the code exchange', () => {
    expect(
      report.signIn.requests.map(({ method, path, status }) => `${method} ${path.split('?')[0] ?? ''} ${status ?? 0}`),
    ).toEqual(['GET /oauth/authorize 200', 'POST /oauth/authorize 302', 'POST /oauth/token 200'])
    expect(report.signIn.requests[0]?.path).toContain('code_challenge_method=S256')
  })

  test('it plays every method, and every kind of end', () => {
    expect(new Set(report.steps.map(({ method }) => method)).size).toBe(4)
    const outcomes = report.steps.map(({ outcome }) => outcome)
    for (const outcome of ['onInvalidData', 'onInvalidChoice', 'onNotFound', 'onTimeout', 'onTooManyRequest'])
      expect(outcomes).toContain(outcome)
    expect(report.outcomes).toEqual({ seen: 9, declared: 44 })
  })

  test('identities of several systems become one person', () => {
    const people = report.steps.filter(({ method }) => method === 'manageIdentity').map(({ facts }) => facts.people)
    expect(people).toEqual([1, 2, 1])
    expect(report.store).toEqual({ persons: 1, aliases: 5, events: 7 })
  })

  test('the call is routed by the number of calls within a day', () => {
    const read = report.steps.find(({ method }) => method === 'readFromCjds')
    expect(read?.facts).toMatchObject({ 'calls in 24 h': '4', 'in 10 days': '5', declined: '48.9' })
    expect(read?.branch).toContain('specialist')
  })

  test('what is rejected is never sent, and the limit is the real one', () => {
    const byOutcome = (outcome: string) => report.steps.find((step) => step.outcome === outcome)
    expect(byOutcome('onInvalidData')?.requests).toEqual([])
    expect(byOutcome('onInvalidChoice')?.requests).toEqual([])
    expect(byOutcome('onTimeout')?.elapsedMs).toBeGreaterThanOrEqual(690)
    expect(byOutcome('onTimeout')?.elapsedMs).toBeLessThan(1500)
    const steps = report.steps.flatMap(({ requests }) => requests)
    const answered = steps.filter(({ status }) => status !== 429 && status !== null)
    // A request that was given up on still counts at the service, once it gets there.
    expect(answered.reduce((sum, { times }) => sum + times, 0)).toBeGreaterThanOrEqual(299)
    expect(byOutcome('onTooManyRequest')?.facts['retry after']).toMatch(/^\d+ s$/)
  })

  test('the text tells the same: each story, outcome and branch', () => {
    // What was measured differs between two runs.
    const still = (text: string): string => text.replaceAll(/\d+ s\b/g, 'N s')
    for (const { outcome, branch, story, method } of report.steps) {
      expect(told.stdout).toContain(`${method}  ${story}`)
      expect(told.stdout).toContain(`● ${outcome}`)
      if (branch !== null) expect(still(told.stdout)).toContain(`└▶ ${still(branch)}`)
    }
    expect(told.stdout).toContain('POST /admin/v1/api/person/merge-identities/workspace-id/… → 202')
    expect(told.stdout).toContain('All 13 steps ended as the story expects')
    expect(told.stdout.split('\n').every((line) => line.length <= 100)).toBe(true)
    expect(told.stdout).not.toContain('\u001b')
  })

  test('it notices when the service does not play along', async () => {
    // Without the profile view template that the story reads.
    const emulator = await startEmulator({ rateLimit: { requests: 40, perMs: 60_000 } })
    const token = emulator.oauth.issue().access_token
    const stage = new Stage(await loadNode(), emulator, token, variables, () => undefined)
    await tellStory(stage)
    stage.close()
    await emulator.close()
    const failed = stage.steps.filter(({ passed }) => !passed)
    expect(failed.map(({ method, outcome }) => `${method} ${outcome}`)).toEqual(['readFromCjds onNotFound'])
  })
})
