import { exercise } from '../src/exercise.ts'
import { SUBJECTS } from './foreign-subjects.ts'
import { openByRetry } from './open-by-retry.ts'
import { readApps } from './site/artifacts.ts'
import { addForeignApps, wrapRefused } from './site/foreign-apps.ts'
import { startSite } from './site/site.ts'
import { app, test as base, expect, open, tab } from './test.ts'

/** The shell with apps that know nothing of it: built by their own tools, taken in by `portico wrap`. */
const test = base.extend({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern
    async ({}, use) => {
      const site = await startSite(0, readApps().then(addForeignApps))
      await use(site)
      await site.close()
    },
    // The first run installs and builds them; the runner has done so before.
    { scope: 'worker', timeout: 240_000 },
  ],
})

for (const subject of SUBJECTS) {
  const { name, title, global } = subject
  test(`${name}: works after a Retry, 30 switches and 30 openings, and leaves nothing`, async ({
    page,
    site,
    complaints,
  }) => {
    await openByRetry({ page, site, subject, complaints })
    expect(await page.evaluate(`typeof window.${global}`)).toBe('undefined')
    await tab(page, title).press('Delete')
    await expect(app(page, name)).toHaveCount(0)

    await exercise(page, subject, 'All notes')
    expect(complaints).toEqual([])
  })
}

test('all of them work side by side, and come back after eviction', async ({ page, complaints }) => {
  await page.goto('/notes/all')
  for (const { name, title, works } of SUBJECTS) {
    await open(page, title)
    await works(app(page, name))
  }
  await open(page, 'Plain')
  await expect(app(page, 'plain').getByRole('heading')).toBeVisible()
  // Eight and the notes were opened, and eight stay.
  await expect(page.locator('.app-host[data-app="notes"], .app-host[data-app="webpack-react"]')).toHaveCount(
    0,
  )
  for (const { name, title, works } of SUBJECTS.slice(0, 3)) {
    await open(page, title)
    await works(app(page, name))
  }
  expect(complaints).toEqual([])
})

test('a build of Vue 2 that compiles templates in the browser is refused, with the place and the mend', async () => {
  expect(await wrapRefused('vue-full')).toMatch(
    /WRAP_EVAL vue\.min\.js:\d+:\d+: Function\(\) evaluates a string\..*of Vue 2 the runtime build/,
  )
})
