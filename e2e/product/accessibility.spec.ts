import { expectSound } from '../src/sound.ts'
import { MERCHANT_STOPS, openUnanswered } from '../src/states/merchant-stops.ts'
import { walk } from '../src/states/walk.ts'
import { expect, test } from '../src/test.ts'

// The console's half is a file of its own, for the other worker.
test('axe finds nothing on the login page, light and dark', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Log in to your business' })).toBeVisible()
  await expectSound(page, '/')
})

test('axe finds nothing on any page of the owner, in no dialog, menu, refusal or empty list, light and dark, and the console stays silent', async ({
  page,
  login,
}) => {
  // Two scans a page; a busy machine takes its time.
  test.setTimeout(300_000)
  const said: string[] = []
  page.on('console', message => {
    // What is refused on purpose below is logged by the browser itself.
    const isRefusal = /status of (409|503)/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isRefusal) said.push(message.text())
  })
  await login({ tenant: 'demo', user: 'owner' })
  await walk(page, MERCHANT_STOPS, where => expectSound(page, where))
  await openUnanswered(page)
  await expectSound(page, '/account, no answer')
  expect(said).toEqual([])
})
