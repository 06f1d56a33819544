import type { Page } from '@playwright/test'
import { wrapClassic } from './site/artifacts.ts'
import type { TabReport } from './site/release.ts'
import type { Site } from './site/site.ts'
import { app, expect, open, tab, test, withoutIntegrity } from './test.ts'

/** Something goes wrong in the faulty app, whether it is seen or not. */
function cause(page: Page, fault: string): Promise<unknown> {
  return page.evaluate(`void window.dispatchEvent(new CustomEvent('faulty', { detail: '${fault}' }))`)
}

async function openFaulty(page: Page): Promise<void> {
  await page.goto('/faulty')
  await expect(page.getByRole('heading', { name: 'Faulty' })).toBeVisible()
}

/** The faulty app is hidden, and somebody types in another. */
async function typeBesideFaulty(page: Page): Promise<void> {
  await openFaulty(page)
  await open(page, 'All notes')
  await page.getByTestId('text').fill('half a sentence')
}

async function expectUntouched(page: Page): Promise<void> {
  await expect(page.getByTestId('text')).toHaveValue('half a sentence')
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#1')
}

for (const { fault, file } of [
  { fault: 'chunk', file: 'faulty/late.js' },
  { fault: 'sharedChunk', file: 'shared-late/late.js' },
]) {
  test(`a file that a hidden app misses (${fault}) opens that app anew, and the one that is seen is left alone`, async ({
    page,
    site,
  }) => {
    site.breakFile(file, { kind: 'status', status: 404 })
    await typeBesideFaulty(page)
    await cause(page, fault)
    await expect(app(page, 'faulty')).toHaveAttribute('data-instance', 'faulty@1.0.0#2')
    await expect(page.getByText('so Faulty was opened anew')).toBeVisible()
    await expect(app(page, 'faulty').locator('h1')).toBeAttached()
    await cause(page, fault)
    await tab(page, 'Faulty').click()
    const panel = page.getByRole('alert').filter({ hasText: 'CHUNK_FAILED' })
    await expect(panel).toContainText('faulty@1.0.0')
    await tab(page, 'Notes').click()
    await expectUntouched(page)
    expect(site.release.pageLoads).toBe(1)
  })
}

test('a file that no app is known to miss touches none, and is reported of the shell, marked', async ({
  page,
  site,
}) => {
  site.breakFile('shared-late/late.js', { kind: 'status', status: 404 })
  await typeBesideFaulty(page)
  await cause(page, 'sharedChunkUnseen')
  await expect.poll(() => errorsOf(page, site)).toMatchObject([{ app: 'shell', isUnattributed: true }])
  await expectUntouched(page)
  await expect(app(page, 'faulty')).toHaveAttribute('data-instance', 'faulty@1.0.0#1')
})

test('text typed in a hidden app outlives a file that it misses, and the page says whose part is missing', async ({
  page,
  site,
}) => {
  site.breakFile('faulty/late.js', { kind: 'status', status: 404 })
  await openFaulty(page)
  await page.getByLabel('Free text').fill('not called unsaved')
  await open(page, 'All notes')
  await cause(page, 'chunk')
  await expect(page.getByText('A part of Faulty could not be loaded.')).toBeVisible()
  await tab(page, 'Faulty').click()
  await expect(page.getByLabel('Free text')).toHaveValue('not called unsaved')
})

test('whatever an app throws and does not catch is reported of it, with where it was thrown', async ({
  page,
  site,
}) => {
  await typeBesideFaulty(page)
  const frame = expect.objectContaining({ artifact: 'faulty', version: '1.0.0', file: 'entry.js' })
  const of = (over: object) => ({
    ...{ app: 'faulty', version: '1.0.0', isUnattributed: false },
    ...{ stack: expect.objectContaining({ frames: expect.arrayContaining([frame]) }) },
    ...over,
  })
  const inLaterFile = {
    stack: expect.objectContaining({ frames: [expect.objectContaining({ file: 'raise.js' })] }),
  }
  const expected = {
    error: of({ code: 'TypeError', message: 'thrown by faulty', origin: 'uncaught' }),
    text: of({ code: 'UNKNOWN', message: 'a text of faulty' }),
    null: of({ code: 'UNKNOWN', message: 'Uncaught null' }),
    object: of({ code: 'OF_FAULTY', message: 'an object' }),
    domException: of({ code: 'DataError', message: 'no data' }),
    rejection: of({ code: 'Error', message: 'after await', origin: 'unhandled-rejection' }),
    aggregate: of({ code: 'AggregateError', message: expect.stringContaining('after await') }),
    timer: of({ code: 'TypeError', message: 'thrown by faulty' }),
    microtask: of({ message: 'of a microtask' }),
    frame: of({ message: 'of a frame' }),
    element: of({ message: 'of a click' }),
    observer: of({ message: 'of an observer' }),
    channel: of({ message: 'of a channel' }),
    json: of({ code: 'SyntaxError' }),
    fetched: of({ message: 'Failed to fetch' }),
    laterChunk: of({ ...inLaterFile, message: 'of a later chunk' }),
    worker: of({ ...inLaterFile, message: 'Uncaught Error: of a worker' }),
    thrownByLibrary: of({ code: 'DataCloneError' }),
    rejectedText: { app: 'shell', message: 'a text that nothing threw', isUnattributed: true },
    private: of({ message: '<e-mail> has #' }),
  }
  for (const fault of Object.keys(expected)) await cause(page, fault)
  const all = Object.values(expected).map(report => expect.objectContaining(report))
  await expect.poll(async () => (await errorsOf(page, site)).length).toBe(all.length)
  expect(await errorsOf(page, site)).toEqual(expect.arrayContaining(all))
  await expectUntouched(page)
})

test('listeners that throw keep neither the page nor another app from what they wait for', async ({
  page,
  site,
}) => {
  await openFaulty(page)
  await cause(page, 'listeners')
  await page.evaluate(
    "history.pushState(null, '', '/faulty/elsewhere'), dispatchEvent(new PopStateEvent('popstate'))",
  )
  await open(page, 'All notes')
  await expect(page.getByTestId('address')).toHaveText('/notes/all')
  await page.getByRole('button', { name: 'Account: Olivia Owner' }).click()
  await page.getByRole('button', { name: '中文' }).click()
  await expect(tab(page, '笔记')).toBeVisible()
  await expect
    .poll(() => errorsOf(page, site))
    .toContainEqual(expect.objectContaining({ app: 'faulty', message: 'thrown by a listener of faulty' }))
})

test('a notice of a hidden app says whose it is', async ({ page }) => {
  await openFaulty(page)
  await cause(page, 'toast')
  const toast = page.locator('.toast').filter({ hasText: 'Faulty has an update' })
  await expect(toast).toHaveText('Faulty has an update')
  await open(page, 'All notes')
  await expect(toast).toHaveText('Faulty: Faulty has an update')
})

const BLANK = [
  '',
  '  <!-- nothing --> ',
  '<div></div>',
  '<div style="height: 300px"></div>',
  '<div style="height: 90vh; background: #eee"></div>',
  '<p style="display: none">Hidden</p>',
  '<p style="visibility: hidden">Hidden</p>',
  '<div style="opacity: 0"><p>Hidden</p></div>',
  '<style>p { color: red }</style><template><p>Kept</p></template>',
  '<canvas width="0" height="0"></canvas>',
]
const SEEN = [
  { html: 'A text' },
  { html: '<canvas></canvas>' },
  { html: '<svg width="20" height="20"></svg>' },
  { html: '<input>' },
  { html: '<div style="width: 20px; height: 20px; border: 2px solid"></div>' },
  { html: '<div style="width: 200px; height: 20px; background: #ccc"></div>' },
  { html: '<div style="visibility: hidden"><p style="visibility: visible">Seen</p></div>' },
  { html: '<img width="20" height="20" alt="" src="data:,">' },
  { html: '<p>In a shadow</p>', isShadow: true },
  { html: '<p>In the portal</p>', isPopup: true },
]

test('a tab in which nothing is seen shows NOTHING_RENDERED until something is', async ({ page, site }) => {
  const show = (detail: object) =>
    page.evaluate(
      `void window.dispatchEvent(new CustomEvent('faulty-html', { detail: ${JSON.stringify(detail)} }))`,
    )
  await page.clock.install()
  await openFaulty(page)
  const panel = page.getByRole('alert').filter({ hasText: 'NOTHING_RENDERED' })
  for (const [index, html] of BLANK.entries()) {
    await show({ html })
    await page.clock.runFor(5_000)
    await expect(panel, 'before its time').toHaveCount(0)
    await page.clock.runFor(5_000)
    await expect(panel, html).toContainText('faulty@1.0.0')
    const seen = SEEN[index] ?? { html: 'A text' }
    await show(seen)
    await page.clock.runFor(1_000)
    await expect(panel, JSON.stringify(seen)).toHaveCount(0)
  }
  await show({ html: '' })
  await page.clock.runFor(10_000)
  await open(page, 'All notes')
  await expect(panel).toHaveCount(0)
  await tab(page, 'Faulty').click()
  await panel.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('heading', { name: 'Faulty' })).toBeVisible()
  await expect(app(page, 'faulty')).toHaveAttribute('data-instance', 'faulty@1.0.0#2')
  await page.clock.runFor(10_000)
  await expect(panel).toHaveCount(0)
  expect((await errorsOf(page, site))[0]).toMatchObject({ app: 'faulty', code: 'NOTHING_RENDERED' })
})

test('a gray version that never shows anything gives way to the stable one', async ({ page, site }) => {
  site.release.present = 's_gray'
  site.breakFile('notes@2.0.0/entry.js', {
    kind: 'content',
    change: () => 'export function mount() {}\nexport function unmount() {}',
  })
  await page.route('/notes/all', route => withoutIntegrity(route))
  await page.clock.install()
  await page.goto('/notes/all')
  await expect(app(page, 'notes')).toHaveAttribute('data-instance', 'notes@2.0.0#1')
  await page.clock.runFor(10_000)
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#2')
  await page.clock.runFor(2_000)
  await expect
    .poll(() => site.release.reports)
    .toContainEqual(
      expect.objectContaining({ kind: 'load-failure', code: 'NOTHING_RENDERED', fallback: '1.0.0' }),
    )
})

test('a plain page with several libraries, none by its name, is refused, with the names that were seen', async ({
  page,
  site,
}) => {
  const script =
    'window.other = { mount() {}, unmount() {} }; window.another = { mount() {}, unmount() {} }; window.helper = 1'
  site.breakFile('plain/entry.js', { kind: 'content', change: () => wrapClassic('plain', script) })
  const empty = (html: string) => html.replace(/"classic":\{"html":"[^}]*"\}/, '"classic":{"html":""}')
  await page.route('/plain', route => withoutIntegrity(route, empty))
  await page.goto('/plain')
  const panel = page.getByRole('alert').filter({ hasText: 'ENTRY_INVALID' })
  await panel.getByText('Technical details').click()
  await expect(panel).toContainText('sets no library window.plain')
  await expect(panel).toContainText(
    'window.other (with mount and unmount), window.another (with mount and unmount), window.helper',
  )
})

/** Errors that the page has reported; what waits is sent at once, as when the page goes. */
async function errorsOf(page: Page, site: Site): Promise<TabReport[]> {
  await page.evaluate("void dispatchEvent(new Event('pagehide'))")
  return site.release.reports.filter(({ kind }) => kind === 'error')
}
