import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'

interface Report {
  readonly good?: boolean
  readonly cases?: number
  readonly attempts?: number
  readonly invocations?: number
  readonly served?: number
  readonly lost?: number
  readonly wrong?: readonly object[]
  readonly handlesLeft?: number
  readonly results?: readonly { readonly name: string; readonly good: boolean }[]
}

/** Runs a proof in a process of its own, in a form that is short enough for every run of the tests. */
async function prove(name: string, ...options: string[]): Promise<{ status: number; report: Report; stderr: string }> {
  const program = ['scripts/run-typescript.mjs', `test/proofs/${name}/main.ts`, ...options]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, program, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr))
      else resolve({ status: Number(error?.code ?? 0), report: JSON.parse(stdout) as Report, stderr })
    })
  })
}

/** A busy machine may be late once; the node must not be late every time. */
async function proveInThree(name: string, ...options: string[]): Promise<Report> {
  for (let attempt = 1; ; attempt++) {
    const { report } = await prove(name, ...options)
    if (report.good === true || attempt === 3) return report
  }
}

test('fuzzing: 2,000 random cases hold to what must be true whatever happens', async () => {
  const { status, report, stderr } = await prove('fuzz', '--seed', '1', '--cases', '2000')
  expect([status, stderr]).toEqual([0, ''])
  expect(report.cases).toBe(2_000)
  expect(report.attempts).toBe(Number(report.served) + Number(report.lost))
  expect(report.served).toBeGreaterThan(500)
}, 300_000)

test('soak: 2,000 invocations with a fifth of them faulty end as the schedule says', async () => {
  const { status, report } = await prove('soak', '--invocations', '2000')
  expect(report).toMatchObject({ good: true, invocations: 2_000, wrong: [], handlesLeft: 0 })
  expect(status).toBe(0)
}, 300_000)

test('deadline: 70 slow invocations end in time', async () => {
  const report = await proveInThree('deadline', '--cases', '70', '--concurrency', '35')
  expect(report).toMatchObject({ good: true, cases: 70, wrong: [] })
}, 300_000)

test('hostile: no answer needs much memory or time', async () => {
  const report = await proveInThree('hostile', '--rounds', '5')
  expect(report.results?.filter(({ good }) => !good)).toEqual([])
  expect(report.results?.length).toBeGreaterThan(10)
}, 300_000)
