import axe from 'axe-core'
import { expect, test } from '@jest/globals'
import type { StudioPage } from './studio-page.js'
import { describeInBrowser, useBrowser } from './support.js'

/** A state of the page that somebody looks at. */
interface State {
  readonly name: string
  readonly reach: (page: StudioPage) => Promise<unknown>
  readonly leave?: (page: StudioPage) => Promise<unknown>
}

const escape = (page: StudioPage): Promise<void> => page.tab.keyboard.press('Escape')
const fill = async (page: StudioPage): Promise<void> => {
  await page.fields.getByRole('button', { name: 'Clear' }).click()
  await page.field('Workspace/Project').fill('63f1c2d4e5a6b7c8d9e0f1a2')
  await page.field('Phone Number').fill('+12025550100')
  await page.expectReady()
}
const isNarrow = (page: StudioPage): boolean => (page.tab.viewportSize()?.width ?? 0) < 700
/** Where there is place for one thing only, it has to be chosen. */
const look = async (page: StudioPage, room: 'Fields' | 'Run' | 'Explain' | 'Editor'): Promise<void> => {
  if (isNarrow(page) || room === 'Explain') await page.show(room)
}

const states: readonly State[] = [
  { name: 'a form with nothing filled in', reach: (page) => page.fields.getByText('to fill').first().waitFor() },
  { name: 'why nothing would be sent', reach: (page) => look(page, 'Explain') },
  {
    name: 'a form with problems',
    reach: async (page) => {
      await look(page, 'Fields')
      await page.field('Workspace/Project').focus()
      await page.tab.keyboard.press('Tab')
      await page.field('Phone Number').fill('$(nobody)')
      await page.field('Email').focus()
      await page.expectProblem('Workspace/Project', /required/)
    },
  },
  {
    name: 'an open list of choices',
    reach: async (page) => {
      await page.field('Workspace/Project').click()
      await page.tab.getByRole('option').first().waitFor()
    },
    leave: escape,
  },
  {
    name: 'variables to complete',
    reach: async (page) => {
      await page.field('First Name').click()
      await page.tab.keyboard.type('$(')
      await page.tab.getByRole('option').first().waitFor()
    },
    leave: async (page) => {
      await escape(page)
      await page.field('First Name').fill('')
    },
  },
  {
    name: 'a request explained',
    reach: async (page) => {
      await fill(page)
      await look(page, 'Explain')
      await page.pane('Explain').getByRole('region', { name: 'The request' }).waitFor()
    },
  },
  { name: 'the step and its exits', reach: (page) => look(page, 'Run') },
  {
    name: 'an exit looked at',
    reach: async (page) => {
      await page.flow.getByRole('button', { name: /^Timeout/ }).click()
      await page.tab.getByRole('dialog', { name: 'Timeout' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'the scenarios',
    reach: async (page) => {
      await page.flow.getByRole('button', { name: /^Answers/ }).click()
      await page.tab.getByRole('menuitemradio').first().waitFor()
    },
    leave: escape,
  },
  {
    name: 'a success',
    reach: async (page) => {
      await page.expectRun('onCreateMergeAliasesSuccess')
      await page.show('Result')
      await page.pane('Result').getByRole('region', { name: 'Over the wire' }).waitFor()
    },
  },
  {
    name: 'an error',
    reach: async (page) => {
      await look(page, 'Run')
      await page.scenario('Connection reset')
      await page.expectRun('onError')
      await page.show('Result')
      await page.pane('Result').getByRole('region', { name: 'Over the wire' }).waitFor()
    },
  },
  {
    name: 'a journey',
    reach: async (page) => {
      await page.show('Journey')
      await page.pane('Journey').getByText('Ada Moreau').first().waitFor()
    },
  },
  {
    name: 'the variables',
    reach: async (page) => {
      await page.tab.getByRole('button', { name: /^Variables/ }).click()
      await page.tab.getByRole('dialog', { name: 'Variables' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'help',
    reach: async (page) => {
      await page.tab.getByRole('button', { name: 'Help and shortcuts' }).click()
      await page.tab.getByRole('dialog', { name: 'Getting started' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'a manifest',
    reach: async (page) => {
      await page.show('Manifest')
      await page.tab.getByRole('textbox', { name: /JSON/ }).waitFor()
    },
  },
  {
    name: 'a new method',
    reach: async (page) => {
      await page.tab.getByRole('button', { name: 'New method' }).click()
      await page.tab.getByRole('dialog', { name: 'New method' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'a manifest with a problem',
    reach: async (page) => {
      await page.tab.getByRole('textbox', { name: /JSON/ }).click()
      await page.tab.keyboard.type('x')
      await page.tab.getByRole('region', { name: 'Problems' }).waitFor()
    },
  },
]

describeInBrowser('the studio for everyone', () => {
  const open = useBrowser()

  test.each([1600, 1100, 360])(
    '%i pixels wide, no state has a violation or is wider than its window',
    async (width) => {
      const { page } = await open({ width, height: width < 700 ? 780 : 900 })
      await page.tab.evaluate(axe.source)
      const found: string[] = []
      for (const { name, reach, leave } of states) {
        await reach(page)
        if ((await page.overflow()) > 0) found.push(`${name}: ${await page.overflow()} pixels too wide`)
        found.push(...(await violations(page, name)))
        // What differs in the dark is colours.
        await turn(page, 'dark')
        found.push(...(await violations(page, `${name}, dark`, ['color-contrast', 'link-in-text-block'])))
        await turn(page, 'light')
        await leave?.(page)
      }
      expect(found).toEqual([])
    },
  )

  test('the page without a token has no violation', async () => {
    const { page, problems } = await open({ address: ({ origin }) => origin, width: 360, height: 780 })
    await page.tab.getByRole('heading').waitFor()
    await page.tab.evaluate(axe.source)
    expect(await violations(page, 'light')).toEqual([])
    await turn(page, 'dark')
    expect(await violations(page, 'dark')).toEqual([])
    expect(await page.overflow()).toBeLessThanOrEqual(0)
    expect(problems.splice(0)).toEqual([expect.stringContaining('401')])
  })
})

async function turn({ tab }: StudioPage, scheme: 'light' | 'dark'): Promise<void> {
  await tab.emulateMedia({ colorScheme: scheme })
  await tab.locator(`:root[data-scheme=${scheme}]`).waitFor()
}

/** What axe has to object, each with the element that it is about. */
async function violations({ tab }: StudioPage, state: string, rules?: readonly string[]): Promise<string[]> {
  const options = { resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) }
  const result = await tab.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${state}: ${id} (${help}): ${html} ${any[0]?.message ?? ''}`),
  )
}
