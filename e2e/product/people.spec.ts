import type { Browser, Locator, Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsInBothThemes } from '../src/axe.ts'
import { createTenant } from '../src/tenants.ts'
import { expect, test } from '../src/test.ts'

const SHOP = 'people-shop'
const FIRST_PASSWORD = 'seven grey lanterns drift north'
const SECOND_PASSWORD = 'four quiet kettles sing at dawn'
/** "In force on every gateway within 2 s", and what a browser needs to show it. */
const IN_FORCE = { timeout: 10_000 }

test.describe.configure({ mode: 'serial' })

async function openUserPage(page: Page, name: string): Promise<Locator> {
  await page.goto('/team/users')
  const team = page.locator('[data-app=team]')
  await team.getByRole('link', { name }).click()
  await expect(team.getByRole('heading', { level: 1 })).toHaveText(name)
  return team
}

async function readLink(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog')
  const address = await dialog.getByLabel('One-time link').inputValue()
  await dialog.getByRole('button', { name: 'Done' }).click()
  return address
}

async function newBrowser(browser: Browser, baseURL: string): Promise<Page> {
  return (await browser.newContext({ baseURL })).newPage()
}

async function choosePassword(page: Page, password: string) {
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('The same once more').fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your password is set')
  await page.getByRole('link', { name: 'Go to log in' }).click()
}

async function typePassword(page: Page, password: string) {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

/** Whatever the page does next, the gateway is asked. */
async function askGateway(page: Page): Promise<string> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-portico-csrf': '1' },
    data: { query: '{ orders(first: 1) { totalCount } }' },
  })
  const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] }
  return errors?.[0]?.extensions.code ?? 'OK'
}

test('an owner invites, changes, ends, resets and locks, and each is in force at once', async ({
  page,
  browser,
  product,
  login,
}) => {
  test.slow()
  await createTenant(product, SHOP)
  await login({ tenant: SHOP, user: 'owner' })
  const anna = await newBrowser(browser, product.url)

  await test.step('an invitation is accepted', async () => {
    await page.goto('/team/users')
    const team = page.locator('[data-app=team]')
    await expect(team.getByRole('heading', { level: 1 })).toHaveText('Users')
    await team.getByRole('button', { name: 'Invite a user' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Anna Arnold')
    await dialog.getByLabel('User name').fill('anna')
    await dialog.getByRole('combobox', { name: 'Role' }).click()
    await page.getByTitle('Clerk', { exact: true }).click()
    await expectNoViolations(page, 'inviting')
    await dialog.getByRole('button', { name: 'Invite a user' }).click()
    await page.getByRole('dialog').getByLabel('One-time link').waitFor()
    await expectNoViolations(page, 'the link')
    const address = await readLink(page)
    await expect(team.getByRole('row', { name: /Anna Arnold/ })).toContainText('Invited')

    await anna.goto(address)
    await expect(anna.getByRole('heading', { level: 1 })).toHaveText(`Welcome to ${SHOP}`)
    expect(anna.url()).not.toContain('#')
    await expectNoViolationsInBothThemes(anna, 'welcome')
    await anna.getByLabel('New password', { exact: true }).fill('short')
    await anna.getByLabel('The same once more').fill('short')
    await anna.getByRole('button', { name: 'Set password' }).click()
    await expect(anna.locator('.form-error')).toHaveText('It is too short.')
    await anna.reload()
    await choosePassword(anna, FIRST_PASSWORD)
    await typePassword(anna, FIRST_PASSWORD)
    await anna.getByRole('tablist').waitFor()
    await anna.goto('/sales/orders')
    await expect(anna.locator('[data-app=sales]').getByRole('heading', { level: 1 })).toHaveText('Orders')

    const late = await newBrowser(browser, product.url)
    await late.goto(address)
    await expect(late.getByRole('heading', { level: 1 })).toHaveText('This link does not hold')
    await late.context().close()
  })

  await test.step('another role is in force without a new login', async () => {
    const team = await openUserPage(page, 'Anna Arnold')
    await expectNoViolationsInBothThemes(page, 'a user')
    await team.getByRole('combobox', { name: 'Role' }).click()
    await page.getByTitle('Warehouse', { exact: true }).click()
    await team.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => askGateway(anna), IN_FORCE).toBe('FORBIDDEN')
  })

  await test.step('a role of the shop’s own is made', async () => {
    await page.goto('/team/roles')
    const team = page.locator('[data-app=team]')
    await team.getByRole('button', { name: 'New role' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name of the role').fill('Reader')
    await dialog.getByRole('checkbox', { name: 'See orders' }).check()
    await expectNoViolations(page, 'a new role')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(team.getByRole('listitem').filter({ hasText: 'Reader' })).toContainText('See orders')
  })

  await test.step('ended sessions say why, and the password typed goes on', async () => {
    const team = await openUserPage(page, 'Anna Arnold')
    await expect(team.getByRole('listitem').filter({ hasText: 'Chrome' })).toBeVisible()
    await team.getByRole('button', { name: 'End all sessions' }).click()
    await expect.poll(() => askGateway(anna), IN_FORCE).toBe('SESSION_ENDED')
    await anna.reload()
    await expect(anna.getByText('An administrator of your company ended this session.')).toBeVisible()
    await expectNoViolations(anna, 'log-in with a reason')
    await typePassword(anna, FIRST_PASSWORD)
    await anna.getByRole('tablist').waitFor()
  })

  await test.step('each user sees the own sessions and changes the own password', async () => {
    await anna.getByRole('button', { name: 'Account: Anna Arnold' }).click()
    await anna.getByRole('button', { name: 'My account' }).click()
    const account = anna.locator('[data-app=account]')
    await expect(account.getByRole('heading', { level: 1 })).toHaveText('My account')
    const sessions = account.getByRole('region', { name: 'Sessions' })
    await expect(sessions.getByRole('listitem').filter({ hasText: 'Chrome' })).toHaveText(/This browser/)
    await expectNoViolationsInBothThemes(anna, 'account')
    const change = async (current: string) => {
      await account.getByLabel('Present password').fill(current)
      await account.getByLabel('New password', { exact: true }).fill(SECOND_PASSWORD)
      await account.getByLabel('New password once more').fill(SECOND_PASSWORD)
      await account.getByRole('button', { name: 'Change password' }).click()
    }
    await change('guess')
    await expect(account.getByRole('alert')).toContainText('Tries left: 4')
    await change(FIRST_PASSWORD)
    await expect(account.getByLabel('Present password')).toHaveValue('')
    await anna.reload()
    await expect(account.getByRole('heading', { level: 1 })).toHaveText('My account')
  })

  await test.step('the language goes to the other browser', async () => {
    await anna.getByRole('button', { name: 'Account: Anna Arnold' }).click()
    const kept = anna.waitForResponse('**/api/session/language')
    await anna.getByRole('button', { name: '中文' }).click()
    expect((await kept).status()).toBe(204)
    const other = await newBrowser(browser, product.url)
    await other.goto('/')
    await other.getByLabel('Company').fill(SHOP)
    await other.getByLabel('User name').fill('anna')
    await typePassword(other, SECOND_PASSWORD)
    await expect(other.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await other.goto('/account')
    await expect(other.locator('[data-app=account]').getByRole('heading', { level: 1 })).toHaveText(
      '我的账号',
    )
    await expectNoViolations(other, 'account in Chinese')
    await other.context().close()
  })

  await test.step('a reset by link ends what was open', async () => {
    const team = await openUserPage(page, 'Anna Arnold')
    await team.getByRole('button', { name: 'Link for a new password' }).click()
    const address = await readLink(page)
    const other = await newBrowser(browser, product.url)
    await other.goto(address)
    await choosePassword(other, FIRST_PASSWORD)
    await expect.poll(() => askGateway(anna), IN_FORCE).toBe('SESSION_ENDED')
    await other.context().close()
  })

  await test.step('a locked user is out', async () => {
    const team = await openUserPage(page, 'Anna Arnold')
    await team.getByRole('button', { name: 'Lock', exact: true }).click()
    await page.getByRole('tooltip').getByRole('button', { name: 'Lock' }).click()
    await expect(team.getByText('Locked', { exact: true })).toBeVisible()
    await anna.goto('/')
    await anna.getByRole('button', { name: 'English' }).click()
    await typePassword(anna, FIRST_PASSWORD)
    await expect(anna.getByText('Your account is locked. Please ask an owner of your company.')).toBeVisible()
  })

  await test.step('the log shows all of it', async () => {
    await page.goto('/team/audit')
    const team = page.locator('[data-app=team]')
    await expect(team.getByRole('row', { name: /Gave another role/ })).toContainText('Clerk → Warehouse')
    await team.getByLabel('What').selectOption('Locked')
    await expect(team.getByRole('row')).toHaveCount(2)
    await page.setViewportSize({ width: 360, height: 740 })
    await expectNoViolations(page, 'change log, narrow')
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(isWide).toBe(false)
  })
  await anna.context().close()
})
