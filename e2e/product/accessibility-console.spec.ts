import { expectSound } from '../src/sound.ts'
import { haveSomethingToShow, OPERATOR_STOPS } from '../src/states/console-stops.ts'
import { walk } from '../src/states/walk.ts'
import { test } from '../src/test.ts'

test('axe finds nothing on any page of an operator, in no dialog, form, refusal or empty list, light and dark', async ({
  page,
  login,
}) => {
  // Two scans a page; a busy machine takes its time.
  test.setTimeout(300_000)
  await haveSomethingToShow(page)
  await login({ tenant: 'platform', user: 'operator' })
  await walk(page, OPERATOR_STOPS, where => expectSound(page, where))
})
