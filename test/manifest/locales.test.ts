import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { shippedNode } from '../../src/generated/shipped-node.js'
import { readLocales, textsOf } from '../../src/manifest/locales.js'
import { ManifestError } from '../../src/manifest/manifest-error.js'
import { shippedDirectory } from '../../src/manifest/read-manifest.js'

const { manifest } = shippedNode()

describe('the shipped locales', () => {
  test.each(['de', 'ja'])('%s has a translation of every text, and no other', async (language) => {
    const locales = await readLocales(shippedDirectory, manifest)
    expect(Object.keys(locales[language] ?? {}).sort()).toEqual([...textsOf(manifest)].sort())
    expect(Object.values(locales[language] ?? {}).filter((text) => text.trim() === '')).toEqual([])
  })
})

describe('the locales of a directory', () => {
  let directory: string

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'locales-'))
    await mkdir(join(directory, 'locales'))
  })
  afterEach(() => rm(directory, { recursive: true, force: true }))

  const write = (file: string, content: string): Promise<void> => writeFile(join(directory, 'locales', file), content)
  const problems = () =>
    readLocales(directory, manifest).then(
      () => [],
      (error: unknown) => (error instanceof ManifestError ? error.problems : [error]),
    )

  test('a language may leave texts out', async () => {
    await write('fr.json', '{ "Identity": "Identité" }')
    expect(await readLocales(directory, manifest)).toEqual({ fr: { Identity: 'Identité' } })
  })

  test('without the folder there are none', async () => {
    expect(await readLocales(join(directory, 'nowhere'), manifest)).toEqual({})
  })

  test('a text that the manifest does not have is told with the one that was probably meant', async () => {
    await write('fr.json', '{\n  "Event type": "Type"\n}')
    expect(await problems()).toEqual([
      expect.objectContaining({
        file: 'locales/fr.json',
        line: 2,
        message: 'The manifest has no such text (any more); remove it.',
        suggestion: 'Event Type',
      }),
    ])
  })

  test.each([
    ['{ "Identity": 1 }', 'The translation must be a text.'],
    ['[]', "The file must be an object: the manifest's texts with their translations."],
    ['{', expect.stringContaining('JSON')],
    ['{ "Identity": "a", "Identity": "b" }', expect.stringContaining('twice')],
  ])('%s is a problem', async (content, message) => {
    await write('fr.json', content)
    expect(await problems()).toEqual([expect.objectContaining({ file: 'locales/fr.json', message })])
  })
})
