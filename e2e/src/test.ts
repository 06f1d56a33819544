import { test as base, type Page } from '@playwright/test'
import { createHome, type RunningProduct, startProduct } from './product.ts'

export { expect } from '@playwright/test'

export interface Login {
  tenant: string
  user: string
}

interface Fixtures {
  /** The page's next address is opened as this user: a load of the start page, which few look at, costs a second of CPU. */
  login(who: Login): Promise<void>
  /** Everything the page's console and uncaught errors said; a journey asserts it stayed empty. */
  complaints: string[]
}

interface WorkerFixtures {
  /** One running product for all tests of a worker, on data of its own. */
  product: RunningProduct
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern
    async ({}, use) => {
      const { home, remove } = await createHome()
      const product = await startProduct(home)
      await use(product)
      await product.stop()
      await remove()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: ({ product }, use) => use(product.url),
  login: ({ page }, use) => use(who => openSession(page, who)),
  complaints: async ({ page }, use) => {
    const complaints: string[] = []
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await use(complaints)
  },
})

/** Logs in and waits for the shell. `origin` only for a product that is not the worker's own. */
export async function logIn(page: Page, who: Login, origin = '') {
  await openSession(page, who, origin)
  await page.goto(`${origin}/`)
  await page.getByRole('tablist').waitFor()
}

/** As the log-in page asks, which the journeys of logging in go through: for what needs a session and no page. */
export async function openSession(page: Page, { tenant, user }: Login, origin = '') {
  const data = { tenant, username: user, password: 'portico' }
  const answer = await page.request.post(`${origin}/api/session`, {
    data,
    headers: { 'x-portico-csrf': '1' },
  })
  if (!answer.ok()) throw new Error(`${user} of ${tenant} could not log in: ${await answer.text()}`)
}
