import { expect, test } from '@jest/globals'
import { expectSoon } from './studio-page.js'
import { describeInBrowser, useBrowser } from './support.js'

describeInBrowser("the studio's journey view", () => {
  const open = useBrowser()

  test('runs make a person: identities, events on a time line, attributes of the profile', async () => {
    const { page } = await open()
    const journey = page.pane('Journey')
    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('First Name', 'Ada')
    await page.type('Phone Number', '+12025550100,')
    await page.type('Email', 'ada@example.com,')
    await page.expectReady()
    await page.expectRun('onCreateMergeAliasesSuccess')
    await page.show('Journey')
    const identities = journey.getByRole('list', { name: /^Identities of Ada/ })
    await identities.getByRole('button', { name: /^Email ada@example\.com.* new/ }).waitFor()
    await identities.getByRole('button', { name: /^Customer id C-1001/i }).waitFor()

    await page.choose('Write to CJDS')
    await page.type('Event Type', 'task:new')
    await page.type('Event Source', 'wxcc')
    await page.field('Identity Type').selectOption('Phone')
    await page.type('Identity', '+12025550100')
    await page.expectReady()
    await page.show('Journey')
    const contacts = journey.getByRole('button', { name: /^Contacts in the last 10 days/ })
    const before = await contacts.innerText()
    const count = await eventCount()
    await page.expectRun('onEventPostSuccess')
    await page.show('Journey')
    await expectSoon(async () => {
      expect(await eventCount()).toBe(count + 1)
    })
    const newest = journey.getByRole('list', { name: 'Events, the newest first' }).getByRole('button').first()
    expect(await newest.innerText()).toMatch(/task:new[^]*wxcc[^]*new/)
    const line = journey.getByRole('listbox', { name: /^Events over time/ })
    expect(await line.getByRole('option', { name: /^task:new, wxcc, .*, new$/ }).getAttribute('aria-selected')).toBe(
      'true',
    )
    await line.focus()
    await page.tab.keyboard.press('Home')
    expect(await line.getByRole('option').first().getAttribute('aria-selected')).toBe('true')
    expect(await contacts.innerText()).toBe(before)

    // An identity or an attribute points its events out.
    await identities.getByRole('button', { name: /^Customer id C-1001/i }).click()
    await journey.getByRole('button', { name: 'Only those of C-1001' }).click()
    expect(await journey.getByRole('button', { name: 'Only those of C-1001' }).count()).toBe(0)

    async function eventCount(): Promise<number> {
      const heading = await journey.getByRole('heading', { name: /^Events/ }).innerText()
      return Number(/\d+/.exec(heading)?.[0])
    }
  })

  test('another person is chosen', async () => {
    const { page } = await open()
    const journey = page.pane('Journey')
    await page.show('Journey')
    await journey.getByText('Ada Moreau').waitFor()
    await journey.getByRole('button', { name: 'Another person' }).click()
    await page.tab.getByRole('menuitemradio', { name: /^Chidi/ }).click()
    await journey.getByText('Chidi Larsen').waitFor()
    expect(await journey.getByText('Ada Moreau').count()).toBe(0)
  })
})
