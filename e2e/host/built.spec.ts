import type { Page } from '@playwright/test'
import { passIntervals } from '../src/intervals.ts'
import { buildApps } from './site/built-apps.ts'
import { startSite } from './site/site.ts'
import { app, test as base, expect, open, tab } from './test.ts'

/** The same shell with apps that the preset has built. */
const test = base.extend({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern
    async ({}, use) => {
      const site = await startSite(0, buildApps())
      await use(site)
      await site.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test('a rude app as the preset builds it reaches nothing but itself', async ({ page }) => {
  await page.goto('/rude')
  await expect(app(page, 'rude').getByRole('button')).toHaveCSS('font-size', '40px')
  await expect(app(page, 'rude').locator('output')).toHaveText('rude was here')
  expect(await page.evaluate('typeof window.rudeGlobal')).toBe('undefined')
  await expect(page.getByRole('navigation').getByRole('link').first()).not.toHaveCSS('font-size', '40px')
  await expect(page.locator('html')).not.toHaveCSS('background-color', 'rgb(255, 0, 255)')
  for (const popup of await page.locator('.rude-popup').all()) {
    await expect(popup).toHaveCSS('color', 'rgb(0, 0, 255)')
  }
})

test('a lazy chunk brings its styles, also when the app was closed and opened again', async ({
  page,
  complaints,
}) => {
  await page.goto('/rude')
  await app(page, 'rude').getByRole('button').click()
  await expect(app(page, 'rude').locator('.rude-late')).toHaveCSS('color', 'rgb(0, 0, 255)')
  expect(await page.locator('head link[href*="late"]').count()).toBe(0)

  await tab(page, 'Rude').press('Delete')
  await expect(app(page, 'rude')).toHaveCount(0)
  await open(page, 'Rude')
  await app(page, 'rude').getByRole('button').click()
  await expect(app(page, 'rude').locator('.rude-late')).toHaveCSS('color', 'rgb(0, 0, 255)')
  expect(complaints).toEqual([])
})

test('nothing of it is left after it is closed, though its unmount cleans nothing', async ({ page }) => {
  await page.goto('/rude')
  await expect.poll(() => countMarks(page, 'rude-tick')).toBeGreaterThan(2)
  await tab(page, 'Rude').press('Delete')
  await expect(page.locator('[data-app="rude"], .rude-popup')).toHaveCount(0)
  await expect(page.locator('html')).not.toHaveCSS('overflow', 'hidden')
  await expect(page.locator('html.rude, body.rude')).toHaveCount(0)

  await page.evaluate('performance.clearMarks()')
  await page.evaluate(
    "window.dispatchEvent(new Event('resize')), document.dispatchEvent(new Event('keydown'))",
  )
  await passIntervals(page, 20)
  for (const name of ['rude-tick', 'rude-resize', 'rude-keydown'])
    expect(await countMarks(page, name)).toBe(0)
})

test('an app of Lit renders, and works again after it was closed', async ({ page, complaints }) => {
  await page.goto('/lit')
  const lit = app(page, 'lit')
  for (let round = 0; round < 2; round += 1) {
    await expect(lit.getByRole('listitem')).toHaveText(['one', 'two'])
    await lit.getByRole('button', { name: 'Pressed 0' }).click()
    await expect(lit.getByRole('button', { name: 'Pressed 1' })).toHaveCSS('color', 'rgb(0, 128, 0)')
    await tab(page, 'Lit').press('Delete')
    await expect(lit).toHaveCount(0)
    await open(page, 'Lit')
  }
  expect(complaints).toEqual([])
})

test('a plain HTML app runs as it was written, and stays inside of its element', async ({ page }) => {
  await page.goto('/page')
  const plain = app(page, 'page')
  await expect(plain.getByText('The answer is 42')).toHaveCSS('color', 'rgb(0, 128, 0)')
  await expect(plain.getByRole('img')).toHaveAttribute('src', /\/a\/page\/1\.0\.0\/img\/dot\.svg$/)
  expect(await page.evaluate('typeof window.pageGlobal')).toBe('undefined')
})

test('a plain HTML app runs anew at every opening', async ({ page, complaints }) => {
  await page.goto('/page')
  const plain = app(page, 'page')
  for (let opening = 0; opening < 3; opening++) {
    await expect(plain.getByText('The answer is 42')).toBeVisible()
    await expect(plain.locator('.ready')).toHaveText('42 on page.js')
    await expect(plain.locator('.loaded')).toHaveText('boolean')
    await plain.getByRole('button').click()
    await expect(plain.getByRole('button')).toHaveText('click 1')
    await expect.poll(() => countMarks(page, 'page-tick')).toBeGreaterThan(0)
    await tab(page, 'Page').press('Delete')
    await expect(plain).toHaveCount(0)
    await page.evaluate("performance.clearMarks(), window.dispatchEvent(new Event('resize'))")
    await passIntervals(page, 5)
    expect([await countMarks(page, 'page-tick'), await countMarks(page, 'page-resize')]).toEqual([0, 0])
    await open(page, 'Page')
  }
  expect(complaints).toEqual([])
})

for (const { place, code } of [
  { place: 'bootstrap', code: 'BOOTSTRAP_FAILED' },
  { place: 'mount', code: 'MOUNT_FAILED' },
  { place: 'later', code: 'RENDER_FAILED' },
]) {
  test(`an app that breaks at ${place} shows ${code}, and works once it is mended`, async ({ page }) => {
    await page.goto(`/broken/${place}`)
    const panel = page.getByRole('alert').filter({ hasText: code })
    await expect(panel).toContainText('broken@1.0.0')
    await open(page, 'Rude')
    await expect(app(page, 'rude').getByRole('heading', { name: 'Rude' })).toBeVisible()
    await tab(page, 'Broken').click()
    await page.evaluate("localStorage.setItem('brokenIsMended', '1')")
    await panel.getByRole('button', { name: 'Retry' }).click()
    await expect(app(page, 'broken').getByRole('heading', { name: 'Mended' })).toBeVisible()
  })
}

function countMarks(page: Page, name: string): Promise<number> {
  return page.evaluate(`performance.getEntriesByName(${JSON.stringify(name)}).length`)
}
