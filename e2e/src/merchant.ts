import { type Browser, expect, type Page } from '@playwright/test'
import { logIn } from './test.ts'

/** A merchant's browser, which keeps the service binding of its latest call to sales. */
export class Merchant {
  readonly page: Page
  route: string | null = null

  private constructor(page: Page) {
    this.page = page
    page.on('response', response => {
      const route = response.headers()['x-portico-route']
      if (route?.includes('sales=')) this.route = route
    })
  }

  static async open(browser: Browser, url: string, tenant: string): Promise<Merchant> {
    const context = await browser.newContext({ baseURL: url })
    const merchant = new Merchant(await context.newPage())
    await logIn(merchant.page, { tenant, user: 'owner' }, url)
    return merchant
  }

  /** A second tab of the same browser. */
  async openTab(path: string): Promise<Merchant> {
    const merchant = new Merchant(await this.page.context().newPage())
    await merchant.page.goto(path)
    return merchant
  }

  /** As a person does, from one product to another and back. */
  async lookAtOrders(): Promise<void> {
    await this.page.getByRole('link', { name: 'Workbench' }).click()
    await this.page.getByRole('link', { name: 'Orders', exact: true }).click()
    await expect(this.#sales.getByRole('heading', { level: 1 })).toHaveText('Orders')
  }

  async expectGray(): Promise<void> {
    await expect(async () => {
      await this.lookAtOrders()
      await expect(this.#sales.getByRole('columnheader', { name: 'Waiting' })).toBeVisible({ timeout: 5_000 })
      expect(this.route).toContain('sales=gray@1.5.0')
    }).toPass({ timeout: 60_000 })
  }

  async expectStable(): Promise<void> {
    await expect(async () => {
      await this.lookAtOrders()
      await expect(this.#sales.getByRole('table')).toBeVisible({ timeout: 5_000 })
      await expect(this.#sales.getByRole('columnheader', { name: 'Waiting' })).toBeHidden()
      expect(this.route).toContain('sales=stable@')
    }).toPass({ timeout: 60_000 })
  }

  get #sales() {
    return this.page.locator('[data-app=sales]')
  }
}
