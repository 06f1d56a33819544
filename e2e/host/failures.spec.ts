import type { Fault } from './site/site.ts'
import { app, expect, open, tab, test, withoutIntegrity } from './test.ts'

const THROWS = "throw new Error('Thrown on purpose')"

const BROKEN: { name: string; file: string; fault: Fault; code: string }[] = [
  { name: 'answers 500', file: 'notes/entry.js', fault: { kind: 'status', status: 500 }, code: 'ENTRY_HTTP' },
  { name: 'is HTML', file: 'notes/entry.js', fault: { kind: 'html' }, code: 'ENTRY_TYPE' },
  {
    name: 'has another hash',
    file: 'notes/entry.js',
    fault: { kind: 'content', change: text => `${text}\n// changed` },
    code: 'ENTRY_INTEGRITY',
  },
  {
    name: 'imports a module with another hash',
    file: 'notes/text.js',
    fault: { kind: 'content', change: text => `${text}\n// changed` },
    code: 'ENTRY_INTEGRITY',
  },
  {
    name: 'imports a module that does not exist',
    file: 'notes/text.js',
    fault: { kind: 'status', status: 404 },
    code: 'ENTRY_HTTP',
  },
  {
    name: 'has a style sheet that does not exist',
    file: 'notes/style.css',
    fault: { kind: 'status', status: 404 },
    code: 'STYLE_FAILED',
  },
]

for (const { name, file, fault, code } of BROKEN) {
  test(`an app whose entry ${name} shows ${code}, and Retry recovers it without a reload`, async ({
    page,
    site,
  }) => {
    site.breakFile(file, fault)
    await page.goto('/rude')
    await page.evaluate('window.stillTheSamePage = true')
    await open(page, 'All notes')
    const panel = page.getByRole('alert').filter({ hasText: code })
    await expect(panel).toContainText('notes@1.0.0')
    await tab(page, 'Rude').click()
    await expect(app(page, 'rude').getByRole('heading', { name: 'Rude' })).toBeVisible()
    await tab(page, 'Notes').click()

    await panel.getByRole('button', { name: 'Retry' }).click()
    await expect(panel.getByRole('button', { name: 'Retry' })).toBeVisible()
    site.mend()
    await panel.getByRole('button', { name: 'Retry' }).click()
    await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
    await page.getByRole('button', { name: 'Load late' }).click()
    await expect(page.getByTestId('answer')).toHaveText('Late: Write something')
    expect(await page.evaluate('window.stillTheSamePage')).toBe(true)
  })
}

// These files are wrong from the beginning, so the hash is: the manifest and the page's import map know no other.
for (const { name, change, code } of [
  { name: 'throws while it is evaluated', change: () => THROWS, code: 'ENTRY_THREW' },
  { name: 'exports no lifecycles', change: () => 'export const other = 1', code: 'ENTRY_INVALID' },
  {
    name: 'throws at bootstrap',
    change: (text: string) => `${text}\nexport function bootstrap() { ${THROWS} }`,
    code: 'BOOTSTRAP_FAILED',
  },
  {
    name: 'throws at mount',
    change: (text: string) =>
      text.replace(/export function mount[^{]*\{[^}]*\}\) \{/, found => `${found} ${THROWS}\n`),
    code: 'MOUNT_FAILED',
  },
]) {
  test(`an app that ${name} shows ${code}, and Retry recovers it without a reload`, async ({
    page,
    site,
  }) => {
    site.breakFile('notes/entry.js', { kind: 'content', change })
    await page.route('/notes/all', route => withoutIntegrity(route))
    await page.goto('/notes/all')
    const panel = page.getByRole('alert').filter({ hasText: code })
    await expect(panel).toBeVisible()
    site.mend()
    await panel.getByRole('button', { name: 'Retry' }).click()
    await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
  })
}

test('an app that never answers shows ENTRY_TIMEOUT and can be retried', async ({ page, site }) => {
  site.breakFile('notes/entry.js', { kind: 'hang' })
  await page.clock.install()
  await page.goto('/notes/all')
  await expect(app(page, 'notes')).toBeAttached()
  await page.clock.runFor(20_000)
  const panel = page.getByRole('alert').filter({ hasText: 'ENTRY_TIMEOUT' })
  await expect(panel).toBeVisible()
  site.mend()
  await panel.getByRole('button', { name: 'Retry' }).click()
  await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
})

test('a hanging app can be closed at once', async ({ page, site }) => {
  site.breakFile('notes/entry.js', { kind: 'hang' })
  await page.goto('/notes/all')
  await tab(page, 'Notes').press('Delete')
  await expect(tab(page, 'Notes')).toHaveCount(0)
  await expect(app(page, 'notes')).toHaveCount(0)
})

test('an app that fails while in use shows RENDER_FAILED, and a new copy opens', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Fail' }).click()
  const panel = page.getByRole('alert').filter({ hasText: 'RENDER_FAILED' })
  await expect(panel).toBeVisible()
  await panel.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#2')
})
