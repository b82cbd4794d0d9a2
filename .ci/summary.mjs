// Adds up the reports of several runs of jest: a test that was skipped in one run and passed in another has passed.
import { readFileSync } from 'node:fs'

const best = new Map()
for (const file of process.argv.slice(2))
  for (const { name, assertionResults } of JSON.parse(readFileSync(file, 'utf8')).testResults)
    for (const { fullName, status } of assertionResults) {
      const key = `${name} ${fullName}`
      if (best.get(key) !== 'failed' && best.get(key) !== 'passed') best.set(key, status)
    }
const count = (...statuses) => [...best.values()].filter((status) => statuses.includes(status)).length
console.log(
  `${count('passed')} passed, ${count('failed')} failed, ${count('pending', 'todo', 'skipped', 'disabled')} skipped`,
)
