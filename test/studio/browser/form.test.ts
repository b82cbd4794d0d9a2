import { expect, test } from '@jest/globals'
import { expectSoon } from './studio-page.js'
import { describeInBrowser, useBrowser } from './support.js'

describeInBrowser("the studio's forms", () => {
  const open = useBrowser()

  test('all four methods are filled in by hand, run, and leave by their successes', async () => {
    const { page } = await open()

    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('First Name', 'Dora')
    await page.type('Last Name', 'Kovacs')
    await page.type('Phone Number', '+12025550190,+12025550191,')
    await page.field('Email').click()
    await page.tab.keyboard.type('dora@example.com')
    await page.tab.keyboard.press('Enter')
    await page.expectReady()
    await page.fields.getByRole('button', { name: 'Remove +12025550191' }).click()
    await page.field('Overwrite existing person data').click()
    await page.expectReady()
    await page.expectRun('onCreateMergeAliasesSuccess')
    expect(await page.outputs()).toMatchObject({
      status: '202 ACCEPTED',
      firstName: 'Dora',
      lastName: 'Kovacs',
      phone: '+12025550190',
      email: 'dora@example.com',
    })

    await page.choose('Write to CJDS')
    await page.expectValue('Workspace/Project', 'Sandbox')
    await page.type('Event Type', 'ivr:choice')
    await page.type('Event Source', 'ivr/main-menu')
    await page.fields.getByRole('button', { name: 'Now' }).click()
    await page.field('Identity Type').selectOption('Phone')
    await page.type('Identity', '+12025550190')
    await page.expectReady()
    expect(await page.field('Agent Id').count()).toBe(0)
    await page.add('Data Object', 'Agent Id')
    await page.add('Data Object', 'Created Time')
    await page.type('Agent Id', 'agent-7c41')
    await page.type('Created Time', '1767225600000')
    await page.expectReady()
    await page.expectRun('onEventPostSuccess')
    expect((await page.outputs()).data).toContain('Accepted for processing')

    await page.choose('Get Identity By Aliases')
    await page.type('Aliases', 'dora@example.com,')
    await page.expectReady()
    await page.expectRun('onGetIdentityByAliasesSuccess')
    expect((await page.outputs()).data).toContain('firstName: Dora')
    const found = page.pane('Result').getByRole('row', { name: /^data / })
    await found.getByRole('button', { name: 'Object' }).click()
    expect(await found.innerText()).toMatch(/"email": \[/)

    await page.choose('Read from CJDS')
    await page.pick('Template Name', 'journey-default-template')
    await page.type('Alias ID', '+12025550190')
    await page.expectReady()
    await page.expectRun('onGetIdentityByAliasesSuccess')
    expect((await page.outputs()).status).toBe('200 OK')
  })

  test('a JSON object is written in the editor, its mistakes pointed at, and run', async () => {
    const { page } = await open()
    await page.pick('Workspace/Project', 'Sandbox')
    await page.select('Request Body', 'JSON object')
    await page.type('JSON Object', '{"firstName": "Emil",\n "phone": [+12025550192]}')
    await page.expectProblem('JSON Object', /JSON/)
    const place = page.fields.getByRole('button', { name: /^Go to line 2/ })
    await place.click()
    await page.type('JSON Object', '{"firstName":"Emil","phone":["+12025550192"]}')
    await page.fields.getByRole('button', { name: 'Format' }).click()
    await page.expectValue('JSON Object', '{\n  "firstName": "Emil",\n  "phone": [\n    "+12025550192"\n  ]\n}')
    await page.expectReady()
    await page.expectRun('onCreateMergeAliasesSuccess')
    expect(await page.outputs()).toMatchObject({ firstName: 'Emil', phone: '+12025550192' })
  })

  test('switching between key/value and JSON loses nothing, and what is hidden is not sent', async () => {
    const { page } = await open()
    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('First Name', 'Dora')
    await page.type('Phone Number', '+12025550190,')
    await page.expectReady()
    const request = page.pane('Explain').getByRole('region', { name: 'The request' })
    await request.getByText('"Dora"').waitFor()

    await page.select('Request Body', 'JSON object')
    expect(await page.field('First Name').count()).toBe(0)
    await page.type('JSON Object', '{"email":["emil@example.com"]}')
    await request.getByText('"emil@example.com"').waitFor()
    expect(await request.innerText()).not.toMatch(/Dora|\+12025550190/)

    await page.select('Request Body', 'Key/value pairs')
    expect(await page.field('JSON Object').count()).toBe(0)
    await page.expectValue('First Name', 'Dora')
    await page.fields.getByRole('button', { name: 'Remove +12025550190' }).waitFor()
    await request.getByText('"Dora"').waitFor()
    expect(await request.innerText()).not.toContain('emil@example.com')

    await page.select('Request Body', 'JSON object')
    await page.expectValue('JSON Object', '{"email":["emil@example.com"]}')
  })

  test("what is wrong stands at its field in the author's words, until it is put right", async () => {
    const { page } = await open()
    await page.choose('Write to CJDS')
    const summary = page.fields.getByText('5 fields to fill')
    await summary.waitFor()
    // Nobody is blamed for what they have not come to yet.
    expect(await page.fields.getByText('Event Type is required.').count()).toBe(0)
    await page.fields.getByRole('button', { name: 'Event Type', exact: true }).click()
    await page.tab.keyboard.press('Tab')
    await page.expectProblem('Event Type', /Event Type is required\./)
    await page.type('Event Type', 'ivr:choice')
    await page.expectNoProblem('Event Type')

    await page.add('Data Object', 'Created Time')
    await page.type('Created Time', 'soon')
    await page.expectProblem('Created Time', /milliseconds since 1970 as 1 to 16 digits, such as 1767225600000/)
    await page.fields.getByText('1 field to correct').waitFor()
    await page.type('Event Time', 'tomorrow')
    await page.expectProblem('Event Time', /^Event Time /)
    await page.fields.getByText('2 fields to correct').waitFor()
    await page.type('Created Time', '1767225600000')
    await page.expectNoProblem('Created Time')
    await page.type('Event Time', '2026-01-31T09:30:00.000Z')
    await page.expectNoProblem('Event Time')
    await page.fields.getByText('to correct').waitFor({ state: 'detached' })

    // A rule about several fields has its words in the manifest.
    await page.choose('Manage Identity')
    await page.pick('Workspace/Project', 'Sandbox')
    const rule = page.fields.getByText('Give at least one identifier: a phone number')
    await rule.waitFor()
    await page.expectRun('onInvalidData')
    expect((await page.outputs()).message).toContain('Give at least one identifier')
    await page.type('Social ID', 'apple:001122.aabb')
    await rule.waitFor({ state: 'detached' })
    await page.expectReady()
  })

  test('leaving a field empty does not move what is being clicked below it', async () => {
    const { page } = await open()
    await page.choose('Write to CJDS')
    await page.fields.getByText('5 fields to fill').waitFor()
    await page.field('Identity').click()
    const choice = page.field('Data Object').getByRole('button', { name: 'Agent Id' })
    await choice.hover()
    await page.tab.mouse.down()
    await page.tab.evaluate('new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 100))')
    await page.tab.mouse.up()
    expect(await choice.getAttribute('aria-pressed')).toBe('true')
    await page.expectProblem('Identity', /Identity is required\./)
  })

  test('a drop-down that cannot be loaded says so, tries again, and takes a value as typed', async () => {
    const { page } = await open({
      prepare: ({ emulator }) => emulator?.scenarios.add({ on: 'workspaces.list', answer: { status: 500 } }),
    })
    await page.fields.getByText(/The choices could not be loaded\..*Type the id instead\./).waitFor()
    await page.type('Workspace/Project', '63f1c2d4e5a6b7c8d9e0f1a2')
    await page.type('Customer ID', 'C-2001,')
    await page.expectReady()
    await page.expectRun('onCreateMergeAliasesSuccess')
    expect((await page.outputs()).customerId).toBe('C-2001')
  })

  test('Retry fills a drop-down once the service answers again', async () => {
    const { page, studio } = await open({
      prepare: ({ emulator }) => emulator?.scenarios.add({ on: 'workspaces.list', answer: { status: 500 } }),
    })
    const failure = page.fields.getByText(/The choices could not be loaded/)
    await failure.waitFor()
    await page.fields.getByRole('button', { name: 'Retry' }).click()
    await failure.waitFor()
    studio.emulator?.scenarios.clear()
    await page.fields.getByRole('button', { name: 'Retry' }).click()
    await failure.waitFor({ state: 'detached' })
    await page.pick('Workspace/Project', 'Sandbox')
    await page.expectValue('Workspace/Project', 'Sandbox')

    // The same, as the studio's own scenario has it.
    await page.scenario('Drop-downs fail')
    await failure.waitFor()
    await page.scenario('As the emulator')
    await failure.waitFor({ state: 'detached' })
    expect(await page.fields.getByRole('button', { name: 'Retry' }).count()).toBe(0)
  })

  test('variables are completed by keyboard after $( and their values shown; outputs of a run serve a later one', async () => {
    const { page } = await open()
    await page.pick('Workspace/Project', 'Sandbox')
    await page.type('Phone Number', '$(caller')
    const names = page.tab.getByRole('listbox', { name: 'Variables' }).getByRole('option')
    await names.first().waitFor()
    expect(await names.allInnerTexts()).toEqual([
      expect.stringMatching(/^callerNumber/),
      expect.stringMatching(/^callerEmail/),
    ])
    await page.tab.keyboard.press('ArrowDown')
    await page.tab.keyboard.press('ArrowUp')
    await page.tab.keyboard.press('Enter')
    await page.expectValue('Phone Number', '$(callerNumber)')
    await page.fields.getByText('+12025550100', { exact: false }).first().waitFor()
    await page.expectReady()
    const first = await page.expectRun('onCreateMergeAliasesSuccess')
    expect(first.step).toBe('n1')
    await page.pane('Result').getByRole('button', { name: 'Copy $(n1.id)' }).click()

    await page.choose('Get Identity By Aliases')
    await page.type('Aliases', '$(n1.ali')
    await names.first().waitFor()
    await page.tab.keyboard.press('Tab')
    await page.expectValue('Aliases', '$(n1.aliases)')
    await page.fields.getByText('C-1001').first().waitFor()
    await page.expectReady()
    const request = page.pane('Explain').getByRole('region', { name: 'The request' })
    expect(await request.innerText()).toContain('%2B12025550100')
    await page.expectRun('onGetIdentityByAliasesSuccess')

    await page.choose('Read from CJDS')
    await page.type('Alias ID', '$(nothing)')
    await page.expectProblem('Alias ID', /nothing/)
    await page.tab.getByRole('button', { name: /^Variables/ }).click()
    const variables = page.tab.getByRole('dialog', { name: 'Variables' })
    await variables.getByLabel('Name', { exact: true }).fill('nothing')
    await variables.getByLabel('Value', { exact: true }).fill('+12025550100')
    await variables.getByRole('button', { name: 'Add' }).click()
    await variables.getByRole('button', { name: 'Copy $(n2.status)' }).waitFor()
    await page.tab.keyboard.press('Escape')
    await variables.waitFor({ state: 'detached' })
    await page.expectNoProblem('Alias ID')
    await page.pick('Template Name', 'journey-default-template')
    await page.expectReady()
    await page.expectRun('onGetIdentityByAliasesSuccess')
    await expectSoon(async () => {
      expect(await page.tab.evaluate<string>('navigator.clipboard.readText()')).toBe('$(n1.id)')
    })
  })
})
