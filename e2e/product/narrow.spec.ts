import type { Page } from '@playwright/test'
import { expectNoViolations } from '../src/axe.ts'
import { haveSomethingToShow, OPERATOR_STOPS } from '../src/states/console-stops.ts'
import { MERCHANT_STOPS } from '../src/states/merchant-stops.ts'
import { walk } from '../src/states/walk.ts'
import { expect, test } from '../src/test.ts'

/** The narrowest phone in use. */
const PHONE = { width: 360, height: 740 }

/** What stands out of the window at the right without a box of its own that scrolls, by class. */
function findOverhang(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // An app's own element scrolls too, and that sideways is what must not be.
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      !element.matches('.app-host, body') &&
      (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const reaches = (element: Element) => {
      const { right, width, height } = element.getBoundingClientRect()
      return width > 1 && height > 1 && right > document.documentElement.clientWidth + 1
    }
    return Array.from(document.querySelectorAll('body *'))
      .filter(element => element.checkVisibility() && reaches(element) && !scrolls(element.parentElement))
      .map(element => `${element.tagName} ${element.className}`)
  })
}

/** Boxes that scroll sideways and cannot be reached by keyboard, or have no name. */
function findMuteScrollers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isWide = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX)
    const isReachable = (element: Element) =>
      element.querySelector('a[href], button, input, select, textarea, [tabindex="0"]') !== null ||
      (element.matches('[tabindex="0"]') && element.matches('[aria-label], [aria-labelledby]'))
    return Array.from(document.querySelectorAll('body *'))
      .filter(element => element.checkVisibility() && isWide(element) && !isReachable(element))
      .map(element => `${element.tagName} ${element.className}`)
  })
}

/** Without a blank to break at, as some have. */
async function giveWarehousesLongNames(page: Page) {
  await page.route('**/graphql', async route => {
    const response = await route.fetch()
    const body = (await response.text()).replaceAll('Main warehouse', `Zentrallager-${'Hamburg'.repeat(8)}`)
    await route.fulfill({ response, body })
  })
}

/** The history of imports has a row then, whatever other journeys left; a file's name may have no blank either. */
async function importFromLongName(page: Page) {
  const answer = await page.request.post('/api/imports', {
    headers: {
      'x-portico-csrf': '1',
      'content-type': 'text/csv',
      'x-file-name': `${'orders-of-2026'.repeat(6)}.csv`,
    },
    data: 'a,b\n1,2\n',
  })
  expect(answer.status()).toBe(201)
}

async function expectToFit(page: Page, address: string) {
  expect.soft(await findOverhang(page), `what stands out of ${address}`).toEqual([])
  expect
    .soft(await findMuteScrollers(page), `what scrolls without keyboard or name on ${address}`)
    .toEqual([])
  const widths = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.app-host:not([data-suspended])')].map(
      ({ scrollWidth }) => scrollWidth,
    ),
  )
  await expectNoViolations(page, `fingers on ${address}`, { rules: ['target-size'] })
  expect.soft(Math.max(...widths), `width of ${address}`).toBeLessThanOrEqual(PHONE.width)
}

test.describe('a phone of 360 pixels', () => {
  test.use({ viewport: PHONE })
  test.setTimeout(180_000)

  test('no merchant’s page or dialog scrolls sideways; what is wider does so in a box of its own', async ({
    page,
    login,
  }) => {
    await login({ tenant: 'demo', user: 'owner' })
    await giveWarehousesLongNames(page)
    await importFromLongName(page)
    await walk(page, MERCHANT_STOPS, where => expectToFit(page, where))
  })

  test('no operator’s page or dialog scrolls sideways; what is wider does so in a box of its own', async ({
    page,
    login,
  }) => {
    await haveSomethingToShow(page)
    await login({ tenant: 'platform', user: 'operator' })
    await walk(page, OPERATOR_STOPS, where => expectToFit(page, where))
  })
})

test('at no width does one figure stand alone in its row', async ({ page, login }) => {
  await login({ tenant: 'demo', user: 'owner' })
  await page.goto('/workbench')
  const figures = page.getByRole('region', { name: 'Key figures' })
  await expect(figures.getByRole('heading')).not.toHaveCount(0)
  for (const width of [360, 480, 600, 720, 900, 1000, 1100, 1200, 1360, 1600, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    const tops = await figures.evaluate(section =>
      Array.from(section.querySelectorAll('.p-card'), card => Math.round(card.getBoundingClientRect().top)),
    )
    const inRows = Object.values(Object.groupBy(tops, String)).map(row => row?.length ?? 0)
    const isOneColumn = inRows.every(count => count === 1)
    expect.soft(isOneColumn || !inRows.includes(1), `rows of ${inRows.join(' + ')} at ${width}`).toBe(true)
  }
})
