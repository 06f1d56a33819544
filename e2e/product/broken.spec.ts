import type { Page, Route } from '@playwright/test'
import { expect, logIn, test } from '../src/test.ts'

const ENTRY = /\/a\/inventory\/[^/]+\/assets\/entry[^/]*\.js/

/** What may become of the inventory's entry on its way, and the name the shell gives it. */
const BREAKAGES: Record<string, { code: RegExp; answer: (route: Route) => Promise<void> }> = {
  'answers 500': { code: /ENTRY_HTTP/, answer: route => route.fulfill({ status: 500, body: 'broken' }) },
  'is an HTML page': {
    code: /ENTRY_TYPE/,
    answer: route => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html>' }),
  },
  'has a wrong hash': {
    code: /ENTRY_INTEGRITY/,
    answer: async route => {
      const response = await route.fetch()
      await route.fulfill({ response, body: `${await response.text()}\n// changed on the way` })
    },
  },
  'cannot be reached': { code: /ENTRY_NETWORK/, answer: route => route.abort('connectionreset') },
  // Never answered: the host's own deadline has to end it.
  hangs: { code: /ENTRY_TIMEOUT/, answer: () => new Promise(() => {}) },
}

async function openInventory(page: Page) {
  await page.getByRole('link', { name: 'Stock', exact: true }).click()
}

test.describe('when the inventory is broken, the rest of the page is not', () => {
  test.beforeEach(({ page }) => logIn(page, { tenant: 'demo', user: 'owner' }))

  for (const [what, { code, answer }] of Object.entries(BREAKAGES)) {
    test(`its entry ${what}: a named error, and Retry mends it without a reload`, async ({ page }) => {
      await page.route(ENTRY, answer)
      await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }))
      await openInventory(page)
      const panel = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Retry' }) })
      await expect(panel).toContainText(code, { timeout: 30_000 })
      await expect(panel).toContainText(/inventory@/)

      await page.getByRole('link', { name: 'Orders' }).click()
      await expect(page.locator('[data-app=sales]').getByRole('heading', { level: 1 })).toHaveText('Orders')

      await page.unroute(ENTRY)
      await openInventory(page)
      await panel.getByRole('button', { name: 'Retry' }).click()
      await expect(page.locator('[data-app=inventory]').getByRole('heading', { level: 1 })).toBeVisible()
      expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true)
    })
  }
})
