import type { Page } from '@playwright/test'
import { app, expect, open, tab, test } from './test.ts'

const WHAT_IS_NEW = 'What is new'
const instance = (page: Page) => page.getByTestId('instance')

test('every call carries the snapshot token of the tab', async ({ page, site }) => {
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByTestId('answer')).not.toBeEmpty()
  expect(new Set(site.release.snapshotTokens)).toEqual(new Set(['s_stable.signed']))
})

test('the navigation after the update is a page load; tabs stay and it is said what is new', async ({
  page,
  site,
}) => {
  await page.goto('/notes/all')
  await page.getByTestId('next').click()
  await open(page, 'Plain')
  site.release.present = 's_gray'
  await tab(page, 'Notes').click()
  await expect(instance(page)).toHaveText('notes@2.0.0#1')
  await expect(page).toHaveURL('/notes/new?from=all')
  await expect(page.getByRole('tab')).toHaveCount(2)
  const notice = page.locator('.version-notice')
  await expect(notice).toContainText(WHAT_IS_NEW)
  await expect(notice).toContainText('Better notes They say their version now.')
  await expect(notice).toContainText('Notes: 1.0.0 → 2.0.0')
  expect(site.release.pageLoads).toBe(2)

  await page.getByRole('button', { name: 'Got it' }).click()
  await expect(notice).toHaveCount(0)
  await expect(page.locator('main')).toBeFocused()
})

test('Back is a navigation too', async ({ page, site }) => {
  site.answerGraph = () => ({ status: 200, body: { data: {} } })
  await page.goto('/notes/all')
  await page.getByTestId('next').click()
  site.release.present = 's_gray'
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.goBack()
  await expect(instance(page)).toHaveText('notes@2.0.0#1')
  await expect(page).toHaveURL('/notes/all')
})

test('a half-typed note stays on its version, and the navigation after its save switches', async ({
  page,
  site,
}) => {
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('half a sentence')
  site.release.present = 's_gray'
  await open(page, 'Plain')
  await open(page, 'Rude')
  await tab(page, 'Notes').click()
  await expect(page.getByTestId('text')).toHaveValue('half a sentence')
  expect(site.release.pageLoads).toBe(1)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByTestId('answer')).toHaveText('Saved')
  await open(page, 'Plain')
  await expect(page.locator('.version-notice')).toBeVisible()
  await expect(page).toHaveURL('/plain')
  expect(site.release.pageLoads).toBe(2)
})

test('a write under way is not cut off', async ({ page, site }) => {
  const gate = Promise.withResolvers<void>()
  site.answerGraph = async () => {
    await gate.promise
    return { status: 200, body: { data: {} } }
  }
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Save' }).click()
  site.release.present = 's_gray'
  await open(page, 'Plain')
  await expect.poll(() => site.release.questions).toBe(1)
  await expect(app(page, 'plain')).toBeVisible()
  gate.resolve()
  await tab(page, 'Notes').click()
  await expect(instance(page)).toHaveText('notes@2.0.0#1')
  expect(site.release.pageLoads).toBe(2)
})

test('a gateway that cannot decide makes no loop', async ({ page, site }) => {
  await page.goto('/notes/all')
  // Pages are always served the stable snapshot, and the answers to calls always name another.
  await page.route('**/api/release/snapshot', route =>
    route.fulfill({ json: { id: 's_other', apps: {} }, headers: { 'x-portico-newer': 's_other' } }),
  )
  await open(page, 'Plain')
  await expect.poll(() => site.release.pageLoads).toBe(2)
  for (const name of ['All notes', 'Rude', 'Plain', 'All notes']) await open(page, name)
  await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
  expect(site.release.pageLoads).toBe(2)
})

test('a preview revoked in a tab without work: it says so, reloads once, and says what happened', async ({
  page,
  site,
}) => {
  site.release.present = 's_gray'
  await page.goto('/notes/all')
  await expect(instance(page)).toHaveText('notes@2.0.0#1')
  site.release.present = 's_stable'
  site.release.revoked = { isForced: false }
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByText('The page is being loaded with the regular version.')).toBeVisible()
  await expect(instance(page)).toHaveText('notes@1.0.0#1')
  await expect(page.locator('.version-notice')).toContainText('The preview was revoked')
  await expect(page.locator('.version-notice')).toContainText('Ended: Better notes')
  await expect(page.locator('.version-notice')).toContainText('Notes: 2.0.0 → 1.0.0')
  expect(site.release.pageLoads).toBe(2)
})

test('a preview revoked in a tab with work: it asks, Later leaves a line, the save ends it', async ({
  page,
  site,
}) => {
  site.release.present = 's_gray'
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('half a sentence')
  site.release.present = 's_stable'
  site.release.revoked = { isForced: false }
  await page.getByRole('button', { name: 'Ask' }).click()
  const dialog = page.getByRole('dialog', { name: 'This preview was revoked' })
  await expect(dialog.getByRole('button', { name: 'Later' })).toBeFocused()
  await expect(dialog.getByRole('button', { name: 'Reload now' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Ask' })).toBeFocused()
  const line = page.getByRole('alert').filter({ hasText: 'Save your work, then reload.' })
  await expect(line.getByRole('button', { name: 'Reload now' })).toBeVisible()
  await expect(page.getByTestId('text')).toHaveValue('half a sentence')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(instance(page)).toHaveText('notes@1.0.0#1')
  await expect(page.locator('.version-notice')).toContainText('The preview was revoked')
})

test('by force there is no Later: a minute is counted down beside the page, in which saving works', async ({
  page,
  site,
}) => {
  site.release.present = 's_gray'
  await page.clock.install()
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('half a sentence')
  site.release.present = 's_stable'
  site.release.revoked = { isForced: true }
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.clock.runFor(1_000)
  const dialog = page.getByRole('dialog', { name: 'This preview was revoked' })
  await expect(dialog).toContainText(/Reloads in [56]\d s/)
  await expect(dialog.getByRole('button', { name: 'Later' })).toHaveCount(0)
  await expect(dialog.getByRole('heading')).toBeFocused()
  await page.getByTestId('text').fill('a whole sentence')
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByTestId('answer')).not.toBeEmpty()
  await page.clock.runFor(60_000)
  await expect(instance(page)).toHaveText('notes@1.0.0#1')
})

test('a login of another user is said over the page, from which the text can still be copied', async ({
  page,
  site,
}) => {
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('half a sentence')
  site.release.isReplaced = true
  await page.getByRole('button', { name: 'Ask' }).click()
  const dialog = page.getByRole('dialog', { name: 'Somebody else has logged in' })
  await expect(dialog.getByRole('button', { name: 'Reload' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByTestId('text')).toHaveValue('half a sentence')
  await page.getByRole('button', { name: 'Ask' }).click()
  site.release.isReplaced = false
  page.on('dialog', leave => void leave.accept())
  await dialog.getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => site.release.pageLoads).toBe(2)
})
