import type { Fault } from './site/site.ts'
import { app, expect, open, tab, test } from './test.ts'

const THROW = "throw new Error('Thrown on purpose')"
const changed: Fault = { kind: 'content', change: text => `${text}\n// changed` }

const BROKEN: { name: string; file: string; fault: Fault; code: string }[] = [
  { name: 'answers 500', file: 'entry.js', fault: { kind: 'status', status: 500 }, code: 'ENTRY_HTTP' },
  { name: 'has another hash', file: 'entry.js', fault: changed, code: 'ENTRY_INTEGRITY' },
  { name: 'misses a chunk', file: 'text.js', fault: { kind: 'status', status: 404 }, code: 'ENTRY_HTTP' },
  {
    name: 'misses its styles',
    file: 'style.css',
    fault: { kind: 'status', status: 404 },
    code: 'STYLE_FAILED',
  },
]

for (const { name, file, fault, code } of BROKEN) {
  test(`a gray version that ${name} gives way to the stable one, in the same tab`, async ({ page, site }) => {
    site.release.present = 's_gray'
    site.breakFile(`notes@2.0.0/${file}`, fault)
    await page.goto('/rude')
    await page.evaluate('window.stillTheSamePage = true')
    await open(page, 'All notes')
    await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#2')
    await expect(page.getByText('Version 2.0.0 could not be opened; showing version 1.0.0.')).toBeVisible()
    await expect(page.getByRole('alert').getByRole('button', { name: 'Retry' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Load late' }).click()
    await expect(page.getByTestId('answer')).toHaveText('Late: Write something')
    expect(await page.evaluate('window.stillTheSamePage')).toBe(true)
    await expect
      .poll(() => site.release.reports.filter(({ app }) => app === 'notes'))
      .toMatchObject([
        { kind: 'load-failure', version: '2.0.0', code, fallback: '1.0.0' },
        { kind: 'load', version: '1.0.0' },
      ])
  })
}

test('a gray version that throws at mount gives way, and keeps address and services', async ({
  page,
  site,
}) => {
  site.release.present = 's_gray'
  site.answerGraph = () => ({ status: 200, body: { data: { ask: 42 } } })
  site.breakFile('notes@2.0.0/entry.js', {
    kind: 'content',
    change: text => text.replace(/export function mount[^{]*\{[^}]*\}\) \{/, found => `${found} ${THROW}\n`),
  })
  await page.route('/notes/all?status=open', async route => {
    const response = await route.fetch()
    const html = await response.text()
    await route.fulfill({ response, body: html.replaceAll(/"integrity":\{[^}]*\}/g, '"integrity":{}') })
  })
  const asked = page.waitForRequest('**/graphql')
  await page.goto('/notes/all?status=open')
  await expect(page.getByTestId('address')).toHaveText('/notes/all?status=open')
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByTestId('answer')).toHaveText('{"ask":42}')
  expect((await asked).headers()['x-portico-app']).toBe('notes@1.0.0')
  await expect
    .poll(() => site.release.reports)
    .toContainEqual(
      expect.objectContaining({ kind: 'load-failure', code: 'MOUNT_FAILED', fallback: '1.0.0' }),
    )
})

test('a lazy chunk that is missing soon after the first mount counts as a failure to open', async ({
  page,
  site,
}) => {
  site.release.present = 's_gray'
  site.breakFile('notes@2.0.0/late.js', { kind: 'status', status: 404 })
  await page.goto('/notes/all')
  await expect(page.getByTestId('instance')).toHaveText('notes@2.0.0#1')
  await page.getByRole('button', { name: 'Load late' }).click()
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#2')
  await page.getByRole('button', { name: 'Load late' }).click()
  await expect(page.getByTestId('answer')).toHaveText('Late: Write something')
})

test('a lazy chunk is tried again under a new address, then by one reload, never in a loop', async ({
  page,
  site,
}) => {
  site.breakFile('notes/late.js', { kind: 'status', status: 404 })
  await page.goto('/notes/all')
  const late = page.getByRole('button', { name: 'Load late' })
  await late.click()
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#2')
  await late.click()
  await expect.poll(() => site.release.pageLoads).toBe(2)
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#1')
  await late.click()
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#2')
  await late.click()
  const panel = page.getByRole('alert').filter({ hasText: 'CHUNK_FAILED' })
  await expect(panel).toBeVisible()
  expect(site.release.pageLoads).toBe(2)
  site.mend()
  await panel.getByRole('button', { name: 'Retry' }).click()
  await late.click()
  await expect(page.getByTestId('answer')).toHaveText('Late: Write something')
})

test('a lazy chunk that fails leaves unsaved work alone', async ({ page, site }) => {
  site.breakFile('notes/late.js', { kind: 'status', status: 404 })
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('half a sentence')
  await page.getByRole('button', { name: 'Load late' }).click()
  await expect.poll(() => site.release.reports.filter(({ kind }) => kind === 'error')).not.toEqual([])
  await expect(page.getByTestId('text')).toHaveValue('half a sentence')
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#1')
})

test('the error panel shows when the fallback fails too, and the others go on', async ({ page, site }) => {
  site.release.present = 's_gray'
  site.breakFile('notes@2.0.0/entry.js', { kind: 'status', status: 500 })
  site.breakFile('notes/entry.js', { kind: 'status', status: 500 })
  await page.goto('/rude')
  await open(page, 'All notes')
  const panel = page.getByRole('alert').filter({ hasText: 'ENTRY_HTTP' })
  await expect(panel).toContainText('notes@1.0.0')
  await tab(page, 'Rude').click()
  await expect(app(page, 'rude').getByRole('heading', { name: 'Rude' })).toBeVisible()
  site.mend()
  await tab(page, 'Notes').click()
  await panel.getByRole('button', { name: 'Retry' }).click()
  await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
})
