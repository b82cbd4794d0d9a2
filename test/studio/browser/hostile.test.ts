import { afterEach, expect, test } from '@jest/globals'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shippedDirectory } from '../../../src/manifest/read-manifest.js'
import { temporaryDirectory } from '../support.js'
import { describeInBrowser, useBrowser } from './support.js'

/** Would call for attention in every way that a text can. */
const attack = `<img src=x onerror=alert(1)><script>alert(2)</script><a href='javascript:alert(3)'>x</a>`

describeInBrowser('hostile texts', () => {
  const open = useBrowser()
  const directories: string[] = []

  afterEach(async () => {
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true })
  })

  /** The shipped manifest with the attack in every text that people read. */
  async function hostileManifest(): Promise<string> {
    const directory = await temporaryDirectory()
    directories.push(directory)
    await cp(shippedDirectory, directory, { recursive: true })
    const icon = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(4)" viewBox="0 0 24 24">
      <script>alert(5)</script><image href="https://elsewhere.example/"/><circle r="9" onclick="alert(6)"/>
      <rect fill="url(https://elsewhere.example/)"/></svg>`
    await writeFile(join(directory, 'icon.svg'), icon)
    for (const file of await readdir(directory, { recursive: true })) {
      if (!file.endsWith('.json') || file.startsWith('overlays')) continue
      const path = join(directory, file)
      const text = await readFile(path, 'utf8')
      await writeFile(path, JSON.stringify(JSON.parse(text, attacked)))
    }
    return directory
  }

  test('[F115] labels of a hostile manifest are shown as text, wherever they stand', async () => {
    const { page } = await open({ manifest: await hostileManifest() })
    const body = page.tab.locator('body')
    await page.tab.getByRole('heading', { level: 1 }).getByText(attack).waitFor()
    await page.fields.getByText(`Workspace/Project ${attack}`).first().waitFor()
    await page.pane('Explain').getByText(`Workspace/Project ${attack}`).first().waitFor()
    await page.flow.getByRole('button', { name: /^Merged/ }).click()
    await page.tab.getByRole('dialog').getByText(attack).first().waitFor()
    await page.tab.keyboard.press('Escape')
    await page.fields.getByRole('button', { name: 'Examples' }).click()
    await page.tab.getByRole('menuitem').getByText(attack).first().waitFor()
    await page.tab.getByRole('menuitem').first().click()
    await page.run()
    await page.pane('Result').getByText(attack).first().waitFor()
    await page.show('Manifest')
    await page.tab.getByRole('textbox', { name: /JSON/ }).waitFor()
    expect(await body.locator('img, a, script:not([src]), image, [onload], [onerror], [onclick]').count()).toBe(0)
  })

  test('[F115] hostile values, answers, events and choices are shown as text', async () => {
    const { page } = await open({
      prepare: ({ emulator }) => {
        emulator?.store.workspaces.create({ name: attack, description: attack })
        emulator?.scenarios.add({
          on: 'events.publish',
          times: 1,
          answer: { status: 400, headers: { 'x-note': attack }, body: { message: attack, errors: [attack] } },
        })
      },
    })
    const shown = (name: Parameters<typeof page.pane>[0]) => page.pane(name).getByText(attack).first().waitFor()

    await page.field('Workspace/Project').click()
    await page.tab.getByRole('option').getByText(attack).first().waitFor()
    await page.tab.getByRole('option', { name: 'Sandbox' }).click()
    await page.type('First Name', attack)
    await page.field('Phone Number').fill('+12025550190')
    await page.expectReady()
    await shown('Explain')
    await page.expectRun('onCreateMergeAliasesSuccess')
    await shown('Result')
    await page.pane('Result').getByRole('button', { name: 'Show personal data' }).click()
    await page.pane('Result').getByRole('region', { name: 'Over the wire' }).getByText('alert(1)').first().waitFor()

    await page.choose('Write to CJDS')
    await page.select('Request Body Object', 'JSON object')
    const event = {
      id: 'hostile-1',
      specversion: '1.0',
      type: attack,
      source: attack,
      identity: '+12025550190',
      identitytype: 'phone',
      datacontenttype: 'application/json',
      data: { [attack]: attack },
    }
    await page.field('JSON Object').fill(JSON.stringify(event))
    await page.expectReady()
    await page.expectRun('onBadRequest')
    await shown('Result')
    await page.expectRun('onEventPostSuccess')
    await page.show('Journey')
    await shown('Journey')
    await page.tab.getByRole('button', { name: /^Variables/ }).click()
    await page.tab.getByRole('dialog', { name: 'Variables' }).getByText('alert(1)').first().waitFor()
    expect(await page.tab.locator('img, a, script:not([src])').count()).toBe(0)
  })
})

const readByPeople = new Set(['title', 'description', 'message', 'patternMessage'])

/** A text for people with the attack at its end; the rest as it is. */
function attacked(key: string, value: unknown): unknown {
  // Examples have names of several words, unlike what is sent.
  if (typeof value === 'string')
    return readByPeople.has(key) || (key === 'name' && value.includes(' ')) ? `${value} ${attack}` : value
  if (key === 'enumTitles')
    return Object.fromEntries(Object.entries(value as object).map(([name, title]) => [name, `${title} ${attack}`]))
  return value
}
