import { expect } from '@jest/globals'
import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'

/** The name of a method, an outcome, a step as the page shows it. */
export interface Taken {
  readonly step: string
  /** The text of the port that is lit. */
  readonly port: string
  /** What a screen reader was told. */
  readonly announced: string
}

/** The studio's page as a person uses it: everything is found by what it says and what it is. */
export class StudioPage {
  constructor(readonly tab: Page) {}

  get fields(): Locator {
    return this.tab.getByRole('region', { name: 'Fields', exact: true })
  }

  get flow(): Locator {
    return this.tab.getByRole('region', { name: 'Flow', exact: true })
  }

  get runButton(): Locator {
    return this.flow.getByRole('button', { name: /^Run/ })
  }

  /** The panel below the flow that is looked at. */
  pane(name: 'Explain' | 'Result' | 'Journey'): Locator {
    return this.tab.getByRole('tabpanel', { name, exact: true })
  }

  async show(tab: 'Node' | 'Manifest' | 'Explain' | 'Result' | 'Journey' | 'Fields' | 'Run' | 'Editor'): Promise<void> {
    await this.tab.getByRole('tab', { name: tab, exact: true }).click()
  }

  async choose(method: string): Promise<void> {
    await this.tab.getByRole('navigation', { name: 'Methods' }).getByRole('button', { name: method }).click()
    await this.fields.getByRole('heading', { name: method }).waitFor()
  }

  /** The control of a field, by its label. */
  field(label: string): Locator {
    return this.fields.getByLabel(label, { exact: true })
  }

  async expectValue(label: string, value: string): Promise<void> {
    await expectSoon(async () => {
      expect(await this.field(label).inputValue()).toBe(value)
    })
  }

  async expectReady(): Promise<void> {
    await this.fields.getByText('Ready to run').waitFor()
  }

  /** Waits for words at a field that say what is wrong with it. */
  async expectProblem(label: string, words: RegExp): Promise<void> {
    await expectSoon(async () => {
      expect(await this.field(label).getAttribute('aria-invalid')).toBe('true')
      expect(await this.#described(label)).toMatch(words)
    })
  }

  async expectNoProblem(label: string): Promise<void> {
    await expectSoon(async () => {
      expect(await this.field(label).getAttribute('aria-invalid')).not.toBe('true')
    })
  }

  async #described(label: string): Promise<string> {
    const ids = (await this.field(label).getAttribute('aria-describedby'))?.split(' ') ?? []
    const texts = await Promise.all(ids.map((id) => this.tab.locator(`[id="${id}"]`).innerText()))
    return texts.join(' ')
  }

  /** Clicks into a field and types, key by key. */
  async type(label: string, text: string): Promise<void> {
    await this.field(label).click()
    await this.tab.keyboard.press('Control+a')
    await this.tab.keyboard.type(text)
  }

  /** Takes an entry out of a drop-down's list. */
  async pick(label: string, option: string): Promise<void> {
    const entry = this.tab.getByRole('option', { name: option })
    await expectSoon(async () => {
      if (!(await entry.isVisible())) await this.field(label).click()
      await entry.click({ timeout: 5000 })
    })
  }

  /** Chooses one of a few that stand side by side. */
  async select(label: string, choice: string): Promise<void> {
    await this.#press(this.field(label).getByRole('radio', { name: choice }), 'aria-checked')
  }

  /** Chooses one more of several that stand side by side. */
  async add(label: string, choice: string): Promise<void> {
    await this.#press(this.field(label).getByRole('button', { name: choice }), 'aria-pressed')
  }

  /** Clicks until it has an effect, since what the studio has to say may move the form in that very moment. */
  async #press(button: Locator, state: string): Promise<void> {
    await expectSoon(async () => {
      if ((await button.getAttribute(state)) !== 'true') await button.click()
      expect(await button.getAttribute(state)).toBe('true')
    })
  }

  async example(name: string): Promise<void> {
    await this.fields.getByRole('button', { name: 'Examples' }).click()
    await this.tab.getByRole('menuitem', { name }).click()
  }

  async scenario(name: string): Promise<void> {
    await this.flow.getByRole('button', { name: /^Answers/ }).click()
    await this.tab.getByRole('menuitemradio', { name }).click()
  }

  async deadline(choice: string): Promise<void> {
    await this.flow.getByLabel('Deadline').selectOption(choice)
  }

  /** Runs the method and waits for its end. */
  async run(start: () => Promise<unknown> = () => this.runButton.click()): Promise<Taken> {
    const ended = this.tab.waitForResponse(
      (response) => response.url().endsWith('/api/runs') && response.request().method() === 'POST',
    )
    await start()
    const { step } = (await (await ended).json()) as { step: string }
    const port = this.flow.getByRole('button', { name: `${step} took this exit`, includeHidden: true })
    await port.waitFor({ state: 'attached' })
    const announced = await this.flow.getByRole('status', { includeHidden: true }).first().textContent()
    return { step, port: (await port.textContent()) ?? '', announced: announced ?? '' }
  }

  /** Runs, and insists on the exit. */
  async expectRun(outcome: string, start?: () => Promise<unknown>): Promise<Taken> {
    const taken = await this.run(start)
    expect(taken.port).toContain(outcome)
    expect(taken.announced).toMatch(new RegExp(`^Run finished: .*\\(${outcome}\\), `))
    return taken
  }

  /** The outputs of the run that is shown, by name. */
  async outputs(): Promise<Readonly<Record<string, string>>> {
    const table = this.pane('Result').getByRole('region', { name: /^Outputs/ })
    const names = await table.getByRole('rowheader').locator('code').allInnerTexts()
    const values = await table.getByRole('cell').allInnerTexts()
    // Each name is followed by its value and by what it is used as.
    return Object.fromEntries(names.map((name, index) => [name, values[2 * index] ?? '']))
  }

  /** How many pixels the page is wider than its window. */
  async overflow(): Promise<number> {
    return this.tab.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  }
}

/** Waits until an assertion holds, as what it looks at follows a moment later. */
export async function expectSoon(assertion: () => Promise<void>, patienceMs = 15_000): Promise<void> {
  const end = Date.now() + patienceMs
  for (;;)
    try {
      await assertion()
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await setTimeout(50)
    }
}
