import type { CDPSession, Page } from '@playwright/test'
import { expect, type Login, test } from '../src/test.ts'

/** `PORTICO_LEAK_CYCLES=200` measures memory as well: a page warms up to an app for more than a hundred openings. */
const CYCLES = Number(process.env.PORTICO_LEAK_CYCLES ?? 8)
const MEASURES_HEAP = CYCLES >= 200
const WARM_UP_CYCLES = MEASURES_HEAP ? 150 : 4
const MAX_HEAP_BYTES = 1_000_000
/** Whichever app is the first of a page is measured with what the page learns once: 1.3 to 1.6 MB for any, 0.2 to 0.3 as a later one. */
const FIRST_CYCLES = 400
const CYCLE_MS = 5_000
const SETTLE_MS = 8_000

interface Left {
  app: string
  nodes: number
  listeners: number
  heapBytes: number
}

const MERCHANT: Login = { tenant: 'demo', user: 'owner' }
const OPERATOR: Login = { tenant: 'platform', user: 'operator' }

for (const [who, apps] of [
  [MERCHANT, ['account', 'catalog', 'inventory', 'sales', 'team', 'workbench']],
  [OPERATOR, ['console']],
] as const) {
  test(`closed apps of ${who.tenant} leave no node and no listener behind`, async ({ page, login }) => {
    test.setTimeout(((CYCLES + WARM_UP_CYCLES) * apps.length + FIRST_CYCLES) * CYCLE_MS)
    await login(who)
    await page.goto('/')
    await page.getByRole('tablist').waitFor()
    if (who === MERCHANT) await startPageIsThere(page)
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    if (MEASURES_HEAP) await cycle(page, apps[0], FIRST_CYCLES)
    const left: Left[] = []
    for (const app of apps) left.push(await measureApp(page, session, app))
    if (MEASURES_HEAP) console.log(left.map(each => `${each.app}: ${JSON.stringify(each)}`).join('\n'))
    expect(left.filter(({ nodes, listeners }) => nodes > 0 || listeners > 0)).toEqual([])
    if (MEASURES_HEAP) expect(left.filter(({ heapBytes }) => heapBytes > MAX_HEAP_BYTES)).toEqual([])
  })
}

/** It is shown again whenever another app is closed; what still comes in there is no leak of the app that is measured. */
async function startPageIsThere(page: Page): Promise<void> {
  await expect(page.locator('.slot-box').first()).toBeVisible()
  await expect(page.locator('.slot-box[aria-busy], .p-skeleton')).toHaveCount(0)
}

async function measureApp(page: Page, session: CDPSession, app: string): Promise<Left> {
  await cycle(page, app, WARM_UP_CYCLES)
  const before = await measure(session)
  await cycle(page, app, CYCLES)
  const after = await measureSettled(session, before)
  return {
    app,
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
    heapBytes: after.heapBytes - before.heapBytes,
  }
}

type Figures = Awaited<ReturnType<typeof measure>>

/** Calls that were under way at the last closing hold a listener each until they are given up. */
async function measureSettled(session: CDPSession, before: Figures): Promise<Figures> {
  let after = await measure(session)
  const isClean = () => after.nodes <= before.nodes && after.listeners <= before.listeners
  const look = async () => {
    after = await measure(session)
    return isClean()
  }
  // What stays is said by the figures, for all apps at once.
  if (!isClean())
    await expect
      .poll(look, { timeout: SETTLE_MS })
      .toBe(true)
      .catch(() => {})
  return after
}

async function measure(session: CDPSession) {
  // What finalizers of the first collection let go, the second takes.
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find(metric => metric.name === name)?.value ?? Number.NaN
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heapBytes: of('JSHeapUsedSize') }
}

/** Opens and closes the app in the page, for a driver would be slower than the thing it measures. */
function cycle(page: Page, app: string, times: number): Promise<void> {
  return page.evaluate(
    async ({ app, times, patienceMs }) => {
      const frame = () => new Promise(done => requestAnimationFrame(done))
      const until = async (what: string, holds: () => boolean) => {
        const startedAt = performance.now()
        while (!holds()) {
          if (performance.now() - startedAt > patienceMs) throw new Error(`${app} was not ${what}`)
          await frame()
        }
      }
      // On the stage, not a card of it in another app.
      const element = () => document.querySelector(`.stage-apps > .app-host[data-app="${app}"]`)
      for (let count = 0; count < times; count += 1) {
        history.pushState(null, '', `/${app}`)
        dispatchEvent(new PopStateEvent('popstate', { state: null }))
        await until('opened', () => element()?.querySelector('h1')?.checkVisibility() === true)
        const key = new KeyboardEvent('keydown', { key: 'Delete', bubbles: true })
        document.querySelector(`[data-tab="${app}"]`)?.dispatchEvent(key)
        await until('closed', () => element() === null)
      }
    },
    { app, times, patienceMs: CYCLE_MS * 4 },
  )
}
