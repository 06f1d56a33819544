import type { Page } from '@playwright/test'
import type { TabReport } from './site/release.ts'
import { app, expect, open, tab, test } from './test.ts'

/** Something goes wrong in the faulty app, whether it is seen or not. */
function cause(page: Page, fault: string): Promise<unknown> {
  return page.evaluate(`void window.dispatchEvent(new CustomEvent('faulty', { detail: '${fault}' }))`)
}

/** The faulty app is hidden, and somebody types in another. */
async function typeBesideFaulty(page: Page): Promise<void> {
  await page.goto('/faulty')
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
  await expect
    .poll(() => errorsOf(site.release.reports))
    .toMatchObject([{ app: 'shell', isUnattributed: true }])
  await expectUntouched(page)
  await expect(app(page, 'faulty')).toHaveAttribute('data-instance', 'faulty@1.0.0#1')
})

test('text typed in a hidden app outlives a file that it misses, and the page says whose part is missing', async ({
  page,
  site,
}) => {
  site.breakFile('faulty/late.js', { kind: 'status', status: 404 })
  await page.goto('/faulty')
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
  const expected = {
    error: of({ code: 'TypeError', message: 'thrown by faulty', origin: 'uncaught' }),
    text: of({ code: 'UNKNOWN', message: 'a text of faulty' }),
    null: of({ code: 'UNKNOWN', message: 'Uncaught null' }),
    object: of({ code: 'OF_FAULTY', message: 'an object' }),
    domException: of({ code: 'DataError', message: 'no data' }),
    rejection: of({ code: 'Error', message: 'after await', origin: 'unhandled-rejection' }),
    aggregate: of({ code: 'AggregateError', message: expect.stringContaining('after await') }),
    timer: of({ code: 'TypeError', message: 'thrown by faulty' }),
    rejectedText: { app: 'shell', message: 'a text that nothing threw', isUnattributed: true },
    private: of({ message: '<e-mail> has #' }),
  }
  for (const fault of Object.keys(expected)) await cause(page, fault)
  const all = Object.values(expected).map(report => expect.objectContaining(report))
  await expect.poll(() => errorsOf(site.release.reports)).toEqual(expect.arrayContaining(all))
  expect(errorsOf(site.release.reports)).toHaveLength(all.length)
  await expectUntouched(page)
})

function errorsOf(reports: readonly TabReport[]): TabReport[] {
  return reports.filter(({ kind }) => kind === 'error')
}
