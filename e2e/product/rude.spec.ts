import type { Page } from '@playwright/test'
import { passIntervals } from '../src/intervals.ts'
import { expect, openSession, test } from '../src/test.ts'

/** What the rude app's intervals and listeners did so far. */
const traces = (page: Page) =>
  page.evaluate(
    () => performance.getEntriesByType('mark').filter(mark => mark.name.startsWith('rude')).length,
  )
const buttonColour = (page: Page) =>
  page
    .locator('[data-app=sales] button')
    .first()
    .evaluate(button => getComputedStyle(button).backgroundColor)
const app = (page: Page, name: string) => page.locator(`[data-app=${name}]`)

test.describe('a sub-app that behaves badly, built by the preset like any other', () => {
  test.beforeEach(({ login }) => login({ tenant: 'demo', user: 'owner' }))

  test('leaves the shell and the other apps untouched, and nothing behind after it is closed', async ({
    page,
  }) => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Orders' }).click()
    await expect(app(page, 'sales').getByRole('heading', { level: 1 })).toHaveText('Orders')
    const before = {
      colour: await buttonColour(page),
      body: await page.locator('body').getAttribute('class'),
    }

    await page.getByRole('link', { name: 'Rude' }).click()
    await expect(app(page, 'rude').getByText('rude was here')).toBeVisible()
    await expect.poll(() => traces(page)).toBeGreaterThan(3)
    expect(await page.evaluate(() => 'rudeGlobal' in window)).toBe(false)

    await page.getByRole('link', { name: 'Orders' }).click()
    await expect(app(page, 'sales').getByRole('heading', { level: 1 })).toBeVisible()
    expect(await buttonColour(page)).toBe(before.colour)
    expect(await page.locator('body').getAttribute('class')).toBe(before.body)
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('')
    await expect(page.getByText('popup at body level')).toBeHidden()

    await page.getByRole('tab', { name: 'Rude' }).press('Delete')
    await expect(app(page, 'rude')).toHaveCount(0)
    await expect(page.locator('.rude-popup')).toHaveCount(0)
    const quiet = await traces(page)
    await page.keyboard.press('Shift')
    await page.setViewportSize({ width: 1300, height: 800 })
    await passIntervals(page, 20)
    expect(await traces(page)).toBe(quiet)
  })

  for (const place of ['bootstrap', 'mount', 'later'] as const) {
    test(`that fails at ${place} shows a named error, and Retry recovers it without a reload`, async ({
      page,
      product,
    }) => {
      const reported = page
        .waitForResponse(answer => Boolean(answer.request().postData()?.includes('rejected in the page')))
        .catch(() => null)
      await page.goto(`/broken/${place}`)
      const panel = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Retry' }) })
      await expect(panel).toContainText(/(BOOTSTRAP|MOUNT|RENDER)_FAILED/)
      await expect(panel).toContainText(/broken@1\.0\.0/)
      await page.evaluate(() => {
        localStorage.setItem('brokenIsMended', 'yes')
        Object.assign(window, { stillTheSamePage: true })
        setTimeout(() => {
          throw new Error('thrown in the page')
        })
        setTimeout(() => void Promise.reject(new Error('rejected in the page')))
      })
      await panel.getByRole('button', { name: 'Retry' }).click()
      await expect(page.getByRole('heading', { name: 'Mended' })).toBeVisible()
      expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true)
      if (place === 'mount') {
        // Within two seconds, with the failure before it.
        expect((await reported)?.status()).toBe(204)
        await expectReadable(page, product.url)
      }
    })
  }
})

/** The operator finds the place in the source, though the page had only the build. */
async function expectReadable(page: Page, url: string): Promise<void> {
  await page.context().clearCookies()
  await openSession(page, { tenant: 'platform', user: 'operator' }, url)
  await page.goto('/console/incidents')
  const incident = page.getByRole('listitem').filter({ hasText: 'broken at mount' }).first()
  await expect(incident.getByText(/^src\/entry\.ts:\d+:\d+$/).first()).toBeVisible({ timeout: 20_000 })
  await incident.getByText('Stack').click()
  await expect(incident.getByText(/throw new Error\(`broken at/)).toBeVisible()
  // What nothing caught is there too, of the shell for want of an app in its stack.
  for (const message of ['thrown in the page', 'rejected in the page']) {
    const uncaught = page.getByRole('listitem').filter({ hasText: message }).first()
    await expect(uncaught).toContainText(/shell .*of no known app/)
  }
}
