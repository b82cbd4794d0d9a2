import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { root } from './scenario.js'
import { testTitles } from './test-titles.js'

const rows = readFileSync(join(root, 'SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Threat|-+) /.test(line))
  .map((line) => {
    const [threat = '', defence = '', proof = ''] = line.slice(2, -2).split(/ \| /)
    const proofs = Array.from(proof.matchAll(/`(test\/[^`]+)` `([^`]+)`/g), ([, file = '', title = '']) => ({
      file,
      title,
    }))
    return { threat: threat.trim(), defence: defence.trim(), proof: proof.trim(), proofs }
  })

describe('SECURITY.md', () => {
  test('has threats from everybody', () => {
    expect(rows.length).toBeGreaterThan(40)
  })

  test.each(rows)('$threat', ({ defence, proof, proofs }) => {
    expect(defence).not.toBe('')
    // Nothing else stands in the column, so that no proof goes unchecked.
    expect(proofs.map(({ file, title }) => `\`${file}\` \`${title}\``).join(', ')).toBe(proof)
    expect(proofs).not.toEqual([])
    const missing = proofs.filter(
      ({ file, title }) => !existsSync(join(root, file)) || !testTitles(file).some((known) => known.includes(title)),
    )
    expect(missing).toEqual([])
  })
})
