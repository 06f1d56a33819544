import type { Page } from '@playwright/test'
import { createDevHome, type DevApp, type DevHome } from '../src/dev-app.ts'
import { app, expect, open, test } from './test.ts'

let home: DevHome
test.beforeEach(async () => {
  home = await createDevHome()
})
test.afterEach(() => home.stop())

const WORDS = {
  react: 'src/Words.tsx',
  vue: 'src/Words.vue',
  svelte: 'src/Words.svelte',
  none: 'page.js',
} as const
/** The component that holds what is typed. */
const PAGES = { react: 'src/Page.tsx', vue: 'src/Page.vue', svelte: 'src/Page.svelte' } as const
/** What is typed into an app itself would hold back a page that has to be loaded anew. */
const noteOf = (page: Page, name: string) => app(page, name).getByLabel('Note')
const headingOf = (page: Page, name: string) => app(page, name).getByRole('heading')

/** So that a page that was loaded anew is known. */
const markPage = (page: Page) =>
  page.evaluate(() => document.documentElement.setAttribute('data-mark', 'first'))
const mark = (page: Page) => page.locator('html[data-mark="first"]')

for (const framework of ['react', 'vue', 'svelte'] as const) {
  test(`${framework}: an edit is seen in the real shell, and what was typed stays`, async ({
    page,
    site,
    complaints,
  }) => {
    const dev = await home.start({ name: framework, framework }, site.origin)
    await page.goto(dev.link)
    await expect(headingOf(page, framework)).toHaveText('First words')
    await markPage(page)
    await noteOf(page, framework).fill('half a sentence')
    await dev.edit(WORDS[framework], 'First words', 'Second words')
    await expect(headingOf(page, framework)).toHaveText('Second words')
    await expect(noteOf(page, framework)).toHaveValue('half a sentence')
    await expect(mark(page)).toBeVisible()
    // The baseline's apps are beside it, as they are.
    await open(page, 'Plain')
    await expect(app(page, 'plain').getByRole('heading', { name: 'Plain' })).toBeVisible()
    // An app that was closed and is opened again is edited as before.
    await page.getByRole('tab', { name: framework }).press('Delete')
    await expect(headingOf(page, framework)).toHaveCount(0)
    await open(page, framework)
    await expect(headingOf(page, framework)).toHaveText('Second words')
    await dev.edit(WORDS[framework], 'Second words', 'Third words')
    await expect(headingOf(page, framework)).toHaveText('Third words')
    await noteOf(page, framework).fill('another')
    await dev.edit(PAGES[framework], '<Words />', '<Words /><p>More</p>')
    await expect(app(page, framework).getByText('More')).toBeVisible()
    await expect(noteOf(page, framework)).toHaveValue('another')
    await expect(mark(page)).toBeVisible()
    expect(complaints).toEqual([])
  })
}

test('a plain page is opened anew, alone: what was typed in it and elsewhere stays', async ({
  page,
  site,
  complaints,
}) => {
  const dev = await home.start({ name: 'page', framework: 'none' }, site.origin)
  await page.goto(`${dev.origin}/notes/all`)
  await page.getByTestId('text').fill('half a sentence')
  await markPage(page)
  await open(page, 'page')
  await expect(headingOf(page, 'page')).toHaveText('First words')
  await noteOf(page, 'page').fill('half a note')
  await dev.edit(WORDS.none, 'First words', 'Second words')
  await expect(headingOf(page, 'page')).toHaveText('Second words')
  await expect(noteOf(page, 'page')).toHaveValue('half a note')
  await expect(mark(page)).toBeVisible()
  await page.getByRole('tab', { name: 'Notes' }).click()
  await expect(page.getByTestId('text')).toHaveValue('half a sentence')
  expect(complaints).toEqual([])
})

test('two servers, one page; what is killed is said in its tab alone, and its app may be left', async ({
  page,
  site,
}) => {
  const one = await home.start({ name: 'notes', framework: 'vue', base: '/notes' }, site.origin)
  const two = await home.start({ name: 'page', framework: 'none' }, site.origin)
  await page.goto(`${two.origin}/notes`)
  await expect(headingOf(page, 'notes')).toHaveText('First words')
  await expect(page.locator('.override-badge')).toHaveText('Not as released: notes and page')
  await one.close()
  await expect(page.getByText('The development server of notes has ended.')).toBeVisible()
  await expect(headingOf(page, 'notes')).toHaveText('First words')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('It still does not answer.')).toBeVisible()
  await page.getByRole('button', { name: 'Show the version of the baseline' }).click()
  await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
  await expect(page.getByText('has ended')).toBeHidden()
  await open(page, 'page')
  await expect(headingOf(page, 'page')).toHaveText('First words')
  await two.close()
  await expect(page.getByText('The development server of page has ended.')).toBeVisible()
  await expect(headingOf(page, 'page')).toHaveText('First words')
})

test('a changed definition is in the menu by itself, or when the user wants it', async ({ page, site }) => {
  const dev = await home.start({ name: 'one', framework: 'react' }, site.origin)
  await page.goto(dev.link)
  const rename = (from: string, to: string) => dev.edit('portico.app.ts', `"en": "${from}"`, `"en": "${to}"`)
  await expect(headingOf(page, 'one')).toHaveText('First words')
  await rename('one', 'Renamed')
  await expect(page.getByRole('tab', { name: 'Renamed' })).toBeVisible()
  await noteOf(page, 'one').fill('half a sentence')
  await rename('Renamed', 'Again')
  await page.getByRole('button', { name: 'Reload now' }).click()
  await expect(page.getByRole('tab', { name: 'Again' })).toBeVisible()
})

test('what a local app throws is shown, and mended by an edit', async ({ page, site }) => {
  const dev: DevApp = await home.start({ name: 'one', framework: 'react' }, site.origin)
  await dev.edit(
    'src/Words.tsx',
    'return <h1>',
    "if (Date.now() > 0) throw new Error('broken')\n  return <h1>",
  )
  await page.goto(dev.link)
  await expect(page.getByText('0.0.0-dev')).toBeVisible()
  await dev.edit('src/Words.tsx', "if (Date.now() > 0) throw new Error('broken')", '')
  await expect(headingOf(page, 'one')).toHaveText('First words')
})
