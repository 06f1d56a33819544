import type { Page } from '@playwright/test'
import { findViolations } from '../src/axe.ts'
import { waitUntilStill } from '../src/stillness.ts'
import { expect, test } from './test.ts'

/** Black on white in the end, and not to be read before: three seconds, as axe takes one before it looks. */
const FADING = `
  <style>button { color: black; background: white; transition: color 3s step-end }
  .pale { color: rgb(187 187 187) }</style>
  <button class="pale">Got it</button>`

const pageOf = (body: string) =>
  `<!doctype html><html lang="en"><title>Fading</title><main><h1>Fading</h1>${body}</main></html>`

/** Makes the buttons black, wherever they stand. */
function fade(page: Page): Promise<void> {
  return page.evaluate(() => {
    const roots = [
      document,
      document.querySelector('#host')?.shadowRoot,
      document.querySelector('iframe')?.contentDocument,
    ]
    for (const button of roots.flatMap(root => root?.querySelector('button') ?? [])) {
      // The colour is read once, so that there is one to come from.
      if (getComputedStyle(button).color !== 'rgb(0, 0, 0)') button.classList.remove('pale')
    }
  })
}

test('axe looks at the page as it is when its transitions are over', async ({ page }) => {
  await page.setContent(pageOf(FADING))
  await fade(page)
  expect(await findViolations(page)).toEqual([])
})

test('transitions in a shadow root and in a frame are waited for too', async ({ page }) => {
  await page.setContent(pageOf('<div id="host"></div><iframe title="Inner"></iframe>'))
  await page.evaluate(fading => {
    const shadow = document.querySelector('#host')?.attachShadow({ mode: 'open' })
    const frame = document.querySelector('iframe')?.contentDocument
    if (!shadow || !frame) throw new Error('The page has neither host nor frame')
    shadow.innerHTML = fading
    frame.body.innerHTML = fading
  }, FADING)
  await fade(page)
  await waitUntilStill(page)
  const colour = (button: Element) => getComputedStyle(button).color
  expect(await page.locator('#host button').evaluate(colour)).toBe('rgb(0, 0, 0)')
  expect(await page.frameLocator('iframe').locator('button').evaluate(colour)).toBe('rgb(0, 0, 0)')
})

test('what turns for ever is not waited for, and violations of every level are reported', async ({
  page,
}) => {
  const spinner =
    '<style>@keyframes turn { to { rotate: 1turn } } i { animation: turn 1s infinite }</style><i></i>'
  await page.setContent(pageOf(`${spinner}<h4>Three levels on</h4>`))
  expect(await findViolations(page)).toEqual(['heading-order: h4'])
})
