import type { Locator } from '@playwright/test'
import { exercise, type Subject } from '../src/exercise.ts'
import { openByRetry } from './open-by-retry.ts'
import { readApps } from './site/artifacts.ts'
import { buildApps } from './site/built-apps.ts'
import { startSite } from './site/site.ts'
import { app, test as base, expect, open, tab } from './test.ts'

/** The shell with an app of each framework the preset knows, and of two versions of two of them. */
const test = base.extend({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs off this pattern
    async ({}, use) => {
      const site = await startSite(
        0,
        readApps().then(set => buildApps('frameworks', set)),
      )
      await use(site)
      await site.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const AWAY = 'All notes'
const GREEN = 'rgb(0, 128, 0)'

/** Each says what it is, what it got from the shell, and counts presses. */
async function works(seen: Locator, heading: string): Promise<void> {
  await expect(seen.getByRole('heading', { level: 1 })).toContainText(heading)
  await expect(seen.getByRole('heading', { level: 1 })).toHaveCSS('color', GREEN)
  await expect(seen.getByTestId('shell')).toHaveText('en owner')
  const count = seen.getByRole('button', { name: /^count/ })
  const before = Number((await count.textContent())?.replace(/\D+/g, ''))
  await count.click()
  await expect(count).toHaveText(`count ${before + 1}`)
}

const SUBJECTS: Subject[] = [
  { name: 'svelte', title: 'Svelte', works: seen => works(seen, 'Svelte') },
  { name: 'solid', title: 'Solid', works: seen => works(seen, 'Solid') },
  { name: 'lit', title: 'Lit', works: seen => works(seen, 'Lit') },
  { name: 'module', title: 'Module', works: seen => works(seen, 'Module') },
]

const VERSIONS: Subject[] = [
  { name: 'react-18', title: 'React 18', works: seen => works(seen, 'React 18.3.1') },
  { name: 'react-19', title: 'React 19', works: seen => works(seen, 'React 19.') },
  { name: 'vue-3-4', title: 'Vue 3.4', works: seen => works(seen, 'Vue 3.4.38') },
  { name: 'vue-3-5', title: 'Vue 3.5', works: seen => works(seen, 'Vue 3.5.') },
]

for (const subject of SUBJECTS) {
  const { name, title } = subject
  test(`${title}: works after a Retry, 30 switches and 30 openings, follows its address, and leaves nothing`, async ({
    page,
    site,
  }) => {
    await openByRetry({ page, site, subject })
    await tab(page, title).press('Delete')
    await expect(app(page, name)).toHaveCount(0)

    await exercise(page, subject, AWAY)

    const seen = app(page, name)
    await seen.getByRole('link', { name: 'other' }).click()
    await expect(page).toHaveURL(new RegExp(`/${name}/other$`))
    await expect(seen.getByTestId('path')).toHaveText('/other')
    await page.goBack()
    await expect(seen.getByTestId('path')).toHaveText('/')
  })
}

test('two versions of React and of Vue run in one page, and come back after eviction', async ({
  page,
  complaints,
}) => {
  await page.goto('/notes/all')
  const all = [...VERSIONS, ...SUBJECTS]
  for (const { name, title, works } of all) {
    await open(page, title)
    await works(app(page, name))
  }
  await open(page, 'Plain')
  await expect(app(page, 'plain').getByRole('heading')).toBeVisible()
  // Nine and the notes were opened, and eight stay.
  await expect(page.locator('.app-host[data-app="notes"], .app-host[data-app="react-18"]')).toHaveCount(0)
  for (const { name, title, works } of all) {
    await open(page, title)
    await works(app(page, name))
  }
  expect(complaints).toEqual([])
})

for (const { name, title } of [...VERSIONS, ...SUBJECTS.slice(0, 2)]) {
  test(`${title}: what a later render throws shows the panel, and Retry brings the app back`, async ({
    page,
  }) => {
    await page.goto(`/${name}`)
    await app(page, name).getByRole('button', { name: 'break' }).click()
    const panel = page.getByRole('alert').filter({ hasText: 'RENDER_FAILED' })
    await expect(panel).toContainText(`${name}@1.0.0`)
    await panel.getByRole('button', { name: 'Retry' }).click()
    await expect(app(page, name).getByRole('heading')).toBeVisible()
  })
}
