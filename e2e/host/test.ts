import { test as base, type Page, type Route } from '@playwright/test'
import { type Site, startSite } from './site/site.ts'

export { expect } from '@playwright/test'

interface Fixtures {
  /** Uncaught errors and refused policies; empty unless a test breaks something. */
  complaints: string[]
}

export const test = base.extend<Fixtures, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern
    async ({}, use) => {
      const site = await startSite()
      await use(site)
      await site.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ site }, use) => {
    site.reset()
    await use(site.origin)
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = []
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await use(complaints)
  },
})

/** What is seen of an app; hidden ones are in the page too. */
export function app(page: Page, name: string) {
  return page.locator(`.app-host[data-app="${name}"]`)
}

export function tab(page: Page, name: string) {
  return page.getByRole('tab', { name })
}

/** By the menu. */
export async function open(page: Page, name: string) {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
}

/** What the rude app has counted by marks of the page. */
export function counted(page: Page, name: string): Promise<number> {
  return page.evaluate(`performance.getEntriesByName(${JSON.stringify(name)}).length`)
}

/** The page without the hashes of its files, for one that is wrong from the beginning; changed by `change`. */
export async function withoutIntegrity(
  route: Route,
  change: (html: string) => string = html => html,
): Promise<void> {
  const response = await route.fetch()
  const html = await response.text()
  await route.fulfill({ response, body: change(html.replaceAll(/"integrity":\{[^}]*\}/g, '"integrity":{}')) })
}
