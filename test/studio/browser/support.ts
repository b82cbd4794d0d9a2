import { afterAll, afterEach, beforeAll, expect, jest } from '@jest/globals'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'
import { startStudio, type RunningStudio, type StudioOptions } from '../../../src/studio/server/start.js'
import { describeUnless } from '../../support/skipped.js'
import { StudioPage } from './studio-page.js'

const builtPage = fileURLToPath(new URL('../../../dist/studio/page', import.meta.url))
const executablePath = (process.env.PATH ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'chromium'))
  .find((file) => existsSync(file))

/** The time for one action of a person, and for a whole test, on a machine that has much to do. */
const actionMs = 30_000
const testMs = 150_000

/** Somebody who has opened a studio's page in a browser window of their own. */
export interface Visit {
  readonly studio: RunningStudio
  readonly page: StudioPage
  readonly context: BrowserContext
  /** Every address that the page asked for. */
  readonly requested: readonly string[]
  /** What must not happen: errors in the console, violations of the policy, dialogs, requests to another origin. */
  readonly problems: string[]
}

export interface VisitOptions extends StudioOptions {
  readonly width?: number
  readonly height?: number
  readonly scheme?: 'light' | 'dark'
  /** Whether it is touched rather than pointed at. */
  readonly isPhone?: boolean
  /** Where to go, by default the studio's link. */
  readonly address?: (studio: RunningStudio) => string
  /** Done before the page is opened. */
  readonly prepare?: (studio: RunningStudio, context: BrowserContext) => unknown
}

export type Open = (options?: VisitOptions) => Promise<Visit>

// A browser on a busy machine may be late once; the page must not be wrong every time.
jest.retryTimes(2, { logErrorsBeforeRetry: true })

/** A group of tests that need a browser and the built page. */
export const describeInBrowser = describeUnless(missing(), 'the studio in a browser')

function missing(): string | undefined {
  if (executablePath === undefined) return 'there is no chromium in PATH; apt-get install chromium brings it'
  return existsSync(join(builtPage, 'index.html')) ? undefined : 'the page is not built; npm run build does it'
}

/**
 * A browser for the tests of a group. After each of them nothing may have gone wrong in the pages that it opened, and
 * their studios are closed.
 */
export function useBrowser(): Open {
  let browser: Browser
  let visits: { readonly visit: Visit; readonly mistakes: readonly unknown[] }[] = []
  jest.setTimeout(testMs)

  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
    browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args })
  })
  afterEach(async () => {
    const ended = visits
    visits = []
    for (const { visit } of ended) {
      await visit.context.close()
      await visit.studio.close()
    }
    expect(ended.flatMap(({ visit, mistakes }) => [...visit.problems, ...mistakes])).toEqual([])
  })
  afterAll(() => browser.close())

  return async ({
    width = 1600,
    height = 900,
    scheme = 'light',
    isPhone = false,
    address,
    prepare,
    ...options
  } = {}) => {
    const mistakes: unknown[] = []
    const studio = await startStudio({
      pageDirectory: builtPage,
      onMistake: (error) => mistakes.push(error),
      ...options,
    })
    const look: BrowserContextOptions = {
      viewport: { width, height },
      deviceScaleFactor: 1,
      isMobile: isPhone,
      hasTouch: isPhone,
      colorScheme: scheme,
      locale: 'en-GB',
      timezoneId: 'UTC',
      // Nothing moves, so that what is looked at is what stays.
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    }
    const context = await browser.newContext(look)
    context.setDefaultTimeout(actionMs)
    const requested: string[] = []
    const problems: string[] = []
    await watch(context, studio.origin, requested, problems)
    await prepare?.(studio, context)
    const page = new StudioPage(await context.newPage())
    const visit = { studio, page, context, requested, problems }
    visits.push({ visit, mistakes })
    await page.tab.goto(address?.(studio) ?? studio.link)
    return visit
  }
}

async function watch(context: BrowserContext, origin: string, requested: string[], problems: string[]): Promise<void> {
  context.on('request', (request) => {
    const url = request.url()
    requested.push(url)
    if (!url.startsWith('data:') && new URL(url).origin !== origin) problems.push(`Asked another origin: ${url}`)
  })
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`Console: ${message.text()}`)
  })
  context.on('weberror', (error) => problems.push(`Thrown: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    // Leaving unsaved changes is asked about; everything else would be a foreign script's.
    if (dialog.type() === 'beforeunload') void dialog.accept()
    else {
      problems.push(`Dialog: ${dialog.message()}`)
      void dialog.dismiss()
    }
  })
  await context.exposeFunction('reportViolation', (text: string) => problems.push(text))
  await context.addInitScript(reportViolations)
}

/** Run in the page. */
const reportViolations = `addEventListener('securitypolicyviolation', (event) => {
  reportViolation('Against the policy: ' + [event.violatedDirective, event.blockedURI, event.sourceFile].join(' '))
})`
