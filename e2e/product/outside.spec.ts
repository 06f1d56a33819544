import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { CreatedToken, Release } from '@portico/release'
import { type OutsideApp, outsideApps } from '../src/outside/make-apps.ts'
import { recipeOf } from '../src/outside/recipe.ts'
import { runTool } from '../src/outside/tools.ts'
import { Portico } from '../src/release.ts'
import { createTenant } from '../src/tenants.ts'
import { expect, logIn, test } from '../src/test.ts'

const SHOP = 'outside-shop'
/** Where nothing was made ahead: installing four apps. */
const PATIENCE_MS = 5 * 60_000

/** Where the suite had them made beside its checks. */
const AHEAD = process.env.PORTICO_OUTSIDE

const app = (page: Page, name: string) => page.locator(`[data-app=${name}]:not([hidden])`)

test('apps that teams made outside, with npm and with pnpm, run in the shell of one tenant, and go', async ({
  page,
  product,
  complaints,
}) => {
  test.setTimeout(PATIENCE_MS)
  const place = AHEAD ?? (await mkdtemp(join(tmpdir(), 'portico-outside-')))
  const apps = await outsideApps(place, line => console.log(line))
  const portico = await Portico.open(product)
  const names = apps.map(({ name }) => name).join()
  const { secret } = await portico.run<CreatedToken>('token', 'create', 'outside-ci', '--apps', names)
  const access = { PORTICO_URL: product.url, PORTICO_TOKEN: secret }
  const team = (folder: string, ...args: string[]) =>
    runTool(folder, ['node_modules/.bin/portico', ...args], access)
  await createTenant(product, SHOP)

  for (const { name, folder } of apps) {
    for (const command of await recipeOf(folder, 'publish'))
      await runTool(folder, ['sh', '-c', command], { ...access, CI_COMMIT_TAG: 'v1.0.0' })
    await team(folder, 'release', 'start', `${name}@1.0.0`, '--tenants', `t_${SHOP}`)
  }
  await logIn(page, { tenant: SHOP, user: 'owner' })
  for (const each of apps) await useApp(page, each)
  await expectCards(page, apps.length)

  const [first] = apps
  if (first === undefined) throw new Error('No app was made')
  const { name, folder } = first
  const why = ['--reason', 'as its guide says', '--json']
  // Too few people have used it for guardrails to say yes.
  expect(stateOf(await team(folder, 'release', 'promote', name, '--force', ...why))).toBe('full')
  expect(stateOf(await team(folder, 'release', 'rollback', name, ...why))).toBe('aborted')
  for (const other of apps.slice(1)) await team(other.folder, 'release', 'abort', other.name)
  await page.goto('/')
  await expect(page.getByRole('link', { name: `Outside ${first.template}` })).toHaveCount(0)
  expect(complaints).toEqual([])
  if (AHEAD === undefined) await rm(place, { recursive: true, force: true })
})

function stateOf(json: string): string {
  return (JSON.parse(json) as Release).state
}

/** Menu, list, form, and back to the list, on the shop's real customers. */
async function useApp(page: Page, { name, template }: OutsideApp): Promise<void> {
  const customer = `Customer of ${template}`
  await page.getByRole('link', { name: `Outside ${template}` }).click()
  await expect(app(page, name).getByRole('heading', { level: 1 })).toHaveText('Customers')
  await app(page, name).getByRole('link', { name: 'New customer' }).click()
  await app(page, name).getByLabel('Name').fill(customer)
  await app(page, name).getByRole('button', { name: 'Save' }).click()
  await expect(app(page, name).getByRole('cell', { name: customer })).toBeVisible()
}

/** Each counts what all of them made. */
async function expectCards(page: Page, count: number): Promise<void> {
  await page.goto('/workbench')
  const cards = page.locator('.slot-box .customer-count')
  await expect(cards).toHaveCount(count)
  for (const card of await cards.all()) await expect(card).toHaveText(`${count} customers in all`)
}
