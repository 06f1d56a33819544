import type { Page } from '@playwright/test'
import type { Artifact } from '@portico/release'
import { expectNoViolationsInBothThemes } from '../src/axe.ts'
import { createDevHome, type DevHome } from '../src/dev-app.ts'
import { Operator } from '../src/operator.ts'
import { expect, test } from '../src/test.ts'

let home: DevHome
test.beforeEach(async ({ login }) => {
  home = await createDevHome()
  await login({ tenant: 'demo', user: 'owner' })
})
test.afterEach(() => home.stop())

const panel = (page: Page) => page.getByRole('dialog', { name: 'Versions in this tab' })
const badge = (page: Page) => page.locator('.override-badge')
/** What is said of one app in the panel. */
const item = (page: Page, title: string) => panel(page).getByRole('listitem').filter({ hasText: title })
const app = (page: Page, name: string) => page.locator(`main .app-host[data-app="${name}"]`)
const reload = (page: Page) => panel(page).getByRole('button', { name: 'Reload now' }).click()

async function openItem(page: Page, title: string): Promise<void> {
  await badge(page).click()
  await item(page, title).getByText(title, { exact: true }).click()
}

test('a tab has a published version in place of an app, chosen or by a link for its user, and no other tab has', async ({
  page,
  context,
  product,
  complaints,
}) => {
  const operator = await Operator.logIn(product.url)
  const { items } = await operator.get<{ items: Artifact[] }>('/artifacts?name=sales')
  const version = items.find(artifact => artifact.version.startsWith('1.5.0-'))?.version ?? ''
  const instance = `sales@${version}#1`
  await page.goto('/sales/orders')
  await openItem(page, 'Sales')
  await expect(item(page, 'Sales')).toContainText('Default')
  await page.getByLabel('Published version of Sales').selectOption(version)
  await expect(item(page, 'Sales')).toContainText('Waiting for reload')
  await expectNoViolationsInBothThemes(page, 'the panel of versions', { exclude: '[data-app]' })
  await reload(page)
  await expect(badge(page)).toHaveText('Not as released: Sales')
  await expect(app(page, 'sales')).toHaveAttribute('data-instance', instance)
  await expect(app(page, 'sales').getByRole('table')).toBeVisible()
  await badge(page).click()
  await expect(item(page, 'Sales')).toContainText('Active')
  await expect(item(page, 'Sales')).toContainText(/Loaded: \d+ files, [\d,]+ kB, [\d,]+ ms/)
  const other = await context.newPage()
  await other.goto('/sales/orders')
  await expect(app(other, 'sales')).not.toHaveAttribute('data-instance', instance)
  await other.close()
  await page.getByRole('button', { name: 'Reset Sales' }).click()
  await expect(badge(page)).toHaveText('Versions in this tab')
  await expect(app(page, 'sales')).not.toHaveAttribute('data-instance', instance)

  const linkOf = async (user: string) => {
    const wanted = { apps: { sales: version }, tenant: 'demo', user, minutes: 5, reason: 'a look' }
    const { id, link } = await operator.post<{ id: string; link: string }>('/overrides/links', wanted)
    return { id, hash: new URL(link).hash }
  }
  await page.goto('about:blank')
  await page.goto(`/sales/orders${(await linkOf('clerk')).hash}`)
  await expect(page.getByRole('dialog')).toContainText('The link was made for another user.')
  await page.goto('about:blank')
  const { id, hash } = await linkOf('owner')
  await page.goto(`/sales/orders${hash}`)
  await expect(page).toHaveURL('/sales/orders')
  const offer = page.getByRole('dialog', { name: 'Use other versions in this tab?' })
  await expect(offer).toContainText(`Sales ${version}`)
  await expect(badge(page)).toHaveText('Versions in this tab')
  await offer.getByRole('button', { name: 'Use them' }).click()
  await expect(badge(page)).toHaveText('Not as released: Sales')
  await badge(page).click()
  await panel(page).getByRole('button', { name: 'Leave all' }).click()
  await expect(badge(page)).toHaveText('Versions in this tab')
  await operator.delete(`/override-links/${id}`)
  // The gateway gets it with its rules.
  await expect(async () => {
    await page.goto('about:blank')
    await page.goto(`/sales/orders${hash}`)
    await expect(page.getByRole('dialog')).toContainText('The link was revoked.', { timeout: 5_000 })
  }).toPass()
  expect(complaints.filter(text => !text.includes('403'))).toEqual([])
})

test('an app of this machine is in the real page, is reloaded hot, and is taken out when it fails', async ({
  page,
  product,
  complaints,
}) => {
  const dev = await home.start({ name: 'team', framework: 'vue', base: '/team' }, product.url)
  await page.goto('/team')
  await openItem(page, 'Team')
  await page.getByLabel('Local address of Team').fill('https://evil.example')
  await panel(page).getByRole('button', { name: 'Use address' }).click()
  await expect(item(page, 'Team').getByRole('alert')).toContainText('Give an address of this machine')
  await page.getByLabel('Local address of Team').fill(dev.origin)
  await panel(page).getByRole('button', { name: 'Use address' }).click()
  await reload(page)
  await expect(app(page, 'team').getByRole('heading')).toHaveText('First words')
  await app(page, 'team').getByLabel('Note').fill('half a sentence')
  await dev.edit('src/Words.vue', 'First words', 'Second words')
  await expect(app(page, 'team').getByRole('heading')).toHaveText('Second words')
  await expect(app(page, 'team').getByLabel('Note')).toHaveValue('half a sentence')
  expect(complaints).toEqual([])
  await dev.edit('src/Words.vue', 'Second words', '{{ missing.words }}')
  await expect(async () => {
    await dev.save('src/Words.vue')
    await expect(page.getByText(/is not as you chose it/)).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(app(page, 'team').getByRole('heading').first()).toBeVisible()
  await expect(badge(page)).toHaveText('Versions in this tab')
})
