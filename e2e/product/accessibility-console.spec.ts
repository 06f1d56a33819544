import { examine } from '../src/examine.ts'
import { PHONE } from '../src/fit.ts'
import { haveSomethingToShow, OPERATOR_STOPS } from '../src/states/console-stops.ts'
import { walk } from '../src/states/walk.ts'
import { test } from '../src/test.ts'

test.use({ viewport: PHONE })

test('every page, dialog, form, refusal and empty list of an operator fits a phone of 360 pixels, and axe finds nothing in it, light and dark', async ({
  page,
  login,
}) => {
  // Three scans a page; a busy machine takes its time.
  test.setTimeout(300_000)
  await haveSomethingToShow(page)
  await login({ tenant: 'platform', user: 'operator' })
  await walk(page, OPERATOR_STOPS, where => examine(page, where))
})
