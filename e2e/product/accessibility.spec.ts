import { examine } from '../src/examine.ts'
import { PHONE } from '../src/fit.ts'
import { expectSound } from '../src/sound.ts'
import { giveWarehousesLongNames, importFromLongName } from '../src/states/long-names.ts'
import { MERCHANT_STOPS, openUnanswered } from '../src/states/merchant-stops.ts'
import { walk } from '../src/states/walk.ts'
import { expect, test } from '../src/test.ts'

// The console's half is a file of its own, for the other worker.
test('axe finds nothing on the login page, light and dark', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Log in to your business' })).toBeVisible()
  await expectSound(page, '/')
})

test.describe('on a phone and on a large screen', () => {
  test.use({ viewport: PHONE })

  test('every page, dialog, menu, refusal and empty list of the owner fits a phone of 360 pixels, axe finds nothing in it, light and dark, and the console stays silent', async ({
    page,
    login,
  }) => {
    // Three scans a page; a busy machine takes its time.
    test.setTimeout(300_000)
    const said: string[] = []
    page.on('console', message => {
      // What is refused on purpose below is logged by the browser itself.
      const isRefusal = /status of (409|503)/.test(message.text())
      if (['error', 'warning'].includes(message.type()) && !isRefusal) said.push(message.text())
    })
    await login({ tenant: 'demo', user: 'owner' })
    await giveWarehousesLongNames(page)
    await importFromLongName(page)
    await walk(page, MERCHANT_STOPS, where => examine(page, where))
    await openUnanswered(page)
    await examine(page, '/account, no answer')
    expect(said).toEqual([])
  })
})
