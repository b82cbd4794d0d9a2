import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type Browser, chromium as driver, type Locator, type Page } from 'playwright-core'
import { DEFAULT_WORKSPACE_ID, type Emulator, type ScenarioInput } from '../../../src/emulator/index.js'
import { outcomesOf } from './flows.js'
import {
  chromium,
  client,
  type FlowNode,
  makeUserDirectory,
  missing,
  NodeRed,
  nodeRed4,
  root,
  startService,
} from './support.js'
import { describeUnless } from '../../support/skipped.js'

const describeEditor = describeUnless(missing(nodeRed4.node, nodeRed4.program, chromium), "Node-RED's editor")

/** What the page's scripts are called with. */
declare const RED: {
  nodes: {
    node(id: string): Record<string, unknown>
    filterNodes(filter: object): { id: string; type: string }[]
    eachConfig(each: (node: { id: string; type: string }) => void): void
    createCompleteNodeSet(): FlowNode[]
    dirty(): boolean
    import(nodes: object[], options: object): void
    addLink(link: object): void
  }
  editor: { edit(node: object): void; editConfig(property: string, type: string, id: string): void }
  workspaces: { active(): string }
  actions: { invoke(action: string): void }
  view: { reveal(id: string): void; redraw(all: boolean): void }
}
declare const $: (selector: string) => { readonly length: number; hide(): void }

describeEditor('the editor of Node-RED 4.1', () => {
  let nodeRed: NodeRed
  let emulator: Emulator
  let browser: Browser
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    nodeRed = await NodeRed.start(nodeRed4, await makeUserDirectory())
    emulator = await startService(nodeRed)
    emulator.store.persons.create(DEFAULT_WORKSPACE_ID, { phone: ['+12025550100'], firstName: 'Ada' })
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
    browser = await driver.launch({ executablePath: chromium, args })
    page = await open('en-US')
  }, 120_000)

  afterAll(async () => {
    await browser.close()
    await nodeRed.close()
    await emulator.close()
  })

  beforeEach(() => {
    problems.length = 0
    emulator.scenarios.clear()
  })

  async function open(locale: string): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } })
    const opened = await context.newPage()
    opened.setDefaultTimeout(8000)
    opened.on('pageerror', (error) => problems.push(error.message))
    await opened.goto(nodeRed.url)
    await opened.waitForSelector(palette)
    await opened.waitForFunction(() => RED.workspaces.active() !== '')
    return opened
  }

  const palette = '.red-ui-palette-node[data-palette-type="customer-journey-data"]'
  /** A picture for docs/node-red.md, written there when `PICTURES` is set. */
  async function picture(name: string): Promise<void> {
    await settled()
    await page.evaluate(() => {
      $('#red-ui-notifications').hide()
    })
    const path = join(root, 'docs/images', `node-red-${name}.png`)
    const image = await page.screenshot(process.env.PICTURES === undefined ? {} : { path })
    expect(image.length).toBeGreaterThan(10_000)
  }

  async function drag(type: string, x: number, y: number): Promise<string> {
    const node = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`)
    await node.scrollIntoViewIfNeeded()
    const known = await ids()
    await node.dragTo(page.locator('#red-ui-workspace-chart'), { targetPosition: { x, y } })
    await page.waitForFunction((count) => RED.nodes.filterNodes({}).length > count, known.length)
    return (await ids()).find((id) => !known.includes(id)) ?? ''
  }

  const ids = (): Promise<string[]> => page.evaluate(() => RED.nodes.filterNodes({}).map(({ id }) => id))

  async function edit(id: string): Promise<void> {
    await page.evaluate((nodeId) => {
      RED.editor.edit(RED.nodes.node(nodeId))
    }, id)
    await page.waitForSelector('#flow-node-ports .flow-node-port')
    await settled()
  }

  /** Trays slide; a click during that time misses. */
  async function settled(): Promise<void> {
    await page.waitForTimeout(400)
  }

  async function done(): Promise<void> {
    await page.click('#node-dialog-ok')
    await page.waitForSelector('#node-dialog-ok', { state: 'detached' })
    await settled()
  }

  async function deploy(): Promise<void> {
    await page.click('#red-ui-header-button-deploy')
    await page.waitForFunction(() => !RED.nodes.dirty())
    await page.waitForTimeout(500)
  }

  /** The row of a field: its typedInput has the value as its second text input. */
  const field = (id: string) => page.locator(`.flow-node-field:has(#flow-node-field-${id})`)

  async function type(id: string, text: string): Promise<void> {
    await field(id).locator('input.red-ui-typedInput-input').fill(text)
    await field(id).locator('input.red-ui-typedInput-input').blur()
  }

  /** Opens a menu of a typedInput and clicks one of its entries, when it has stopped moving. */
  async function pick(trigger: Locator, label: string): Promise<void> {
    await trigger.click()
    await settled()
    await page.locator('.red-ui-typedInput-options:visible').getByText(label, { exact: true }).first().click()
    await settled()
  }

  const choose = (id: string, label: string): Promise<void> =>
    pick(field(id).locator('.red-ui-typedInput-option-trigger'), label)

  const takeFrom = (id: string, source: string): Promise<void> =>
    pick(field(id).locator('.red-ui-typedInput-type-select'), source)

  const properties = (id: string): Promise<FlowNode | undefined> =>
    page.evaluate((nodeId) => RED.nodes.createCompleteNodeSet().find((node) => node.id === nodeId), id)

  /** Fills in the dialog of a connection, and consents. */
  async function connect(): Promise<void> {
    await page.fill('#node-config-input-name', 'emulator')
    const address = page.locator('.form-row:has(#node-config-input-baseUrl)')
    await pick(address.locator('.red-ui-typedInput-type-select'), 'URL')
    await address.locator('input.red-ui-typedInput-input').fill(emulator.baseUrl)
    await page.fill('#node-config-input-clientId', client.clientId)
    await page.fill('#node-config-input-clientSecret', client.clientSecret)
    await page.click('.flow-node-dialog summary')
    await page.fill('#node-config-input-authorizationUrl', emulator.authorizationUrl)
    await page.fill('#node-config-input-tokenUrl', emulator.tokenUrl)

    const opened = page.waitForEvent('popup')
    await page.click('#flow-node-authorize')
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await popup.getByText('Approve').click()
    await closed
    await page.locator('#flow-node-state', { hasText: 'Authorized' }).waitFor()
  }

  let invocation: string

  test('the node is in the palette and is dragged onto the canvas with three labelled ports', async () => {
    invocation = await drag('customer-journey-data', 330, 200)
    expect(await properties(invocation)).toMatchObject({
      method: 'manageIdentity',
      ports: ['onCreateMergeAliasesSuccess', 'onCreateMergeAliasesFailure'],
      outputs: 3,
    })
    const labels = await page.evaluate((id) => {
      const node = RED.nodes.node(id) as { _def: { outputLabels: (this: object, port: number) => string } }
      return [0, 1, 2].map((port) => node._def.outputLabels.call(node, port))
    }, invocation)
    expect(labels).toEqual([
      'Merged (onCreateMergeAliasesSuccess)',
      'Failed (onCreateMergeAliasesFailure)',
      'Everything else',
    ])
    expect(problems).toEqual([])
  })

  test('a connection is made and authorized from its dialog', async () => {
    await edit(invocation)
    await page.click('#node-input-btn-connection-add')
    await page.waitForSelector('#flow-node-authorize')
    await settled()
    expect(await page.textContent('#flow-node-state')).toBe('Authorization pending')
    await connect()
    await picture('connection')
    await page.click('#node-config-dialog-ok')
    await page.waitForSelector('#node-config-dialog-ok', { state: 'detached' })
    await settled()
    await type('workspaceId', DEFAULT_WORKSPACE_ID)
    await done()
    await deploy()
    expect(problems).toEqual([])
  })

  test('fields come and go with the mode and with what is selected; what is missing is marked', async () => {
    await edit(invocation)
    await page.selectOption('#node-input-method', 'writeToCjds')
    expect(await field('agentId').isVisible()).toBe(false)
    await choose('dataObject', 'Agent Id')
    await page.keyboard.press('Escape')
    expect(await field('agentId').isVisible()).toBe(true)
    expect(await field('agentId').locator('label').textContent()).toBe('Agent Id *')
    await picture('dialog')
    await choose('bodyMode', 'JSON object')
    expect(await field('agentId').isVisible()).toBe(false)
    expect(await field('jsonBody').isVisible()).toBe(true)
    await takeFrom('bodyMode', 'msg.')
    expect(await field('jsonBody').isVisible()).toBe(true)
    expect(await field('eventType').isVisible()).toBe(true)
    await page.click('#node-dialog-cancel')
    await settled()
  })

  test('the drop-downs offer what the service has; a value may be typed when it does not answer', async () => {
    await edit(invocation)
    await page.selectOption('#node-input-method', 'readFromCjds')
    await field('workspaceId').locator('.red-ui-typedInput-option-expand').click()
    const choices = page.locator('.red-ui-autoComplete-container:visible')
    await choices.getByText(DEFAULT_WORKSPACE_ID).click()
    expect(await field('workspaceId').locator('input.red-ui-typedInput-input').inputValue()).toBe(DEFAULT_WORKSPACE_ID)
    emulator.scenarios.add({ on: 'templates.list', answer: { status: 500 } })
    await field('templateName').locator('.red-ui-typedInput-option-expand').click()
    await field('templateName').locator('.flow-node-failure').waitFor()
    expect(await field('templateName').locator('.flow-node-failure').textContent()).toContain('a value can be typed')
    await type('templateName', 'my-own-template')
    emulator.scenarios.clear()
    await field('templateName').locator('.red-ui-typedInput-option-expand').click()
    await choices.getByText('journey-default-template').waitFor()
    await picture('choices')
    await page.keyboard.press('Escape')
    await type('aliasId', '$(payload)')
    await done()
    expect((await properties(invocation))?.fields).toEqual({
      workspaceId: { type: 'str', value: DEFAULT_WORKSPACE_ID },
      templateName: { type: 'str', value: 'my-own-template' },
      aliasId: { type: 'str', value: '$(payload)' },
    })
    expect(problems).toEqual([])
  })

  /** The names of the debug nodes that have been reached, the latest last. */
  const debugged = (): Promise<string[]> => page.locator('.red-ui-debug-msg .red-ui-debug-msg-name').allTextContents()

  async function clearDebug(): Promise<void> {
    await page.evaluate(() => {
      RED.actions.invoke('core:clear-debug-messages')
    })
  }

  /** Presses the button of an inject node, and waits for the debug nodes that are reached by it. */
  async function press(id: string, messages = 1): Promise<string[]> {
    await clearDebug()
    await page.evaluate((nodeId) => {
      RED.view.reveal(nodeId)
    }, id)
    await page.locator(`[id="${id}"] .red-ui-flow-node-button-button`).click()
    await page.waitForFunction((count) => $('.red-ui-debug-msg').length >= count, messages, { timeout: 15_000 })
    return debugged()
  }

  test('each of the eleven outcomes leaves by its port', async () => {
    await edit(invocation)
    await page.selectOption('#node-input-method', 'writeToCjds')
    for (const [id, source] of Object.entries({ eventType: 'type', identityType: 'kind', identity: 'caller' })) {
      await takeFrom(id, 'msg.')
      await type(id, source)
    }
    await type('eventSource', 'ivr/main-menu')
    for (const box of await page.locator('#flow-node-ports input:enabled').all()) await box.check()
    await page.locator('#flow-node-ports').scrollIntoViewIfNeeded()
    await picture('ports')
    await done()
    const outcomes = outcomesOf('writeToCjds').map(({ name }) => name)
    expect(await properties(invocation)).toMatchObject({ ports: outcomes, outputs: 11 })

    const [good, missing, wrong] = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)]
    const message = { type: 'ivr:choice', kind: 'phone', caller: '+12025550100' }
    await page.evaluate(
      ({ target, names, injects }) => {
        const z = RED.workspaces.active()
        const debug = {
          type: 'debug',
          z,
          active: true,
          tosidebar: true,
          complete: 'outcome',
          targetType: 'msg',
          wires: [],
        }
        RED.nodes.import(
          [
            ...names.map((name, port) => ({ ...debug, id: `debug${port}`, name, x: 620, y: 40 + port * 40 })),
            ...injects.map(({ id, name, props }, index) => ({
              ...{ id, type: 'inject', z, name, x: 120, y: 160 + index * 60, repeat: '' },
              ...{ props: Object.entries(props).map(([p, v]) => ({ p, v, vt: 'str' })), wires: [] },
            })),
          ],
          { generateIds: false },
        )
        for (const port of names.keys())
          RED.nodes.addLink({
            source: RED.nodes.node(target),
            sourcePort: port,
            target: RED.nodes.node(`debug${port}`),
          })
        for (const { id } of injects)
          RED.nodes.addLink({ source: RED.nodes.node(id), sourcePort: 0, target: RED.nodes.node(target) })
        RED.view.redraw(true)
      },
      {
        target: invocation,
        names: outcomes,
        injects: [
          { id: good, name: 'IVR choice', props: message },
          { id: missing, name: 'without type', props: { kind: 'phone', caller: '+12025550100' } },
          { id: wrong, name: 'by fax', props: { ...message, kind: 'fax' } },
        ],
      },
    )
    await deploy()
    await picture('canvas')

    const on = 'events.publish'
    const scenarios: Readonly<Record<string, Omit<ScenarioInput, 'on'>>> = {
      onBadRequest: { answer: { status: 400 } },
      onForbidden: { answer: { status: 403 } },
      onNotFound: { answer: { status: 404 } },
      onTooManyRequest: { answer: { status: 429 } },
      onInternalServerError: { answer: { status: 500 } },
      onEventPostFailure: { answer: { status: 409 } },
      onError: { damage: 'reset' },
      onTimeout: { damage: 'silence' },
    }
    const buttons: Readonly<Record<string, string>> = { onInvalidData: missing, onInvalidChoice: wrong }
    for (const outcome of outcomes) {
      emulator.scenarios.clear()
      const scenario = scenarios[outcome]
      if (scenario !== undefined) emulator.scenarios.add({ ...scenario, on })
      expect(await press(buttons[outcome] ?? good)).toEqual([expect.stringContaining(outcome)])
    }
    expect(problems).toEqual([])
  }, 60_000)

  test('wires stay with what they are for when ports are taken away, and when the method changes', async () => {
    await edit(invocation)
    for (const box of await page.locator('#flow-node-ports input:enabled').all()) await box.uncheck()
    for (const name of ['onNotFound', 'onEventPostFailure']) await page.check(`#flow-node-port-${name}`)
    await page.selectOption('#node-input-method', 'getIdentityByAliases')
    await type('aliases', '+12025550100')
    await done()
    const changed = await properties(invocation)
    expect(changed).toMatchObject({
      ports: ['onGetIdentityByAliasesSuccess', 'onNotFound', 'onGetIdentityByAliasesFailure'],
      outputs: 4,
    })
    expect(changed?.wires).toEqual([['debug0'], ['debug3'], ['debug6'], []])
    await deploy()
  })

  test('[F118] an export holds no secret', async () => {
    await page.evaluate(() => {
      RED.actions.invoke('core:show-export-dialog')
    })
    await page.click('#red-ui-clipboard-dialog-export-rng-full')
    await page.click('#red-ui-clipboard-dialog-export-fmt-full')
    const exported = await page.inputValue('#red-ui-clipboard-dialog-export-text')
    expect(exported).toContain('customer-journey-data-connection')
    expect(exported).toContain(emulator.tokenUrl)
    expect(exported).not.toContain(client.clientSecret)
    expect(exported).not.toContain(client.clientId)
    await page.keyboard.press('Escape')
  })

  test('after a restart the configuration is as it was', async () => {
    const before = await properties(invocation)
    await nodeRed.restart()
    await page.close()
    page = await open('en-US')
    expect(await properties(invocation)).toEqual(before)
    await edit(invocation)
    expect(await field('aliases').locator('input.red-ui-typedInput-input').inputValue()).toBe('+12025550100')
    await page.click('#node-input-btn-connection-edit')
    await page.locator('#flow-node-state', { hasText: 'Authorized' }).waitFor()
    expect(await page.inputValue('#node-config-input-clientSecret')).not.toContain(client.clientSecret)
    await page.click('#node-config-dialog-cancel')
    await settled()
    await page.click('#node-dialog-cancel')
    await settled()
  })

  test.each([
    ['de', 'Methode', 'In CJDS schreiben', 'Ereignistyp *', 'Eingaben'],
    ['ja', 'メソッド', 'CJDS へ書き込み', 'イベントタイプ *', '入力'],
  ])('the dialog and the help speak %s', async (language, method, title, eventType, inputs) => {
    const english = page
    page = await open(language)
    try {
      await edit(invocation)
      expect(await page.locator('label[for="node-input-method"]').textContent()).toContain(method)
      await page.selectOption('#node-input-method', { label: title })
      expect(await field('eventType').locator('label').textContent()).toBe(eventType)
      if (language === 'de') await picture('german')
      await page.click('#node-dialog-cancel')
      await settled()
      await page.evaluate(() => {
        RED.actions.invoke('core:show-help-tab')
      })
      await page.locator('.red-ui-help').getByRole('heading', { name: inputs }).first().waitFor()
      expect(problems).toEqual([])
    } finally {
      await page.close()
      page = english
    }
  })

  test.each([
    ['1-recognise-a-caller', ['new caller, written down']],
    ['2-write-ivr-choice-and-payment', ['written', 'written']],
    ['3-route-by-repeat-calls', ['to the queue']],
    ['4-retry-a-rate-limit', ['written']],
  ])('the example %s is imported from the menu, connected, deployed and run', async (file, told) => {
    await page.close()
    await nodeRed.deploy([])
    emulator.reset()
    page = await open('en-US')
    await page.evaluate(() => {
      RED.actions.invoke('core:show-examples-import-dialog')
    })
    const library = page.locator('#red-ui-clipboard-dialog-import-tabs-content')
    await library.getByText('cjds-flow-node', { exact: true }).click()
    // Node-RED's own examples are in a folder of the same name, after this one.
    const folders = library.getByText('node-red', { exact: true })
    await folders.nth(1).waitFor()
    await folders.first().click()
    await library.getByText(file, { exact: true }).click()
    await page.click('#red-ui-clipboard-dialog-ok')
    await page.waitForFunction(() => RED.nodes.filterNodes({ type: 'customer-journey-data' }).length > 0)
    await page.evaluate(() => {
      RED.nodes.eachConfig(({ id, type: configType }) => {
        if (configType === 'customer-journey-data-connection') RED.editor.editConfig('', configType, id)
      })
    })
    await page.waitForSelector('#flow-node-authorize')
    await settled()
    await connect()
    await page.click('#node-config-dialog-ok')
    await settled()
    await deploy()
    const buttons = await page.evaluate(() => RED.nodes.filterNodes({ type: 'inject' }).map(({ id }) => id))
    const seen: string[] = []
    for (const button of buttons) seen.push(...(await press(button)))
    expect(seen).toEqual(told.map((name) => expect.stringContaining(name) as unknown))
    if (file.startsWith('1')) {
      await page.setViewportSize({ width: 1720, height: 700 })
      await picture('example')
    }
    expect(problems).toEqual([])
  })
})
