import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { CreatedToken } from '@portico/release'
import { addEvent, expectRemovalRefused, expectTypesHold } from '../src/outside/consumer.ts'
import { type OutsideApp, outsideApps } from '../src/outside/make-apps.ts'
import { Team } from '../src/outside/team.ts'
import { Portico } from '../src/release.ts'
import { createTenant } from '../src/tenants.ts'
import { expect, logIn, test } from '../src/test.ts'

const SHOP = 'outside-shop'
/** Where nothing was made ahead: installing four apps. */
const PATIENCE_MS = 5 * 60_000
/** A page says for a second that its release was revoked, and loads anew; two releases end here. */
const MOVED_MS = 20_000

/** Where the suite had them made beside its checks. */
const AHEAD = process.env.PORTICO_OUTSIDE

const app = (page: Page, name: string) => page.locator(`[data-app=${name}]:not([hidden])`)

test('apps that teams made outside run in the shell and go; what their consumers use stays', async ({
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
  const teams = await Promise.all(apps.map(each => Team.of(each, access)))
  const [owner, ...others] = teams
  const consumer = teams.find(({ app }) => app.template === 'html')
  if (owner === undefined || consumer === undefined) throw new Error('No app was made')
  await createTenant(product, SHOP)

  await addEvent(owner)
  const { watching } = await shipByRecipe(owner)
  await expectTypesHold(consumer, owner.app.name, product.url)
  for (const team of others) await team.portico(['publish', '--build'])
  const versions = others.map(({ app }) => `${app.name}@1.0.0`)
  await consumer.portico(['release', 'start', ...versions, '--tenants', `t_${SHOP}`])
  await expectRemovalRefused(owner, consumer)

  await logIn(page, { tenant: SHOP, user: 'owner' })
  for (const each of apps) await useApp(page, each)
  await expectCards(page, apps.length)

  expect(await watching).toContain('Promoted')
  await owner.job('rollback')
  await consumer.portico(['release', 'abort', consumer.app.name])
  // Both ends are sent to the page, which moves by itself: a navigation of the test's own that crossed it would hang.
  await expect(async () => {
    await expect(page.getByRole('link', { name: 'Workbench' })).toBeVisible()
    expect(await page.getByRole('link', { name: 'Outside ' }).count()).toBe(0)
  }).toPass({ timeout: MOVED_MS })
  expect(complaints).toEqual([])
  if (AHEAD === undefined) await rm(place, { recursive: true, force: true })
})

/**
 * Line by line what the pipeline of a tag runs until the app is in the baseline; `test` ran when the app was made. Too few people
 * have used it for its guardrails to say yes, which the line that promotes says; forced, it does it. `watching` is what the line
 * that watches the release says meanwhile.
 */
async function shipByRecipe(team: Team): Promise<{ watching: Promise<string> }> {
  const { jobs } = team.recipe
  expect([...jobs.keys()]).toEqual(['test', 'publish', 'start', 'promote', 'rollback'])
  await team.job('publish')
  const [start = '', watch = '', ...more] = jobs.get('start') ?? []
  await team.line(start)
  const watching = team.line(watch)
  // Its failure is that of the test which awaits it.
  watching.catch(() => {})
  const [promote = ''] = jobs.get('promote') ?? []
  await expect(team.line(promote)).rejects.toThrow(/GUARDRAIL_HELD/)
  await team.line(`${promote} --force`)
  expect([more, jobs.get('promote')]).toEqual([[], [promote]])
  return { watching }
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
