import { expect, test } from '@jest/globals'
import type { Request, Response } from 'playwright-core'
import { describeInBrowser, useBrowser } from './support.js'

/** Of everything that the browser fetches before the page is ready, as it goes over the wire. */
const mostBytes = 300 * 1024

describeInBrowser('loading the studio', () => {
  const open = useBrowser()

  test('the first load is small, and the editor comes when the view Manifest is opened', async () => {
    const finished: Request[] = []
    const { page, requested } = await open({
      prepare: (_studio, context) => {
        context.on('requestfinished', (request) => {
          if (!request.url().startsWith('data:')) finished.push(request)
        })
      },
    })
    await page.field('Workspace/Project').waitFor()
    await page.tab.waitForLoadState('networkidle')
    const sizes = await Promise.all(finished.map((request) => request.sizes()))
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
    expect(bytes).toBeGreaterThan(20 * 1024)
    expect(bytes).toBeLessThan(mostBytes)
    expect(requested.join()).not.toMatch(/manifest-view|journey-panel/)
    await page.show('Manifest')
    await page.tab.getByRole('textbox', { name: /JSON/ }).waitFor()
    expect(requested.join()).toMatch(/manifest-view-[^/]*\.js/)
  })

  test('everything is answered compressed, with a strict policy, and nothing goes against it on a tour', async () => {
    const answers: Response[] = []
    const { page, studio } = await open({
      prepare: (_studio, context) => {
        context.on('response', (response) => {
          if (response.url().startsWith('http')) answers.push(response)
        })
      },
    })
    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('Phone Number', '+12025550100,')
    await page.expectReady()
    await page.expectRun('onCreateMergeAliasesSuccess')
    await page.show('Journey')
    await page.pane('Journey').getByText('Ada Moreau').waitFor()
    await page.show('Manifest')
    await page.tab.getByRole('textbox', { name: /JSON/ }).click()
    await page.tab.keyboard.type('x')
    await page.tab.getByRole('region', { name: 'Problems' }).waitFor()
    await page.tab.keyboard.press('Control+z')
    await page.tab.getByRole('region', { name: 'Problems' }).waitFor({ state: 'detached' })
    await page.tab.getByRole('button', { name: 'Help and shortcuts' }).click()
    await page.tab.getByRole('dialog', { name: 'Getting started' }).waitFor()

    for (const answer of answers) {
      const answered = `${answer.url()}: ${(await answer.headerValue('content-security-policy')) ?? ''}`
      expect(answered).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(answered).not.toMatch(/unsafe|\*/)
    }
    const script = answers.find((answer) => /index-[^/]*\.js$/.test(answer.url()))
    expect(await script?.headerValue('content-encoding')).toBe('gzip')
    expect(answers.every((answer) => new URL(answer.url()).origin === studio.origin)).toBe(true)
  })

  test('the token leaves the address, and a page that is loaded again goes on', async () => {
    const { page, studio } = await open()
    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('Phone Number', '+12025550100,')
    await page.expectReady()
    await page.expectRun('onCreateMergeAliasesSuccess')
    expect(page.tab.url()).toBe(`${studio.origin}/`)
    await page.tab.reload()
    await page.choose('Get Identity By Aliases')
    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('Aliases', '$(n1.phone)')
    await page.tab.keyboard.press('Tab')
    await page.expectReady()
    await page.expectRun('onGetIdentityByAliasesSuccess')
  })

  test('without the token, or with an old one, the page says where the link is', async () => {
    for (const fragment of ['', '#token=yesterday']) {
      const { page, problems } = await open({ address: ({ origin }) => `${origin}/${fragment}` })
      await page.tab.getByRole('heading', { name: 'Open the link that the terminal printed' }).waitFor()
      // What the browser itself writes of the refusal.
      expect(problems.splice(0)).toEqual([expect.stringContaining('401')])
    }
  })
})
