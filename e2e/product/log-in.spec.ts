import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expectNoViolationsInBothThemes } from '../src/axe.ts'
import { startIdentityProvider } from '../src/identity-provider.ts'
import { createTenant } from '../src/tenants.ts'
import { expect, logIn, openSession, test } from '../src/test.ts'

const GRAPH = { 'x-portico-csrf': '1' }
const PERIOD_MS = 30_000

/** Of the 30 seconds that are now, or so many further: a code is taken once, and the ones beside it as well. */
function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * PERIOD_MS,
  })
}

async function ask<T>(page: Page, query: string, variables: object = {}): Promise<T> {
  const answer = await page.request.post('/graphql', { headers: GRAPH, data: { query, variables } })
  const { data, errors } = (await answer.json()) as { data: T; errors?: unknown }
  expect(errors).toBeUndefined()
  return data
}

async function typeLogin(page: Page, tenant: string, password = 'portico') {
  await page.goto('/')
  await page.getByLabel('Company').fill(tenant)
  await page.getByLabel('User name').fill('owner')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

async function logOut(page: Page) {
  const answer = await page.request.delete('/api/session', { headers: GRAPH })
  expect(answer.status()).toBe(204)
}

test('a second factor: set up on the way in, asked for by code, replaced by a recovery code', async ({
  page,
  product,
}) => {
  await createTenant(product, 'two-steps')
  await logIn(page, { tenant: 'two-steps', user: 'owner' })
  await ask(page, 'mutation { requireSecondFactor(isRequired: true) { isRequired } }')
  await logOut(page)

  await typeLogin(page, 'two-steps')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set up a second factor')
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
  await expectNoViolationsInBothThemes(page, 'setting up')
  const secret = (await page.locator('.login-secret code').textContent())?.replaceAll(' ', '') ?? ''
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, -1))
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keep these recovery codes')
  await expectNoViolationsInBothThemes(page, 'recovery codes')
  const codes = await page.locator('.login-codes code').allTextContents()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByRole('tablist').waitFor()
  await logOut(page)

  await typeLogin(page, 'two-steps')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step')
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused()
  await expectNoViolationsInBothThemes(page, 'second step')
  await page.getByLabel('Code', { exact: true }).fill('000000')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert')).toHaveText(/wrong, too old, or was used/)
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('tablist').waitFor()
  await logOut(page)

  await typeLogin(page, 'two-steps')
  await page.getByLabel('Code', { exact: true }).fill(codes[3]?.toUpperCase() ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('tablist').waitFor()
  expect(await ask(page, '{ secondFactor { isOn recoveryCodesLeft } }')).toEqual({
    secondFactor: { isOn: true, recoveryCodesLeft: 9 },
  })
})

test('a stranger reads how long to wait, and the owner’s own browser gets in at once', async ({
  page,
  browser,
  product,
}) => {
  await createTenant(product, 'guarded')
  await logIn(page, { tenant: 'guarded', user: 'owner' })
  await logOut(page)

  const context = await browser.newContext({ baseURL: product.url })
  const stranger = await context.newPage()
  const guess = { tenant: 'guarded', username: 'owner', password: 'guess' }
  // Ten, which is more than are free, makes the wait so long that the page is seen within it.
  await expect(async () => {
    const answer = await stranger.request.post('/api/session', { headers: GRAPH, data: guess })
    expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(5)
  }).toPass({ intervals: [0, 100, 500, 1000] })
  await typeLogin(stranger, 'guarded')
  await expect(stranger.getByRole('alert')).toHaveText(/^Too many attempts\. Try again in \d+ seconds?\.$/)
  await expectNoViolationsInBothThemes(stranger, 'throttled')
  await context.close()

  await logIn(page, { tenant: 'guarded', user: 'owner' })
})

test('single sign-on: set up in the page, a login at the provider, and the role of a group', async ({
  page,
  browser,
  product,
}) => {
  const provider = await startIdentityProvider(product.url)
  try {
    provider.people.set('lin', { name: 'Lin Mei', groups: ['tills'] })
    await createTenant(product, 'by-provider')
    await openSession(page, { tenant: 'by-provider', user: 'owner' })
    await page.goto('/team/single-sign-on')
    await page.getByLabel('Issuer').fill(provider.issuer)
    await page.getByLabel('Client ID').fill(provider.clientId)
    await page.getByLabel('Client secret').fill(provider.clientSecret)
    await page.getByLabel('Scopes').fill('openid profile groups')
    await page.getByRole('button', { name: 'Add a group' }).click()
    await page.getByLabel('Group 1', { exact: true }).fill('tills')
    await page.getByLabel('Role of group 1').click()
    await page.getByTitle('Clerk', { exact: true }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Single sign-on is saved.')).toBeVisible()

    const context = await browser.newContext({ baseURL: product.url })
    const visitor = await context.newPage()
    await visitor.goto('/')
    await visitor.getByLabel('Company').fill('by-provider')
    await visitor.getByRole('button', { name: 'Continue with single sign-on' }).click()
    await visitor.getByPlaceholder('Enter any login').fill('lin')
    await visitor.getByPlaceholder('and password').fill('any')
    await visitor.getByRole('button', { name: 'Sign-in' }).click()
    await visitor.getByRole('button', { name: 'Continue' }).click()
    await visitor.getByRole('tablist').waitFor()
    expect(await ask(visitor, '{ viewer { user { displayName } } }')).toEqual({
      viewer: { user: { displayName: 'Lin Mei' } },
    })
    await context.close()

    await page.goto('/team/users')
    const row = page.locator('[data-app=team]').getByRole('row', { name: /Lin Mei/ })
    await expect(row).toContainText('Clerk')
  } finally {
    provider.close()
  }
})
