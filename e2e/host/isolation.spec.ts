import type { Page } from '@playwright/test'
import { readHeap } from '../src/heap-snapshot.ts'
import { passIntervals } from '../src/intervals.ts'
import { app, counted, expect, open, tab, test } from './test.ts'

const background = (page: Page, selector: string): Promise<string> =>
  page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).backgroundColor`)

test('a rude app leaves the shell and other apps as they are', async ({ page }) => {
  await page.goto('/notes/all')
  await open(page, 'Rude')
  await expect(app(page, 'rude').getByRole('button', { name: 'Red' })).toBeVisible()
  expect(await page.evaluate('typeof window.rudeGlobal')).toBe('undefined')
  expect(await background(page, '[data-app="rude"] button')).toBe('rgb(255, 0, 0)')
  expect(await background(page, '.menu-link')).not.toBe('rgb(255, 0, 0)')
  await expect(page.locator('body > .rude-layer')).toHaveAttribute('data-app', 'rude')
  await expect(page.locator('body > .rude-layer > .rude-popup')).toHaveCSS('color', 'rgb(0, 128, 0)')
  await expect(page.locator('body')).toHaveClass(/rude-body/)

  await tab(page, 'Notes').click()
  await expect(page.locator('body')).not.toHaveClass(/rude-body/)
  await expect(page.locator('html')).not.toHaveAttribute('style', /clip/)
  await expect(page.locator('.rude-popup')).toBeHidden()

  await tab(page, 'Rude').click()
  await expect(page.locator('body')).toHaveClass(/rude-body/)
  await expect(page.locator('.rude-popup')).toBeVisible()
})

test('nothing of a closed app is left behind', async ({ page }) => {
  await page.goto('/notes/all')
  await open(page, 'Rude')
  await expect.poll(() => counted(page, 'mountTimer')).toBeGreaterThan(0)
  await tab(page, 'Rude').press('Delete')
  await expect(app(page, 'rude')).toHaveCount(0)
  await expect(page.locator('.rude-popup, [data-testid="rude-style"], [data-app="rude"]')).toHaveCount(0)
  await expect(page.locator('body')).not.toHaveClass(/rude-body/)

  const timers = [await counted(page, 'mountTimer'), await counted(page, 'loadTimer')]
  await ping(page)
  await passIntervals(page, 20)
  expect([await counted(page, 'mountTimer'), await counted(page, 'loadTimer')]).toEqual(timers)
  expect(await counted(page, 'windowListener')).toBe(0)
  expect(await counted(page, 'documentListener')).toBe(0)
  expect(await counted(page, 'loadListener')).toBe(0)
})

test('what an app set up while loading is there again when it is reopened', async ({ page }) => {
  await page.goto('/rude')
  await expect(app(page, 'rude').getByRole('button')).toBeVisible()
  await tab(page, 'Rude').press('Delete')
  await open(page, 'Rude')
  await expect(app(page, 'rude').getByRole('button')).toBeVisible()
  await ping(page)
  for (const name of ['loadListener', 'windowListener', 'documentListener']) {
    expect(await counted(page, name)).toBe(1)
  }
})

test('styles an app adds at every mount do not pile up', async ({ page }) => {
  await page.goto('/rude')
  await cycle(page, 5)
  await open(page, 'Rude')
  await expect(app(page, 'rude').getByRole('button')).toBeVisible()
  // The one brought back, and the app's new one.
  await expect(page.locator('[data-testid="rude-style"]')).toHaveCount(2)
})

test('two hundred openings and closings leave the page as small as it was', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto('/notes/all')
  const session = await page.context().newCDPSession(page)
  const measure = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    // What the engine has compiled grows with how often a function ran, and is no leak.
    const { values } = await readHeap(session)
    return { nodes, jsEventListeners, values }
  }
  await cycle(page, 20)
  const before = await measure()
  await cycle(page, 200)
  const after = await measure()
  expect(after.nodes - before.nodes).toBeLessThan(100)
  expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(20)
  expect(after.values - before.values).toBeLessThan(100_000)
})

function ping(page: Page): Promise<void> {
  return page.evaluate("document.body.dispatchEvent(new Event('rude-ping', { bubbles: true }))")
}

/** In the page, for a driver would be slower than the thing it measures. */
function cycle(page: Page, count: number): Promise<void> {
  return page.evaluate(`(async () => {
    const until = async holds => { while (!holds()) await new Promise(requestAnimationFrame) }
    const link = [...document.querySelectorAll('nav a')].find(each => each.textContent === 'Rude')
    for (let index = 0; index < ${count}; index += 1) {
      link.click()
      await until(() => document.querySelector('.app-host[data-app="rude"] h1'))
      document.querySelector('[data-tab="rude"]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }))
      await until(() => !document.querySelector('.app-host[data-app="rude"]'))
    }
  })()`)
}
