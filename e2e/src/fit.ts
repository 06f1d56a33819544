import { expect, type Page } from '@playwright/test'
import { expectNoViolations } from './axe.ts'

/** The narrowest phone in use. */
export const PHONE = { width: 360, height: 740 }

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

/** Nothing scrolls sideways but in a box of its own that has a name and is reached by keyboard, and every target is as large as a finger needs; the colours of the theme that the page has can be distinguished. */
export async function expectToFit(page: Page, address: string, include = 'html'): Promise<void> {
  expect.soft(await findOverhang(page), `what stands out of ${address}`).toEqual([])
  expect
    .soft(await findMuteScrollers(page), `what scrolls without keyboard or name on ${address}`)
    .toEqual([])
  const widths = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('.app-host:not([data-suspended])')].map(
      ({ scrollWidth }) => scrollWidth,
    ),
  )
  await expectNoViolations(page, `fingers and colours on ${address}`, {
    include,
    rules: ['target-size', 'color-contrast'],
  })
  expect.soft(Math.max(...widths), `width of ${address}`).toBeLessThanOrEqual(PHONE.width)
}
