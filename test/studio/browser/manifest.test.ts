import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryDirectory } from '../support.js'
import { describeInBrowser, useBrowser } from './support.js'

describeInBrowser("the studio's manifest view", () => {
  const open = useBrowser()
  let folder: string

  beforeAll(async () => {
    folder = await temporaryDirectory()
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('a method is written from nothing to a green run, and saved', async () => {
    const { page, studio } = await open({ save: folder })
    const { tab } = page
    const editor = tab.getByRole('region', { name: 'Manifest', exact: true })
    const problems = tab.getByRole('region', { name: 'Problems' })
    const completions = tab.getByRole('listbox', { name: 'Completions' })
    const taken = editor.getByText(/^Taken: 5 methods/)

    await page.show('Manifest')
    await editor.getByRole('button', { name: 'New method' }).click()
    const dialog = tab.getByRole('dialog', { name: 'New method' })
    await dialog.getByLabel('Title').fill('Find orders')
    await dialog.getByRole('button', { name: 'Begin method' }).click()
    await dialog.waitFor({ state: 'detached' })
    await taken.waitFor()
    await editor.getByRole('tab', { name: /^methods\/find-orders\.json, changed/ }).waitFor()
    await page.fields.getByRole('heading', { name: 'Find orders' }).waitFor()

    // A second input, its keys completed.
    await editor.getByText('"maxLength": 200').click()
    await tab.keyboard.press('ArrowDown')
    await tab.keyboard.press('End')
    await tab.keyboard.type(',\n"limit": {\n"title": "How many",\n"ty')
    await completions.getByRole('option', { name: /^type/ }).click()
    // The kinds are offered; what is typed is none of them.
    await completions.getByRole('option', { name: /integer/ }).waitFor()
    await tab.keyboard.press('Escape')
    await tab.keyboard.type('intger')
    await tab.keyboard.press('End')
    await tab.keyboard.type(',\n"default": 5')
    await problems.getByText(/type/).first().waitFor()
    expect(await page.fields.getByText('How many').count()).toBe(0)
    const line = await problems.getByRole('button').first().innerText()
    const text = await editor.getByRole('textbox', { name: /JSON/ }).innerText()
    const number = text.split('\n').findIndex((each) => each.includes('intger')) + 1
    expect(line).toMatch(new RegExp(`^${number}:`))

    // Repaired where the problem leads to.
    await problems.getByRole('button').first().click()
    await editor.getByText('"intger"').dblclick()
    await tab.keyboard.type('integer')
    await problems.getByText('Nothing uses the input "limit"').waitFor()

    // Sent as well, it holds together: the form follows.
    await editor.getByText('{?workspaceId,search}').click()
    await tab.keyboard.press('End')
    for (const key of ['ArrowLeft', 'ArrowLeft']) await tab.keyboard.press(key)
    await tab.keyboard.type(',limit')
    await problems.waitFor({ state: 'detached' })
    await taken.waitFor()
    await page.fields.getByText('How many').first().waitFor()

    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('Search', 'parcel')
    await page.expectReady()
    await page.show('Explain')
    await page.pane('Explain').getByRole('button', { name: '5, from How many' }).waitFor()
    await page.show('Run')
    await page.expectRun('onFindOrdersSuccess')

    await editor.getByRole('button', { name: 'Save' }).click()
    await editor.getByText(`Saved to ${folder}`).waitFor()
    const files = await readdir(folder, { recursive: true })
    expect(files).toEqual(expect.arrayContaining(['node.json', 'methods/find-orders.json', 'options/workspaces.json']))
    const saved = JSON.parse(await readFile(join(folder, 'methods/find-orders.json'), 'utf8')) as unknown
    expect(saved).toMatchObject({
      id: 'findOrders',
      title: 'Find orders',
      inputs: { limit: { title: 'How many', type: 'integer', default: 5 } },
      request: { url: expect.stringContaining('{?workspaceId,search,limit}') },
    })
    const node = JSON.parse(await readFile(join(folder, 'node.json'), 'utf8')) as { methods: string[] }
    expect(node.methods).toContain('findOrders')
    expect(studio.folder).toBe(folder)
  })

  test('what was saved is there when the studio is started again', async () => {
    const { page } = await open({ save: folder })
    await page.choose('Find orders')
    await page.example('Something is there')
    await page.expectReady()
    await page.expectRun('onFindOrdersSuccess')
    expect(await page.field('How many').count()).toBe(1)
  })

  test('a value in the request leads to its line of the manifest', async () => {
    const { page } = await open()
    await page.choose('Get Identity By Aliases')
    await page
      .pane('Explain')
      .getByRole('button', { name: /^node\.json:\d+$/ })
      .first()
      .click()
    const document = page.tab.getByRole('tab', { name: 'node.json' })
    await document.waitFor()
    expect(await document.getAttribute('aria-selected')).toBe('true')
  })
})
