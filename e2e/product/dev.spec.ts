import { createDevHome, type DevHome } from '../src/dev-app.ts'
import { expect, openSession, test } from '../src/test.ts'

let home: DevHome
test.beforeEach(async () => {
  home = await createDevHome()
})
test.afterEach(() => home.stop())

test('a developer logs in at the address of the development server, and edits an app in the real product', async ({
  page,
  product,
  complaints,
}) => {
  const dev = await home.start({ name: 'spike', framework: 'react' }, product.url)
  await page.goto(dev.link)
  await expect(page.getByRole('heading', { name: /Log in/ })).toBeVisible()
  await openSession(page, { tenant: 'demo', user: 'owner' }, dev.origin)
  await page.goto(dev.link)
  const spike = page.locator('.app-host[data-app="spike"]')
  await expect(spike.getByRole('heading')).toHaveText('First words')
  await spike.getByLabel('Note').fill('half a sentence')
  await dev.edit('src/Words.tsx', 'First words', 'Second words')
  await expect(spike.getByRole('heading')).toHaveText('Second words')
  await expect(spike.getByLabel('Note')).toHaveValue('half a sentence')
  // The baseline's own apps, with its data, its live stream and its writes, through the same address.
  await page.getByRole('link', { name: 'Stock', exact: true }).click()
  await expect(page.locator('.app-host[data-app="inventory"]').getByRole('table')).toBeVisible()
  expect(complaints).toEqual([])
  // The session is of this address, and of no other server on this machine.
  expect((await page.request.get(`${product.url}/api/session`)).status()).toBe(401)
})
