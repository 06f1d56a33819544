import type { Page } from '@playwright/test'
import { expectNoViolationsInBothThemes } from '../src/axe.ts'
import { OWNER } from './site/site.ts'
import { expect, open, test } from './test.ts'

/** The fixture apps are no part of the shell. */
const FRAME = { exclude: '[data-app]' }

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Preview features' })
const account = (page: Page) => page.getByRole('button', { name: 'Account: Olivia Owner' })

async function openPreviews(page: Page): Promise<void> {
  await account(page).click()
  await page.getByRole('button', { name: 'Preview features' }).click()
}

test('an administrator joins and leaves a preview; it takes effect at the next navigation', async ({
  page,
  site,
}) => {
  await page.goto('/notes/all')
  await openPreviews(page)
  await expect(dialog(page)).toContainText('Better notes')
  await expect(dialog(page)).toContainText('Not in use')
  await dialog(page).getByRole('button', { name: 'Join: Better notes' }).click()
  await expect(dialog(page)).toContainText('Saved. It takes effect when you next open a page.')
  await expect(dialog(page)).toContainText('Your choice: joined')
  expect(site.release.choice).toBe('joined')
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(account(page)).toBeFocused()
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#1')
  await open(page, 'New note')
  await expect(page.getByTestId('instance')).toHaveText('notes@2.0.0#1')

  await openPreviews(page)
  await dialog(page).getByRole('button', { name: 'Leave: Better notes' }).click()
  await expect(dialog(page)).toContainText('Your choice: left')
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await open(page, 'All notes')
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#1')
  await expect(page.locator('.version-notice')).toContainText('You are back on an earlier version')
})

test('the dialog says when there is nothing and when it cannot be known', async ({ page, site }) => {
  site.release.hasPreviews = false
  await page.goto('/notes/all')
  await openPreviews(page)
  await expect(dialog(page)).toContainText('There is no preview just now.')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await page.route('**/api/release/previews', route => route.fulfill({ status: 503, json: {} }))
  await openPreviews(page)
  await expect(dialog(page).getByRole('alert')).toContainText('The previews could not be loaded.')
  await page.unroute('**/api/release/previews')
  site.release.hasPreviews = true
  await dialog(page).getByRole('button', { name: 'Retry' }).click()
  await expect(dialog(page)).toContainText('Better notes')
})

test('a choice that is refused is said', async ({ page }) => {
  await page.route('**/api/release/previews/*', route => route.fulfill({ status: 503, json: {} }))
  await page.goto('/notes/all')
  await openPreviews(page)
  await dialog(page).getByRole('button', { name: 'Join: Better notes' }).click()
  await expect(dialog(page)).toContainText('Your choice could not be saved.')
})

test('only administrators have the entry', async ({ page, site }) => {
  site.session = { ...OWNER, permissions: ['notes.read'] }
  await page.goto('/notes/all')
  await account(page).click()
  await expect(page.getByRole('button', { name: 'Log out' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Preview features' })).toHaveCount(0)
})

test('an operator sees that the rules are stale, and why', async ({ page, site }) => {
  site.release.rulesState = 'STALE'
  await page.goto('/notes/all')
  await page.getByText('STALE', { exact: true }).click()
  await expect(page.getByText('The gateway cannot reach the release service')).toBeVisible()
})

test('axe finds nothing in the dialogs and notices, light and dark', async ({ page, site }) => {
  test.slow()
  site.release.rulesState = 'STALE'
  await page.goto('/notes/all')
  site.release.present = 's_gray'
  site.breakFile('notes@2.0.0/entry.js', { kind: 'status', status: 500 })
  await open(page, 'New note')
  await expect(page.locator('.version-notice')).toBeVisible()
  await expect(page.locator('.substitute')).toBeVisible()
  await expectNoViolationsInBothThemes(page, 'the notices', FRAME)
  await openPreviews(page)
  await expect(dialog(page)).toContainText('Better notes')
  await expectNoViolationsInBothThemes(page, 'the dialog', FRAME)
})
