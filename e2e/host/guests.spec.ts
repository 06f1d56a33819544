import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { readApps } from './site/artifacts.ts'
import { addWrapped } from './site/foreign-apps.ts'
import { type Site, startSite } from './site/site.ts'
import { app, test as base, expect, open, tab } from './test.ts'

const GUESTS = join(import.meta.dirname, 'guests')
/** What a page of its own says as well, except for `readyState`, which is the shell's. */
const ODD_LINES = [
  ...['old undefined', 'id div', 'class 1', 'name 1', 'none null 0', 'bad selector SyntaxError'],
  ...['other document null', 'page html UTF-8 Odd · Portico', 'svg true', 'taken true'],
  ...['taken twice NotFoundError', 'nothing taken TypeError', 'before true', 'replaced true'],
  ...['stranger NotFoundError', 'script added-later', 'style true 1'],
  ...['DOMContentLoaded complete', 'readystatechange complete'],
  ...['handler of readystatechange', 'load of the window', 'handler of load'],
  ...['script error', 'link error', 'picture true'],
]
/** What comes of each attack of the hostile page. The codes name what is refused. */
const HOSTILE_LINES = [
  ...['html', 'head', 'body', 'shell'].flatMap(part =>
    ['removed', 'replaced', 'taken from its parent'].map(how => `${part} ${how}: PAGE_KEPT`),
  ),
  ...['body emptied', 'another body', 'document emptied', 'page made editable'].map(
    how => `${how}: PAGE_KEPT`,
  ),
  'body made editable and hidden: ,',
  ...['text at the top: 5,5,own,3', 'text within: within,window.within', 'text by node: true'],
  ...['text by a fragment: 1', 'text that is data: 1,{"a":1}', 'text that listens: yes'],
  ...['events of its router: popstate,hashchange', 'asks before it is left: true'],
  ...[
    'a property defined anew: hostileFetch',
    'system: hostile',
    'a frame: false',
    'by constructor: EvalError',
  ],
  ...['error: Uncaught Error: of an inserted text', 'message: true', 'module: late own', 'data: TypeError'],
]
const HOSTILE_FAULTS = ['faulty: thrown by faulty', 'hostile: of an inserted text']
const TWICE = ['opened', 'opened again']

const LEFT_ON_WINDOW = `Object.getOwnPropertyNames(window).filter(name => !performance.known.has(name) && isNaN(name)).join()
  + (fetch === performance.fetch ? '' : ' fetch')`

/** What other loaders try with small pages of their own, tried with ours: `docs/reference/foreign-scenarios.md` lists them. */
const test = base.extend({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern
    async ({}, use) => {
      const guests = await readdir(GUESTS)
      const folders = guests.map(name => ({ name, folder: join(GUESTS, name) }))
      const site = await startSite(
        0,
        readApps().then(set => addWrapped(folders, set)),
      )
      await use(site)
      await site.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test.beforeEach(async ({ page }) => {
  await page.goto('/notes/all')
  await expect(app(page, 'notes').getByRole('heading')).toBeVisible()
})

test('scripts of a page run in their order, and its styles come by script, each time it is opened', async ({
  page,
  complaints,
}) => {
  for (const time of TWICE) {
    await open(page, 'Ordered')
    const seen = app(page, 'ordered')
    await expect(seen.getByRole('heading'), time).toHaveText('object object')
    await expect(seen.getByRole('heading')).toHaveCSS('color', 'rgb(7, 8, 9)')
    await expect(seen.locator('.late')).toHaveText('loaded')
    await expect(seen.locator('.late')).toHaveCSS('color', 'rgb(4, 5, 6)')
    await close(page, 'Ordered')
  }
  expect(complaints).toEqual([])
})

test('rules that an app adds at run time end at its own elements', async ({ page }) => {
  const frame = page.locator('body')
  const link = page.getByRole('navigation').getByRole('link').first()
  const background = await frame.evaluate(body => getComputedStyle(body).backgroundColor)
  for (const time of TWICE) {
    await open(page, 'Ordered')
    const seen = app(page, 'ordered')
    await expect(seen, time).toHaveCSS('background-color', 'rgb(1, 2, 3)')
    await expect(seen.locator('.late')).toHaveCSS('font-style', 'italic')
    await expect(seen.getByRole('heading')).toHaveCSS('letter-spacing', '3px')
    await expect(frame).toHaveCSS('background-color', background)
    await expect(link).toHaveCSS('font-style', 'normal')
    await expect(page.getByRole('banner')).toHaveCSS('letter-spacing', 'normal')
    // None comes or goes with the tab: each would let the browser judge all styles of the page anew.
    await tab(page, 'Notes').click()
    await expect(seen).toBeHidden()
    expect(await seen.evaluate(restingSheets), time).toBe(0)
    await tab(page, 'Ordered').click()
    await close(page, 'Ordered')
  }
})

test('a module that exports lifecycles is an app; its names stay its own and are read bare by its modules', async ({
  page,
  complaints,
}) => {
  for (const time of TWICE) {
    await open(page, 'Exported')
    await expect(app(page, 'exported').getByRole('heading'), time).toHaveText('mounted 1')
    await expect(app(page, 'exported').getByRole('paragraph')).toHaveText('set later')
    expect(await page.evaluate('typeof SET_BY_A_PART + typeof SET_LATER')).toBe('undefinedundefined')
    await close(page, 'Exported')
  }
  expect(complaints).toEqual([])
})

test('a function that an app puts before appendChild is called, and goes with it; so does its interval', async ({
  page,
}) => {
  const native = await page.evaluate('String(document.head.appendChild) + document.body.appendChild')
  for (const time of TWICE) {
    await open(page, 'Watching')
    const seen = app(page, 'watching')
    await expect(seen.locator('output'), time).toHaveText('head style, body style')
    await expect(seen.locator('.of-head')).toHaveCSS('color', 'rgb(61, 62, 63)')
    await expect(seen.locator('.of-body')).toHaveCSS('color', 'rgb(71, 72, 73)')
    await expect(page.locator('html')).toHaveAttribute('data-ticks', /\d/)
    await close(page, 'Watching')
    await expect(page.locator('html')).not.toHaveAttribute('data-ticks', /./)
    expect(await page.evaluate('String(document.head.appendChild) + document.body.appendChild')).toBe(native)
  }
})

test('what a page puts below its body is seen where the page would have it, and popups above it', async ({
  page,
  complaints,
}) => {
  for (const time of TWICE) {
    await open(page, 'Starter')
    const seen = app(page, 'starter')
    await expect(seen, time).toHaveText(/Banner\s*Hello\s*Filled later/)
    for (const part of ['Banner', 'Hello', 'Filled later'])
      await expect(seen.getByText(part), part).toBeInViewport()
    await expect(page.locator('body > aside')).toBeInViewport()
    await seen.getByText('Banner').click()
    await expect(seen.getByText('Banner')).toHaveCount(0)
    await close(page, 'Starter')
    await expect(page.locator('body > aside')).toHaveCount(0)
  }
  expect(complaints).toEqual([])
})

test('a name of keyframes means for each app what the app has written', async ({ page }) => {
  const moved = (name: string) =>
    app(page, name)
      .getByRole('heading')
      .evaluate(heading => {
        const { letterSpacing, wordSpacing } = getComputedStyle(heading)
        return { letterSpacing, wordSpacing }
      })
  await open(page, 'Watching')
  await expect.poll(() => moved('watching')).toEqual({ letterSpacing: 'normal', wordSpacing: '5px' })
  await open(page, 'Odd')
  await expect.poll(() => moved('odd')).toEqual({ letterSpacing: '5px', wordSpacing: '0px' })
  await tab(page, 'Watching').click()
  await expect.poll(() => moved('watching')).toEqual({ letterSpacing: 'normal', wordSpacing: '5px' })
})

test('calls of the document that are legal and rare', async ({ page }) => {
  for (const time of TWICE) {
    await open(page, 'Odd')
    const lines = app(page, 'odd').getByRole('listitem')
    await expect(lines.filter({ hasText: 'picture true' }), time).toHaveCount(1)
    expect(await lines.allTextContents()).toEqual(ODD_LINES)
    await expect(app(page, 'odd')).toHaveCSS('font-style', 'italic')
    await expect(page.getByRole('navigation')).toHaveCSS('font-style', 'normal')
    await close(page, 'Odd')
  }
})

test('a page that believes to be alone harms neither the page nor another app', async ({ page, site }) => {
  const dialogs: string[] = []
  page.on('dialog', dialog => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.evaluate('void (performance.known = new Set(Object.getOwnPropertyNames(window)))')
  await page.evaluate('void (performance.fetch = fetch)')
  for (const time of TWICE) {
    await open(page, 'Hostile')
    const lines = app(page, 'hostile').locator('li')
    await expect(lines, time).toHaveCount(HOSTILE_LINES.length)
    expect((await lines.allTextContents()).sort()).toEqual(HOSTILE_LINES.toSorted())
    expect(await page.evaluate(LEFT_ON_WINDOW)).toBe('')
    await open(page, 'Faulty')
    const seen = app(page, 'faulty').getByLabel('Free text')
    await seen.fill('typed')
    await page.evaluate("dispatchEvent(new CustomEvent('faulty', { detail: 'error' }))")
    await page.evaluate("dispatchEvent(new Event('hostile-hidden'))")
    await expect(lines.filter({ hasText: 'asked while hidden: undefined,false,null' })).toHaveCount(1)
    await expect(seen).toBeFocused()
    expect(dialogs).toEqual([])
    await expect.poll(() => faultsOf(page, site)).toEqual(HOSTILE_FAULTS)
    await tab(page, 'Hostile').click()
    await expect(lines.filter({ hasText: /^error/ })).toHaveCount(1)
    await page.evaluate("dispatchEvent(new Event('hostile-unsaved'))")
    await tab(page, 'Hostile').press('Delete')
    await page.getByRole('button', { name: 'Keep editing' }).click()
    await expect(app(page, 'hostile')).toBeVisible()
    await tab(page, 'Hostile').press('Delete')
    await page.getByRole('button', { name: 'Discard and close' }).click()
    await expect(tab(page, 'Hostile')).toHaveCount(0)
    await page.evaluate(
      "performance.clearMarks(), document.dispatchEvent(new Event('hostile-ping', { bubbles: true }))",
    )
    expect(await page.evaluate("performance.getEntriesByType('mark').length")).toBe(0)
    expect(await page.evaluate('[navigator.ofHostile, document.designMode, frames.length].join()')).toBe(
      ',off,0',
    )
  }
})

function restingSheets(element: Element): number {
  const styles = [...element.querySelectorAll('style')]
  if (styles.length === 0) throw new Error('The app has no styles')
  return styles.filter(({ sheet }) => sheet?.disabled).length
}

/** What was reported of each app, once. */
async function faultsOf(page: Page, site: Site): Promise<string[]> {
  await page.evaluate("void dispatchEvent(new Event('pagehide'))")
  const errors = site.release.reports.filter(({ kind }) => kind === 'error')
  return [...new Set(errors.map(({ app, message }) => `${app}: ${message}`))].sort()
}

async function close(page: Page, title: string): Promise<void> {
  await tab(page, title).press('Delete')
  await expect(tab(page, title)).toHaveCount(0)
}
