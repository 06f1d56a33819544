import type { Page } from '@playwright/test'
import { app, expect, open, tab, test } from './test.ts'

/**
 * kB of minified code that the shell needs before an app is seen: as it was before the ledgers (216), what gives back
 * the loans of closed apps (6), and some room. What has to grow beyond that is loaded when it is needed.
 */
const SHELL_KB = 246
/** Looks at the stack while one app opens, those of this test's driver among them. Each costs, with a debugger a hundredfold. */
const LOOKS = 12

test('opens the app the address names, under a policy without unsafe-eval', async ({ page, complaints }) => {
  await page.addInitScript(countLooks)
  await page.goto('/notes/all?status=open')
  await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
  await expect(page.getByTestId('address')).toHaveText('/notes/all?status=open')
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#1')
  expect(complaints).toEqual([])
  expect(await page.evaluate<number>('stackLooks')).toBeLessThanOrEqual(LOOKS)
  expect(await sizeOfShell(page)).toBeLessThanOrEqual(SHELL_KB)
})

function countLooks() {
  const counted = Object.assign(globalThis, { stackLooks: 0 })
  const { captureStackTrace } = Error
  Error.captureStackTrace = (...given) => {
    counted.stackLooks += 1
    captureStackTrace(...given)
  }
}

/** kB of the shell's scripts that are loaded by now, unpacked. */
function sizeOfShell(page: Page): Promise<number> {
  return page.evaluate(() => {
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const scripts = files.filter(({ name }) => /\/a\/shell\/.*\.js$/.test(name))
    return scripts.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0) / 1000
  })
}

test('a lazy chunk of an app is loaded into its sandbox', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByRole('button', { name: 'Load late' }).click()
  await expect(page.getByTestId('answer')).toHaveText('Late: Write something')
})

test('a hidden app keeps what was typed and where it stood', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByTestId('text').fill('half a sentence')
  await page.getByTestId('next').click()
  await open(page, 'Rude')
  await expect(app(page, 'rude')).toBeVisible()
  await expect(page.getByTestId('text')).toBeHidden()
  await expect(page.getByTestId('address')).toHaveText('/notes/new?from=all')
  await tab(page, 'Notes').click()
  await expect(page).toHaveURL('/notes/new?from=all')
  await expect(page.getByTestId('text')).toHaveValue('half a sentence')
  await expect(page.getByTestId('instance')).toHaveText('notes@1.0.0#1')
})

test('Back and Forward cross apps and stay inside them', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByTestId('next').click()
  await open(page, 'Rude')
  await expect(page).toHaveURL('/rude')
  await page.goBack()
  await expect(page).toHaveURL('/notes/new?from=all')
  await page.goBack()
  await expect(page.getByTestId('address')).toHaveText('/notes/all')
  await page.goForward()
  await page.goForward()
  await expect(app(page, 'rude').getByRole('heading', { name: 'Rude' })).toBeVisible()
})

test('a reload lands on the same page and keeps the strip', async ({ page }) => {
  await page.goto('/notes/all')
  await page.getByTestId('next').click()
  await open(page, 'Plain')
  await page.reload()
  await expect(app(page, 'plain').getByRole('heading', { name: 'Plain' })).toBeVisible()
  await tab(page, 'Notes').click()
  await expect(page).toHaveURL('/notes/new?from=all')
})

test('a plain HTML app runs inside its sandbox, once', async ({ page }) => {
  await page.goto('/plain')
  await expect(app(page, 'plain').getByText('Ran with kept inside')).toBeVisible()
  expect(await page.evaluate('typeof window.plainGlobal')).toBe('undefined')
})

test('an app that is not kept alive is mounted anew', async ({ page }) => {
  await page.goto('/brief')
  await expect(page.getByTestId('mounts')).toHaveText('1')
  await open(page, 'Plain')
  await expect(page.getByTestId('mounts')).toHaveCount(0)
  await tab(page, 'Brief').click()
  await expect(page.getByTestId('mounts')).toHaveText('2')
})

test('an unknown address and a page without permission say so', async ({ page }) => {
  await page.goto('/nowhere/at/all')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await page.goto('/notes/secret')
  await expect(page.getByRole('heading', { name: 'You have no access to this page' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Secret' })).toHaveCount(0)
  await expect(app(page, 'notes')).toHaveCount(0)
})
