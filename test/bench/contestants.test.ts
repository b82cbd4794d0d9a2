import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../docs/scenario.js'

// Nothing is timed here: only that what `npm run bench` compares still does the same work.
test('every contestant sends the request and gives the result that all must', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench/main.mjs'), '--check'])
  const ids = [...stdout.matchAll(/^(.+): does the work$/gm)].map(([, id]) => id)
  expect(ids).toEqual(expect.arrayContaining(['undici request', 'axios', 'ours, undici', 'ours, axios']))
}, 90_000)
