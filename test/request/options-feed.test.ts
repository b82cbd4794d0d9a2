import { describe, expect, test } from '@jest/globals'
import type { Limits, OptionsManifest } from '../../src/manifest/manifest.js'
import { optionsFeed } from '../../src/request/options-feed.js'

const limits: Limits = { textLength: 10_000, listItems: 100, jsonDepth: 32, requestBytes: 1000, responseBytes: 1 }
const manifest: OptionsManifest = {
  manifest: 1,
  id: 'parcels',
  title: 'Parcels',
  request: { url: '/depots/{depot}/parcels{?page,size}', headers: { 'X-Region': '$inputs.region' } },
  items: '$response.body#/found/parcels',
  value: '/id',
  label: '/texts/name',
}
const paging = { page: 'page', first: 1, pageSize: { name: 'size', value: 50 }, maxPages: 3 }

const choicesOf = (parcels: unknown, more: Partial<OptionsManifest> = {}) =>
  optionsFeed({ ...manifest, ...more }, limits).choices({ found: { parcels } })

describe('The choices of an answer', () => {
  test('have the value and the label where the manifest says, and the hint if it says one', () => {
    const parcels = [{ id: 'p1', texts: { name: 'Books' }, weight: 3 }]
    expect(choicesOf(parcels)).toEqual({ choices: [{ value: 'p1', label: 'Books' }], entries: 1 })
    expect(choicesOf(parcels, { hint: '/weight' })).toEqual({
      choices: [{ value: 'p1', label: 'Books', hint: '3' }],
      entries: 1,
    })
  })

  test('say their value where they have no label, and no hint where there is none', () => {
    expect(choicesOf([{ id: 7, texts: { name: '' } }], { hint: '/weight' })?.choices).toEqual([
      { value: '7', label: '7' },
    ])
  })

  test('are those that have a value, out of all entries', () => {
    const parcels = [{ id: '' }, { id: null }, {}, 'text', { id: true }, { id: 'p2' }]
    expect(choicesOf(parcels)).toEqual({ choices: [{ value: 'p2', label: 'p2' }], entries: 6 })
    expect(choicesOf([])).toEqual({ choices: [], entries: 0 })
  })

  test.each([[{}], ['text'], [null], [undefined]])('are none where the answer holds no list: %j', (parcels) => {
    expect(choicesOf(parcels)).toBeUndefined()
  })
})

describe('The request for choices', () => {
  test('depends on the inputs in it, but for those of the pages', () => {
    expect(optionsFeed({ ...manifest, paging }, limits).dependsOn).toEqual(['depot', 'region'])
    expect(optionsFeed(manifest, limits).dependsOn).toEqual(['depot', 'page', 'size', 'region'])
  })

  test('is a GET with them', () => {
    const { buildRequest } = optionsFeed({ ...manifest, paging }, limits)
    expect(buildRequest({ depot: 'north', page: 2, size: 50, region: 'eu' })).toEqual({
      request: {
        method: 'GET',
        url: '/depots/north/parcels?page=2&size=50',
        headers: { accept: 'application/json', 'x-region': 'eu' },
        body: undefined,
      },
    })
  })
})
