import type { Page } from '@playwright/test'
import { waitUntilStill } from '../src/stillness.ts'
import { expect, test } from '../src/test.ts'

const owner = { tenant: 'demo', user: 'owner' }
const app = (page: Page, name: string) => page.locator(`[data-app=${name}]`)

function press(page: Page, ...keys: string[]): Promise<void> {
  return keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
}

/** Walks with the Tab key until the element that has the focus answers to the name. */
async function tabTo(page: Page, name: RegExp, limit = 40): Promise<void> {
  const seen: string[] = []
  for (let step = 0; step < limit; step++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const hasRing = element?.matches(':focus-visible') ?? false
      return { hasRing, name: (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim() }
    })
    if (name.test(focused.name) && focused.hasRing) return
    seen.push(focused.name.slice(0, 30))
  }
  throw new Error(`No ${name} on the way of the Tab key: ${seen.join(' > ')}`)
}

test('by keyboard alone: log in, create an order, confirm it, walk over the tabs and close one', async ({
  page,
}) => {
  await page.goto('/')
  await expect(page.getByLabel('Company')).toBeFocused()
  for (const text of ['demo', 'owner', 'portico']) {
    await page.keyboard.type(text)
    await page.keyboard.press(text === 'portico' ? 'Enter' : 'Tab')
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Workbench' })).toBeFocused()

  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Workbench' })).toBeVisible()
  await page.getByRole('button', { name: 'Skip to content' }).focus()
  await tabTo(page, /^Orders$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeFocused()
  await tabTo(page, /New order/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'New order' })).toBeFocused()

  await tabTo(page, /^Product, Line 1$/)
  await page.keyboard.type('10102')
  await expect(app(page, 'sales').getByRole('option')).toHaveCount(1)
  await press(page, 'Enter')
  await expect(page.getByLabel('Quantity, Line 1')).toBeFocused()
  await page.keyboard.type('2')
  await tabTo(page, /^Save draft$/)
  await page.keyboard.press('Enter')
  const order = page.getByRole('heading', { level: 1, name: /^Order / })
  await expect(order).toBeFocused()
  await tabTo(page, /^Confirm$/)
  await page.keyboard.press('Enter')
  await expect(app(page, 'sales').getByText('Confirmed').first()).toBeVisible()
  await expect(order).toBeFocused()

  const tabs = page.getByRole('tab')
  await expect(tabs).toHaveCount(2)
  await page.getByRole('button', { name: 'Skip to content' }).focus()
  await tabTo(page, /^SO-/)
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/\/workbench/)
  await expect(tabs.first()).toBeFocused()
  await press(page, 'ArrowRight', 'Delete')
  await expect(tabs).toHaveCount(1)
  await expect(page).toHaveURL(/\/workbench/)
  await expect(tabs.first()).toBeFocused()
})

test('the language and the theme reach shell and app without a reload', async ({ page, login }) => {
  await login(owner)
  await page.goto('/sales/orders/new')
  await page.getByLabel('Note', { exact: true }).fill('kept')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByRole('link', { name: '库存查询' })).toBeVisible()
  await expect(app(page, 'sales').getByRole('heading', { level: 1 })).toHaveText('新建订单')
  await expect(page.getByLabel('备注', { exact: true })).toHaveValue('kept')

  const brightness = () =>
    app(page, 'sales')
      .getByLabel('备注', { exact: true })
      .evaluate(field => getComputedStyle(field).color)
  const onLight = await brightness()
  await page.getByRole('button', { name: '深色' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect.poll(brightness).not.toBe(onLight)
  await expect(page.getByLabel('备注', { exact: true })).toHaveValue('kept')

  // The server keeps a user's language for every browser, so also for the journeys after this one.
  const kept = page.waitForResponse(answer => answer.url().endsWith('/api/session/language'))
  await page.getByRole('button', { name: 'English' }).click()
  expect((await kept).status()).toBeLessThan(300)
})

test('who asks for reduced motion sees nothing move, in the shell and in apps of either framework', async ({
  page,
  login,
}) => {
  await recordMovements(page)
  await login(owner)
  await page.goto('/workbench')
  await page.getByRole('button', { name: 'Previous month' }).click()
  await page.goto('/sales/orders')
  await app(page, 'sales').getByLabel('Status').click()
  await page.keyboard.press('Escape')
  await page.goto('/inventory/stock')
  await page
    .getByRole('button', { name: /^Adjust/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.goto('/catalog/products')
  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByRole('menuitem', { name: /^CSV/ })).toBeVisible()
  // A menu that is placed by a transition, however short, is placed again and again.
  await waitUntilStill(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Account/ }).click()
  // What no rule moves stays still too: no length, however short, makes a transition of it.
  for (const heading of await page.getByRole('heading').all())
    await expect(heading).toHaveCSS('transition-property', 'none')
  await page.getByRole('button', { name: 'Dark' }).click()
  await page.getByRole('button', { name: /menu/ }).first().click()
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(true)
  expect(await page.evaluate(() => sessionStorage.getItem('movements'))).toBeNull()
})

/** Notes what moves for longer than a frame in the tab's own store, which outlives the documents. */
async function recordMovements(page: Page) {
  await page.addInitScript(() => {
    const nameOf = (animation: Animation) => {
      const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null
      const what = animation instanceof CSSTransition ? animation.transitionProperty : 'animation'
      return `${what} of ${target?.className}`
    }
    const reduced = matchMedia('(prefers-reduced-motion: reduce)')
    const record = () => {
      // The driver says so to each new process of the browser, on a busy machine after the page's first frame.
      if (!reduced.matches) return
      const moving = document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 16)
      if (moving.length > 0) sessionStorage.setItem('movements', moving.map(nameOf).join(', '))
    }
    document.addEventListener('transitionrun', record, true)
    document.addEventListener('animationstart', record, true)
  })
}
