import { afterAll, expect, test } from '@jest/globals'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryDirectory } from '../support.js'
import type { Locator, Page } from 'playwright-core'
import type { StudioPage } from './studio-page.js'
import { describeInBrowser, useBrowser } from './support.js'

/** With `UPDATE_SCREENSHOTS=1` the pictures are those of the documents, else they are taken only to see that they can be. */
const isUpdate = process.env.UPDATE_SCREENSHOTS === '1'
const images = fileURLToPath(new URL('../../../docs/images', import.meta.url))

const leastBytes = 15_000
const mostBytes = 250_000

describeInBrowser('pictures of the studio', () => {
  const open = useBrowser()
  const directory = isUpdate ? Promise.resolve(images) : temporaryDirectory()

  afterAll(async () => {
    if (!isUpdate) await rm(await directory, { recursive: true })
  })

  async function picture({ tab }: StudioPage, name: string, part: Page | Locator = tab): Promise<number> {
    const path = join(await directory, `studio-${name}.png`)
    await tab.evaluate('document.fonts.ready')
    await part.screenshot({ path, caret: 'hide' })
    return (await stat(path)).size
  }

  /** The panel below the flow, with place for all of it. */
  async function panelPicture(page: StudioPage, name: string): Promise<number> {
    const { tab } = page
    await tab.mouse.move(0, 0)
    await tab.setViewportSize({ width: 1600, height: 1400 })
    const size = await picture(page, name, tab.getByRole('region', { name: 'What happens', exact: true }))
    await tab.setViewportSize({ width: 1600, height: 900 })
    return size
  }

  test('the main views can be drawn, each in a moderate file', async () => {
    const { page } = await open()
    const sizes: Record<string, number> = {}
    await page.tab.getByRole('button', { name: 'Put away' }).click()

    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('First Name', 'Ada')
    await page.type('Phone Number', '$(callerNumber)')
    await page.type('Email', '$(callerEmail)')
    await page.field('Last Name').click()
    await page.expectReady()
    await page
      .pane('Explain')
      .getByRole('button', { name: /^From Phone Number/ })
      .hover()
    sizes.explain = await picture(page, 'explain')

    await page.expectRun('onCreateMergeAliasesSuccess')
    await page.choose('Get Identity By Aliases')
    await page.example('Who is behind these two')
    await page.expectReady()
    await page.expectRun('onGetIdentityByAliasesSuccess')
    await page.tab.mouse.move(0, 0)
    sizes['node-light'] = await picture(page, 'node-light')
    await page.tab.emulateMedia({ colorScheme: 'dark' })
    await page.tab.locator(':root[data-scheme=dark]').waitFor()
    sizes['node-dark'] = await picture(page, 'node-dark')
    await page.tab.emulateMedia({ colorScheme: 'light' })
    await page.tab.locator(':root[data-scheme=light]').waitFor()

    await page.scenario('429 Too Many Requests')
    await page.expectRun('onTooManyRequest')
    await page.scenario('Body drips')
    await page.deadline('2 s')
    await page.expectRun('onTimeout')
    await page.pane('Result').getByLabel('Filled only').check()
    sizes.result = await panelPicture(page, 'result')

    await page.flow.getByRole('button', { name: 'Let the emulator answer by itself' }).click()
    await page.choose('Write to CJDS')
    await page.example('An IVR choice')
    await page.expectReady()
    await page.expectRun('onEventPostSuccess')
    await page.show('Journey')
    await page.pane('Journey').getByText('new', { exact: true }).first().waitFor()
    sizes.journey = await panelPicture(page, 'journey')

    await page.show('Manifest')
    const editor = page.tab.getByRole('region', { name: 'Manifest', exact: true })
    await page.tab.getByRole('button', { name: /^Get Identity By Aliases/ }).click()
    await editor.getByRole('tab', { name: /get-identity-by-aliases/ }).click()
    await editor.getByText('"format"').first().click()
    await page.tab.keyboard.press('End')
    await page.tab.keyboard.press('ArrowLeft')
    await page.tab.keyboard.press('Backspace')
    await page.tab.keyboard.press('Escape')
    await page.tab.getByRole('region', { name: 'Problems' }).waitFor()
    await page.tab.mouse.move(0, 0)
    sizes.manifest = await picture(page, 'manifest')

    const phone = await open({ width: 360, height: 780, isPhone: true })
    await phone.page.tab.getByRole('button', { name: 'Put away' }).click()
    await phone.page.fields.waitFor()
    await phone.page.pick('Workspace/Project', 'Sandbox')
    await phone.page.type('Phone Number', '$(callerNumber)')
    await phone.page.type('Email', '$(callerEmail)')
    await phone.page.field('Last Name').click()
    await phone.page.expectReady()
    await phone.page.expectRun('onCreateMergeAliasesSuccess', () => phone.page.tab.keyboard.press('Control+Enter'))
    sizes.phone = await picture(phone.page, 'phone')

    for (const [name, bytes] of Object.entries(sizes)) {
      expect({ name, isDrawn: bytes > leastBytes }).toEqual({ name, isDrawn: true })
      expect({ name, isModerate: bytes < mostBytes }).toEqual({ name, isModerate: true })
    }
  })
})
