import type { Frame, Page } from '@playwright/test'
import { app, expect, open, tab, test } from './test.ts'

/** What stands in the frame of an app. */
function inside(page: Page, name: string) {
  return app(page, name).frameLocator('iframe')
}

/** The frame itself, to do in it what a hostile page would. */
function frameOf(page: Page, name: string): Frame {
  const found = page.frames().find(frame => frame.url().includes(`/frame/${name}/`))
  if (found === undefined) throw new Error(`There is no frame of ${name}`)
  return found
}

async function openLegacy(page: Page): Promise<Frame> {
  await page.goto('/legacy')
  await expect(inside(page, 'legacy').getByRole('heading')).toBeVisible()
  return frameOf(page, 'legacy')
}

test('a page of Vue 2 with run-time templates works in a frame, from its opening to its closing', async ({
  page,
  complaints,
}) => {
  await page.goto('/legacy#/list')
  const legacy = inside(page, 'legacy')
  await expect(legacy.getByRole('heading')).toHaveText('Stock of Northwind Traders')
  await expect(legacy.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)')
  await expect(legacy.locator('#route')).toHaveText('#/list')
  await legacy.getByRole('button', { name: 'Clicked' }).click()
  await expect(legacy.getByRole('button', { name: 'Clicked 1 times' })).toBeVisible()
  await legacy.getByLabel('Note').fill('seven boxes')
  await expect(legacy.locator('#note')).toHaveText('You wrote seven boxes')
  await legacy.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved 1')).toBeVisible()
  await expect(tab(page, 'Saved stock')).toBeVisible()

  // The route is the shell's address, and Back is the shell's.
  await legacy.getByRole('link', { name: 'Item' }).click()
  await expect(legacy.locator('#route')).toHaveText('#/item/7')
  await expect(page).toHaveURL(/\/legacy#\/item\/7$/)
  await page.goBack()
  await expect(legacy.locator('#route')).toHaveText('#/list')
  await expect(page).toHaveURL(/\/legacy#\/list$/)

  // Its tab is left and entered: it lives on, and its lifecycles were called.
  await open(page, 'Brief')
  await expect(app(page, 'brief')).toBeVisible()
  await tab(page, 'Saved stock').click()
  await expect(legacy.locator('#life')).toHaveText(/suspended resumed$/)
  await expect(legacy.locator('#note')).toHaveText('You wrote seven boxes')

  // It is asked before it is closed, and may stay.
  await frameOf(page, 'legacy').evaluate('mayGo = false')
  await tab(page, 'Saved stock').press('Delete')
  await expect(legacy.locator('#life')).toHaveText(/asked$/)
  await expect(tab(page, 'Saved stock')).toBeVisible()
  await frameOf(page, 'legacy').evaluate('mayGo = true')

  // Closed and opened again it begins anew.
  await tab(page, 'Saved stock').press('Delete')
  await expect(page.locator('iframe')).toHaveCount(0)
  await open(page, 'Old stock')
  await expect(legacy.getByRole('button', { name: 'Clicked 0 times' })).toBeVisible()
  expect(complaints).toEqual([])
})

test('a frame in which nothing is seen shows NOTHING_RENDERED until something is', async ({ page }) => {
  await page.clock.install()
  const frame = await openLegacy(page)
  await frame.evaluate("document.body.innerHTML = '<div></div>'")
  await page.clock.runFor(5_000)
  await expect(panel(page), 'before its time').toHaveCount(0)
  await page.clock.runFor(6_000)
  await expect(panel(page)).toContainText('NOTHING_RENDERED')
  await frame.evaluate("document.body.textContent = 'seen'")
  await page.clock.runFor(2_000)
  await expect(panel(page)).toHaveCount(0)
})

test('a module in a frame asks the graph for its own operations, and for no other', async ({
  page,
  site,
}) => {
  const asked: unknown[] = []
  site.answerGraph = body => {
    asked.push(body)
    return { status: 200, body: { data: { orders: [{ id: 'o-1' }] } } }
  }
  await page.goto('/orders')
  const orders = inside(page, 'orders')
  await expect(orders.locator('output')).toHaveText('o-1')
  await expect(orders.locator('.refused')).toHaveText('OPERATION_NOT_OWN')
  await expect(orders.locator('.received')).toHaveText('changed o-1')
  expect(asked).toEqual([expect.objectContaining({ operationName: 'Orders', variables: { first: 1 } })])
  await tab(page, 'Framed orders').press('Delete')
  await expect(page.getByText('Orders were closed')).toBeVisible()
})

test('a frame reaches neither the shell, nor its session, nor any other host', async ({ page, site }) => {
  const frame = await openLegacy(page)
  const tries = await frame.evaluate(async () => {
    const attempt = async (work: () => unknown) => {
      try {
        return String(await work())
      } catch (error) {
        return (error as Error).name
      }
    }
    return {
      origin: self.origin,
      document: await attempt(() => parent.document.title),
      storage: await attempt(() => (parent as Window).localStorage.length),
      cookie: document.cookie,
      database: await attempt(
        () => new Promise((_, reject) => (indexedDB.open('x').onerror = () => reject(new Error('refused')))),
      ),
      api: await attempt(() => fetch('/api/session', { headers: { 'x-portico-csrf': '1' } })),
      graph: await attempt(() => fetch('/graphql', { method: 'POST', body: '{}' })),
      elsewhere: await attempt(() => fetch('https://example.com/')),
      top: await attempt(() => {
        ;(top as Window).location.href = 'https://example.com/'
      }),
      popup: await attempt(() => window.open('https://example.com/')),
    }
  })
  expect(tries).toMatchObject({
    ...{ origin: 'null', document: 'SecurityError', storage: 'SecurityError', cookie: '' },
    ...{ api: 'TypeError', graph: 'TypeError', elsewhere: 'TypeError', popup: 'null' },
    top: 'SecurityError',
  })
  expect(tries.database).not.toBe('[object IDBDatabase]')
  await expect(page).toHaveURL(`${site.origin}/legacy`)
  expect(page.context().pages()).toHaveLength(1)
})

/** The port of a frame, as a hostile page gets hold of it: by what the shell's half in the frame calls. */
const CATCH_PORT = () => {
  const { postMessage } = MessagePort.prototype
  return new Promise<MessagePort>(resolve => {
    MessagePort.prototype.postMessage = function (this: MessagePort, ...sent: [unknown]) {
      resolve(this)
      return postMessage.apply(this, sent)
    }
    const { portico } = window as unknown as { portico: { shell: { tabs: { setDirty(is: boolean): void } } } }
    portico.shell.tabs.setDirty(false)
  })
}

test('a hostile frame is ended by a code, whatever it sends, and its panel opens a new one', async ({
  page,
}) => {
  const flood = `for (let n = 0; n < 5000; n++)`
  const attacks: Record<string, (frame: Frame) => Promise<unknown>> = {
    'floods the shell': frame => send(frame, `${flood} port.postMessage('{"type":"say","name":"pressed"}')`),
    'floods the window of the shell': frame => frame.evaluate(`${flood} parent.postMessage('hello', '*')`),
    'sends what is no JSON': frame => send(frame, `port.postMessage('{"type":"say"')`),
    'sends what is no text': frame => send(frame, 'port.postMessage({ type: "say" })'),
    'sends a name that all objects have': frame =>
      send(frame, `port.postMessage('{"type":"say","name":"constructor"}')`),
    'sends a value of another type': frame =>
      send(frame, `port.postMessage('{"type":"say","name":"dirty","value":1}')`),
    'sends a message that is too long': frame => send(frame, "port.postMessage('{}'.padEnd(300_000))"),
  }
  await openLegacy(page)
  for (const [what, attack] of Object.entries(attacks)) {
    // It may have ended before it has answered.
    await attack(frameOf(page, 'legacy')).catch(() => {})
    await expect(panel(page), what).toContainText('FRAME_REFUSED')
    await expect(panel(page)).toContainText('The app did what no app may, and was stopped.')
    await expect(page.locator('iframe')).toHaveCount(0)
    await panel(page).getByRole('button', { name: 'Retry' }).click()
    await expect(inside(page, 'legacy').getByRole('heading')).toBeVisible()
  }
})

function send(frame: Frame, code: string): Promise<unknown> {
  return frame.evaluate(`(${CATCH_PORT})().then(port => { ${code} })`)
}

function panel(page: Page) {
  return page.locator('.app-error')
}

test('a frame that leads itself elsewhere is ended, and nothing of it is sent there', async ({
  page,
  site,
}) => {
  let isAsked = false
  await page.route('https://example.com/**', route => {
    isAsked = true
    return route.fulfill({ body: 'elsewhere' })
  })
  for (const address of ['https://example.com/?stolen', `${site.origin}/frame/legacy/1.0.0/`]) {
    const frame = await openLegacy(page)
    await frame.evaluate(`void (location.href = ${JSON.stringify(address)})`).catch(() => {})
    await expect(panel(page)).toContainText('FRAME_LEFT')
    await expect(page.locator('iframe')).toHaveCount(0)
  }
  expect(isAsked).toBe(false)
})

test('an app without a grant is named, with who can give it', async ({ page }) => {
  await page.route('**/frame/legacy/**', route =>
    route.fulfill({
      status: 403,
      json: { error: { code: 'FRAME_NOT_GRANTED', message: 'legacy wants a frame: PORTICO_FRAMED_APPS' } },
    }),
  )
  await page.goto('/legacy')
  await expect(panel(page)).toContainText('FRAME_NOT_GRANTED')
  await expect(panel(page)).toContainText('has not granted')
})
