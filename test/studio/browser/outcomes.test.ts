import { expect, test } from '@jest/globals'
import { setTimeout as delay } from 'node:timers/promises'
import { expectSoon } from './studio-page.js'
import { describeInBrowser, useBrowser } from './support.js'

/** Every exit of a method, by its title, with the way that its details offer to it. */
const exits = [
  ['Found', 'onGetIdentityByAliasesSuccess', 'The emulator’s own answer'],
  ['Bad request', 'onBadRequest', '400 Bad Request'],
  ['Forbidden', 'onForbidden', '403 Forbidden'],
  ['Not found', 'onNotFound', '404 Not Found'],
  ['Too many requests', 'onTooManyRequest', '429 Too Many Requests'],
  ['Internal server error', 'onInternalServerError', '500 Internal Server Error'],
  ['Failed', 'onGetIdentityByAliasesFailure', '401 Unauthorized'],
  ['Invalid data', 'onInvalidData', 'only commas'],
  ['Invalid choice', 'onInvalidChoice', 'An authorization that is not configured'],
  ['Error', 'onError', 'Nobody there'],
  ['Timeout', 'onTimeout', 'No answer at all'],
] as const

describeInBrowser("the studio's exits", () => {
  const open = useBrowser()

  test('each of the eleven exits of a method is seen lighting, made to happen from its own details', async () => {
    const { page } = await open()
    await page.choose('Get Identity By Aliases')
    await page.example('Who is behind these two')
    await page.expectReady()
    for (const [title, outcome, way] of exits) {
      const { port } = await page.expectRun(outcome, async () => {
        await page.flow.getByRole('button', { name: `${title} ${outcome}` }).click()
        await page.tab.getByRole('dialog', { name: title, exact: true }).getByRole('button', { name: way }).click()
      })
      expect(port).toContain(title)
      await page.pane('Result').getByRole('heading', { name: title, exact: true }).waitFor()
      expect(await page.flow.getByText(/took this exit/).count()).toBe(1)
    }
    await page.flow.getByText('11 of 11 exits seen').waitFor()
  })

  test('a way leads to its exit before the page has heard what became of the last change', async () => {
    const { page } = await open()
    await page.choose('Read from CJDS')
    await page.example('How often has she called')
    await page.expectReady()
    await page.tab.route('**/api/explain', async (route) => {
      await delay(1_000)
      await route.continue()
    })
    await page.field('Alias ID').fill('')
    const { port } = await page.expectRun('onInvalidChoice', async () => {
      await page.flow.getByRole('button', { name: 'Invalid choice onInvalidChoice' }).click()
      const dialog = page.tab.getByRole('dialog', { name: 'Invalid choice', exact: true })
      await dialog.getByRole('button', { name: 'An authorization that is not configured' }).click()
    })
    expect(port).toContain('Invalid choice')
  })

  test('a rate limit, a time-out and a broken answer are chosen as scenarios, run, and announced', async () => {
    const { page } = await open()
    await page.choose('Get Identity By Aliases')
    await page.example('Who is behind these two')
    await page.expectReady()

    await page.scenario('429 Too Many Requests')
    const limited = await page.expectRun('onTooManyRequest')
    expect(limited.announced).toContain('Too many requests')
    const result = page.pane('Result')
    await result.getByText('429 Too Many Requests').first().waitFor()
    expect(await result.getByRole('region', { name: 'About the run' }).innerText()).toMatch(/Try again after\s+30 s/)

    await page.scenario('No answer at all')
    await page.deadline('1 s')
    const late = await page.expectRun('onTimeout')
    expect(late.announced).toMatch(/Timeout \(onTimeout\), 1(\.\d+)? s/)
    await result.getByText('cut off').first().waitFor()

    await page.scenario('Body drips')
    await page.expectRun('onTimeout')
    await page.scenario('Cut in half')
    await page.expectRun('onError')
    await page.scenario('A web page')
    await page.expectRun('onError')
    await result.getByText('The answer is a web page').first().waitFor()

    await page.flow.getByRole('button', { name: 'Let the emulator answer by itself' }).click()
    await page.expectRun('onGetIdentityByAliasesSuccess')
    await page.flow.getByText('4 of 11 exits seen').waitFor()

    // An earlier run can be looked at again.
    await result.getByRole('combobox', { name: 'Run' }).selectOption('n1 · Too many requests')
    await result.getByRole('heading', { name: 'Too many requests' }).waitFor()
  })

  test('any status can be asked for', async () => {
    const { page } = await open()
    await page.choose('Get Identity By Aliases')
    await page.example('Who is behind these two')
    await page.expectReady()
    await page.scenario('Any status…')
    await page.flow.getByLabel('Status to answer with, from 200 to 599').fill('403')
    const { announced } = await page.expectRun('onForbidden')
    expect(announced).toContain('Forbidden')
  })

  test('personal data in requests and responses are masked until they are asked for; tokens always are', async () => {
    const { page } = await open()
    await page.choose('Get Identity By Aliases')
    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('Aliases', '+12025550100,')
    await page.expectReady()
    await page.expectRun('onGetIdentityByAliasesSuccess')
    const wire = page.pane('Result').getByRole('region', { name: 'Over the wire' })
    await wire
      .getByText(/^\d+ headers$/)
      .first()
      .click()
    const masked = await wire.innerText()
    expect(masked).toContain('***')
    expect(masked).not.toMatch(/12025550100|Moreau/)
    await wire.getByRole('button', { name: 'Show personal data' }).click()
    await wire.getByText('Moreau').first().waitFor()
    const clear = await wire.innerText()
    expect(clear).toContain('%2B12025550100')
    expect(clear).toMatch(/authorization\s+\*\*\*/)
    await wire.getByRole('button', { name: 'Hide personal data' }).click()
    await expectSoon(async () => {
      expect(await wire.innerText()).not.toMatch(/12025550100|Moreau/)
    })
  })
})
