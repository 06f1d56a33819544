import { expectNoViolations, expectNoViolationsInBothThemes } from '../src/axe.ts'
import { expect, open, tab, test } from './test.ts'

/** The fixture apps are no part of the shell. */
const FRAME = { exclude: '[data-app]' }

test('a wrong password is said, the right one leads to the page that was asked for', async ({
  page,
  site,
}) => {
  site.session = null
  await page.goto('/notes/all')
  await page.getByLabel('Company').fill('demo')
  await page.getByLabel('User name').fill('owner')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByRole('alert')).toHaveText('Company, user name or password is wrong.')
  await expect(page.getByLabel('Company')).toHaveValue('demo')
  await page.getByLabel('Password', { exact: true }).fill('portico')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByTestId('address')).toHaveText('/notes/all')
})

test('a session that ends asks for the password over the page, then the call goes on', async ({
  page,
  site,
}) => {
  site.answerGraph = () => ({ status: 200, body: { data: { ask: 42 } } })
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('half typed')
  site.session = null
  await page.getByRole('button', { name: 'Ask' }).click()
  const dialog = page.getByRole('dialog', { name: 'Please log in again' })
  await dialog.getByLabel('Password', { exact: true }).fill('portico')
  await dialog.getByRole('button', { name: 'Log in' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByTestId('answer')).toHaveText('{"ask":42}')
  await expect(page.getByTestId('text')).toHaveValue('half typed')
})

test('errors of the graph reach the app by their code', async ({ page, site }) => {
  site.answerGraph = () => ({
    status: 200,
    body: { data: null, errors: [{ message: 'No', extensions: { code: 'FORBIDDEN' } }] },
  })
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByTestId('answer')).toHaveText('FORBIDDEN')
})

test('a dirty tab shows it, asks before it closes, and stays when asked to', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('draft')
  await expect(tab(page, 'Notes').getByRole('img', { name: 'Unsaved changes' })).toBeVisible()
  await open(page, 'Plain')
  await tab(page, 'Notes').click({ button: 'middle' })
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByTestId('text')).toHaveValue('draft')
  await tab(page, 'Notes').press('Delete')
  await page.getByRole('button', { name: 'Discard and close' }).click()
  await expect(tab(page, 'Notes')).toHaveCount(0)
  await expect(page).toHaveURL('/plain')
})

test('the browser asks before a page with unsaved changes is left', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('draft')
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
})

test('closing a tab by the keyboard leaves the focus in the strip', async ({ page }) => {
  await page.goto('/notes/all')
  await open(page, 'Plain')
  await tab(page, 'Plain').press('Delete')
  await expect(tab(page, 'Notes')).toBeFocused()
})

test('arrow keys move along the strip', async ({ page }) => {
  await page.goto('/notes/all')
  await open(page, 'Plain')
  await tab(page, 'Plain').press('ArrowLeft')
  await expect(tab(page, 'Notes')).toBeFocused()
  await expect(page).toHaveURL('/notes/all')
})

test('closing the last tab leaves an empty home with a way on', async ({ page }) => {
  await page.goto('/plain')
  await tab(page, 'Plain').press('Delete')
  await expect(page.getByRole('heading', { name: 'Nothing is open' })).toBeVisible()
  await page.getByRole('button', { name: 'Go to the start page' }).click()
  await expect(page.getByRole('tab')).toHaveCount(1)
})

test('language and theme are chosen in the user menu and kept', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Account: Olivia Owner' }).click()
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByRole('button', { name: '深色' }).click()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('link', { name: '全部笔记' })).toBeVisible()
})

test('logging out leads to the login page', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Account: Olivia Owner' }).click()
  await page.getByRole('button', { name: 'Log out' }).click()
  await expect(page.getByRole('heading', { name: 'Log in to your business' })).toBeVisible()
})

test('being offline is said until the connection is back', async ({ page, context }) => {
  await page.goto('/notes/all')
  await context.setOffline(true)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('You are offline.')).toBeHidden()
})

test('on a phone the menu is a drawer that closes after a choice', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Open menu' }).click()
  await page.getByRole('dialog', { name: 'Main menu' }).getByRole('link', { name: 'Plain' }).click()
  await expect(page.getByRole('dialog', { name: 'Main menu' })).toBeHidden()
  await expect(page).toHaveURL('/plain')
})

test('axe finds nothing in the frame, light and dark', async ({ page }) => {
  await page.goto('/notes/all')
  await open(page, 'Plain')
  await page.getByRole('button', { name: 'Account: Olivia Owner' }).click()
  await expectNoViolations(page, 'the frame, light', FRAME)
  await page.getByRole('button', { name: 'Dark' }).click()
  await expectNoViolations(page, 'the frame, dark', FRAME)
})

test('axe finds nothing on the login page', async ({ page, site }) => {
  site.session = null
  await page.goto('/')
  await expectNoViolationsInBothThemes(page, 'the login page')
})
