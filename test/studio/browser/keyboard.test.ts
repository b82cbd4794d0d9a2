import { expect, test } from '@jest/globals'
import { describeInBrowser, useBrowser, type Visit } from './support.js'

describeInBrowser('the studio by keyboard', () => {
  const open = useBrowser()

  /** Presses Tab until the focus is on something of this name, and insists that it can be seen. */
  async function tabTo({ page: { tab } }: Visit, name: RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await tab.keyboard.press('Tab')
      const focus = await tab.evaluate<Focus>(focused)
      expect(focus).toMatchObject({ isVisible: true })
      if (name.test(focus.name)) return
    }
    throw new Error(`Tab does not lead to ${String(name)}.`)
  }

  test('a method is filled in and run without a mouse; the focus is always seen', async () => {
    const visit = await open()
    const { page } = visit
    const { keyboard } = page.tab
    await page.field('Workspace/Project').waitFor()
    await tabTo(visit, /^Get Identity By Aliases/)
    await keyboard.press('Enter')
    await page.fields.getByRole('heading', { name: 'Get Identity By Aliases' }).waitFor()
    // The list of what is missing leads to the field.
    await page.fields.getByText('to fill').waitFor()
    await tabTo(visit, /^Workspace\/Project$/)
    await keyboard.press('Enter')
    await page.field('Workspace/Project').and(page.tab.locator(':focus')).waitFor()
    await keyboard.press('ArrowDown')
    await page.tab.getByRole('option', { name: 'Sandbox' }).waitFor()
    await keyboard.press('Enter')
    await page.expectValue('Workspace/Project', 'Sandbox')
    await tabTo(visit, /^Aliases$/)
    await keyboard.type('+12025550100')
    await page.expectReady()
    await tabTo(visit, /^Run/)
    await page.expectRun('onGetIdentityByAliasesSuccess', () => keyboard.press('Enter'))

    // From wherever one is.
    await page.field('Aliases').focus()
    await page.expectRun('onGetIdentityByAliasesSuccess', () => keyboard.press('Control+Enter'))

    // The exits are one stop, arrow keys go on.
    await tabTo(visit, /^Found/)
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await page.tab.getByRole('dialog', { name: 'Forbidden' }).waitFor()
    await page.expectRun('onForbidden', () => keyboard.press('Enter'))

    // So are the tabs.
    await tabTo(visit, /^Result$/)
    await keyboard.press('ArrowRight')
    await page.pane('Journey').waitFor()
    expect(await page.pane('Result').count()).toBe(0)
  })

  test('Escape closes what is open and gives the focus back', async () => {
    const { page } = await open()
    const { tab } = page
    const overlays = [
      [page.fields.getByRole('button', { name: 'Examples' }), 'menu'],
      [page.flow.getByRole('button', { name: /^Answers/ }), 'menu'],
      [page.flow.getByRole('button', { name: /^Timeout/ }), 'dialog'],
      [tab.getByRole('button', { name: 'Colours' }), 'menu'],
      [tab.getByRole('button', { name: /^Variables/ }), 'dialog'],
      [tab.getByRole('button', { name: 'Help and shortcuts' }), 'dialog'],
    ] as const
    for (const [trigger, role] of overlays) {
      await trigger.focus()
      await tab.keyboard.press('Enter')
      await tab.getByRole(role).waitFor()
      await tab.keyboard.press('Escape')
      await tab.getByRole(role).waitFor({ state: 'detached' })
      await trigger.and(tab.locator(':focus')).waitFor()
    }

    await page.field('Workspace/Project').focus()
    await tab.keyboard.press('ArrowDown')
    await tab.getByRole('option', { name: 'Sandbox' }).waitFor()
    await tab.keyboard.press('Escape')
    await tab.getByRole('listbox').waitFor({ state: 'detached' })
    expect(await page.field('Workspace/Project').inputValue()).toBe('')
  })

  test('switches and side-by-side choices are worked with arrows and space', async () => {
    const { page } = await open()
    const { keyboard } = page.tab
    await page.field('Request Body').getByRole('radio', { name: 'Key/value pairs' }).focus()
    await keyboard.press('ArrowRight')
    await page.field('JSON Object').waitFor()
    await keyboard.press('ArrowLeft')
    const overwrite = page.field('Overwrite existing person data')
    await overwrite.focus()
    await keyboard.press('Space')
    expect(await overwrite.getAttribute('aria-checked')).toBe('true')
  })
})

interface Focus {
  readonly name: string
  readonly isVisible: boolean
}

/** What has the focus, and whether a ring or frame shows it; a hidden control is shown by the label around it. */
const focused = `(() => {
  const element = document.activeElement
  const label = element.labels?.[0]
  const name = element.getAttribute('aria-label') ?? label?.innerText ?? element.innerText ?? ''
  const ringed = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
  }
  const around = [element, label, element.parentElement, element.parentElement?.parentElement].filter(Boolean)
  return { name, isVisible: around.some(ringed) }
})()`
