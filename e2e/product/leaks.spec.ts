import type { CDPSession, Page } from '@playwright/test'
import { growthOf, type HeapContent, readHeap } from '../src/heap-snapshot.ts'
import { expect, type Login, logIn, test } from '../src/test.ts'
import { trendOf } from '../src/trend.ts'

/** `PORTICO_LEAK_CYCLES=50` measures memory as well: in blocks of so many openings, with a heap snapshot after each. */
const CYCLES = Number(process.env.PORTICO_LEAK_CYCLES ?? 5)
const MEASURES_HEAP = CYCLES >= 40
const WARM_UP_CYCLES = MEASURES_HEAP ? 60 : 4
const BLOCKS = 6
const MAX_BYTES = 1_000_000
/** That many openings may leave `MAX_BYTES`. */
const CYCLES_OF_LIMIT = 200
/** What the shell learns (compiled code) with its first openings, and the engine with the first snapshots, is no app's: another than the first measured makes them. */
const FIRST_CYCLES = 300
const FIRST_SNAPSHOTS = 3
const CYCLE_MS = 5_000
const SNAPSHOT_MS = 60_000
const SETTLE_MS = 8_000
const GROWN_NAMES = 6

interface Left {
  app: string
  nodes: number
  listeners: number
}

const MERCHANT: Login = { tenant: 'demo', user: 'owner' }
const OPERATOR: Login = { tenant: 'platform', user: 'operator' }

for (const [who, apps] of [
  [MERCHANT, ['account', 'catalog', 'inventory', 'sales', 'team', 'workbench']],
  [OPERATOR, ['console']],
] as const) {
  test(`closed apps of ${who.tenant} leave no node and no listener behind`, async ({ page }) => {
    test.setTimeout(timeoutMs(apps.length))
    await logIn(page, who)
    if (who === MERCHANT) await startPageIsThere(page)
    await recordingIsLoaded(page)
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    if (MEASURES_HEAP) await warmUp(page, session, apps.at(-1) ?? apps[0])
    const left: Left[] = []
    const grown: string[] = []
    for (const app of apps) {
      await cycle(page, app, WARM_UP_CYCLES)
      left.push(await measureApp(page, session, app))
      if (MEASURES_HEAP && (await measureHeap(page, session, app)) > MAX_BYTES) grown.push(app)
    }
    expect(left.filter(({ nodes, listeners }) => nodes > 0 || listeners > 0)).toEqual([])
    expect(grown).toEqual([])
  })
}

function timeoutMs(apps: number): number {
  if (!MEASURES_HEAP) return (CYCLES + WARM_UP_CYCLES) * apps * CYCLE_MS
  const openings = FIRST_CYCLES + apps * (WARM_UP_CYCLES + CYCLES * (BLOCKS + 1))
  return openings * CYCLE_MS + (FIRST_SNAPSHOTS + apps * (BLOCKS + 1)) * SNAPSHOT_MS
}

async function warmUp(page: Page, session: CDPSession, app: string): Promise<void> {
  for (let block = 0; block < FIRST_SNAPSHOTS; block += 1) {
    await cycle(page, app, FIRST_CYCLES / FIRST_SNAPSHOTS)
    await readHeap(session)
  }
}

/** What `CYCLES_OF_LIMIT` openings leave, in bytes; said with the spread of the estimate, and with what grew. */
async function measureHeap(page: Page, session: CDPSession, app: string): Promise<number> {
  const contents: HeapContent[] = [await readHeap(session)]
  for (let block = 0; block < BLOCKS; block += 1) {
    await cycle(page, app, CYCLES)
    contents.push(await readHeap(session))
  }
  const perLimit = (bytes: number) => (bytes * CYCLES_OF_LIMIT) / CYCLES
  const said = (read: (content: HeapContent) => number) => {
    const { slope, low, high } = trendOf(contents.map(read))
    return `${[slope, low, high].map(bytes => Math.round(perLimit(bytes) / 1000)).join(' ')} kB`
  }
  const all = ({ values, code, native }: HeapContent) => values + code + native
  const kinds = (['values', 'code', 'native'] as const).map(kind => `${kind} ${said(each => each[kind])}`)
  console.log(`${app}, ${CYCLES_OF_LIMIT} openings (median, quartiles): ${said(all)}; ${kinds.join('; ')}`)
  const [, , second] = contents
  const last = contents.at(-1)
  if (second && last) console.log(growthOf(second, last, GROWN_NAMES).join('\n'))
  return perLimit(trendOf(contents.map(all)).slope)
}

/** It is shown again whenever another app is closed; what still comes in there is no leak of the app that is measured. */
async function startPageIsThere(page: Page): Promise<void> {
  await expect(page.locator('.slot-box').first()).toBeVisible()
  await expect(page.locator('.slot-box[aria-busy], .p-skeleton')).toHaveCount(0)
}

/** The shell begins to record its requests when the page has rested: what it listens to from then on is no app's. */
async function recordingIsLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/tracing-')),
  )
}

async function measureApp(page: Page, session: CDPSession, app: string): Promise<Left> {
  const before = await measure(session)
  await cycle(page, app, CYCLES)
  const after = await measureSettled(session, before)
  return { app, nodes: after.nodes - before.nodes, listeners: after.listeners - before.listeners }
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
  return { nodes: of('Nodes'), listeners: of('JSEventListeners') }
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
