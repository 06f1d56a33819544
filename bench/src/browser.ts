import { setTimeout } from 'node:timers/promises'
import { type Browser, chromium } from '@playwright/test'
import type { RunningProduct } from '@portico/launcher/testing'
import { median } from './measure/statistics.ts'
import type { PlainPage } from './plain.ts'
import { UndebuggedPage } from './undebugged-page.ts'

const REPEATS = 15
const CYCLES = 200
const WARM_UP_CYCLES = 10
const PATIENCE_MS = 20_000
/** Longer than a chart waits before it asks for its library. */
const QUIET_MS = 700
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const FIRST = 'sales'
const SECOND = 'workbench'
/** Files of other apps: the plain page, which has no slots, shows none of their cards. */
const OF_A_CARD =
  /\/a\/(?!shell|react|antd|sales|workbench|plain)[\w-]+\/|\/a\/[\w-]+\/[^/]+\/contributions\//

/** One way of putting the same two sub-apps on a page. */
interface Contender {
  name: string
  url: string
  /** The document at `url`, where the gateway has none. */
  html?: string
  /** Clicked to show an app. */
  opener(app: string): string
  /** Clicked to close an app for good. */
  closer(app: string): string
}

interface Timings {
  /** Navigation until the first app shows its heading. */
  coldMs: number
  /** Click until the second app, never loaded before, shows its heading. */
  secondMs: number
  /** Click until the first app, kept alive, is visible and laid out again. */
  switchMs: number
  /** Bytes over the wire up to then, both apps, without the cards of other apps. */
  transferredBytes: number
  /** Code and styles of the cards that other apps give to the second one, which are loaded after it is shown. */
  cardBytes: number
}

export interface BrowserFigures {
  shell: Timings
  plain: Timings
  heap: { shellMb: number; plainMb: number }
}

export async function benchBrowser(product: RunningProduct, plainPage: PlainPage): Promise<BrowserFigures> {
  const browser = await chromium.launch({
    executablePath: process.env.PORTICO_CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  })
  try {
    const shell = shellContender(product.url)
    const plain = plainContender(plainPage)
    const samples: { shell: Timings[]; plain: Timings[] } = { shell: [], plain: [] }
    // In turns, so that whatever else the machine does meets both alike; the first round warms the servers up.
    for (let round = 0; round <= REPEATS; round += 1) {
      const pair = {
        shell: await measureOnce(browser, product.url, shell),
        plain: await measureOnce(browser, product.url, plain),
      }
      if (round === 0) continue
      samples.shell.push(pair.shell)
      samples.plain.push(pair.plain)
    }
    return {
      shell: typical(samples.shell),
      plain: typical(samples.plain),
      heap: {
        shellMb: await heapGrowth(browser, product.url, shell),
        plainMb: await heapGrowth(browser, product.url, plain),
      },
    }
  } finally {
    await browser.close()
  }
}

function shellContender(url: string): Contender {
  return {
    name: 'shell',
    url: `${url}/sales/orders`,
    opener: app => `nav a[href^="/${app}"]`,
    closer: app => `.tab:has([data-tab="${app}"]) .tab-close`,
  }
}

function plainContender({ url, html }: PlainPage): Contender {
  return {
    name: 'plain',
    url,
    html,
    opener: app => `[data-open="${app}"]`,
    closer: app => `[data-close="${app}"]`,
  }
}

function typical(samples: Timings[]): Timings {
  const of = (pick: (timing: Timings) => number) => median(samples.map(pick))
  return {
    coldMs: of(sample => sample.coldMs),
    secondMs: of(sample => sample.secondMs),
    switchMs: of(sample => sample.switchMs),
    transferredBytes: of(sample => sample.transferredBytes),
    cardBytes: of(sample => sample.cardBytes),
  }
}

/** Nothing cached, only the session cookie. */
async function openPage(browser: Browser, origin: string, { url, html }: Contender): Promise<UndebuggedPage> {
  const context = await browser.newContext()
  try {
    const answer = await context.request.post(`${origin}/api/session`, {
      headers: { 'x-portico-csrf': '1' },
      data: { tenant: 'demo', username: 'owner', password: 'portico' },
    })
    if (!answer.ok()) throw new Error(`Logging in failed: ${answer.status()}`)
    const page = await UndebuggedPage.open(browser, await context.cookies())
    if (html !== undefined) await page.serve(url, html)
    return page
  } finally {
    await context.close()
  }
}

async function measureOnce(browser: Browser, origin: string, contender: Contender): Promise<Timings> {
  const page = await openPage(browser, origin, contender)
  try {
    const network = await watchNetwork(page)
    await page.runFirst(recordFirstSight, FIRST)
    await page.goto(contender.url)
    const coldMs = await page.evaluate(() => (window as WithFirstSight).firstSightMs, null)
    await network.settle()
    const secondMs = await clickUntilVisible(page, contender.opener(SECOND), SECOND)
    await network.settle()
    await clickUntilVisible(page, contender.opener(FIRST), FIRST)
    await clickUntilVisible(page, contender.opener(SECOND), SECOND)
    const switchMs = await clickUntilVisible(page, contender.opener(FIRST), FIRST)
    await network.settle()
    if (coldMs === undefined) throw new Error('The document began without its first script')
    return { coldMs, secondMs, switchMs, ...network.bytes() }
  } finally {
    await page.close()
  }
}

interface NetworkWatch {
  bytes(): Pick<Timings, 'transferredBytes' | 'cardBytes'>
  settle(): Promise<void>
}

interface OfRequest {
  requestId: string
}

/** `settle` resolves when nothing was asked or answered for a while. */
async function watchNetwork(page: UndebuggedPage): Promise<NetworkWatch> {
  const bytes = { transferredBytes: 0, cardBytes: 0 }
  const cards = new Set<string>()
  let lastAt = performance.now()
  const open = new Set<string>()
  const note = (requestId: string, isOpen: boolean) => {
    lastAt = performance.now()
    if (isOpen) open.add(requestId)
    else open.delete(requestId)
  }
  page.on<OfRequest & { request: { url: string } }>('Network.requestWillBeSent', ({ requestId, request }) => {
    if (OF_A_CARD.test(request.url)) cards.add(requestId)
    note(requestId, true)
  })
  // The shell's live stream never ends.
  page.on<OfRequest & { response: { mimeType: string } }>('Network.responseReceived', received => {
    if (received.response.mimeType === 'text/event-stream') note(received.requestId, false)
  })
  page.on<OfRequest>('Network.loadingFailed', ({ requestId }) => note(requestId, false))
  page.on<OfRequest & { encodedDataLength: number }>('Network.loadingFinished', loaded => {
    bytes[cards.has(loaded.requestId) ? 'cardBytes' : 'transferredBytes'] += loaded.encodedDataLength
    note(loaded.requestId, false)
  })
  await page.send('Network.enable')
  const settle = async () => {
    const until = performance.now() + PATIENCE_MS
    while (performance.now() < until && (open.size > 0 || performance.now() - lastAt < QUIET_MS))
      await setTimeout(50)
  }
  return { bytes: () => bytes, settle }
}

interface WithFirstSight {
  firstSightMs?: Promise<number>
}

/** Runs in the page, before anything else: notes when the app's heading first stands in the document. */
function recordFirstSight(app: string) {
  ;(window as WithFirstSight).firstSightMs = new Promise(seen => {
    const find = document.querySelector.bind(document)
    const look = () => {
      if (!find(`[data-app="${app}"] h1`)) return
      seen(performance.now())
      observer.disconnect()
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true })
  })
}

function clickUntilVisible(page: UndebuggedPage, selector: string, app: string): Promise<number> {
  return page.evaluate(
    async ({ selector, app, patienceMs }) => {
      const turn = () =>
        new Promise<void>(done => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => done()
          port2.postMessage(null)
        })
      // The browser's own: the driver's polling is no part of what is measured.
      const find = (wanted: string) =>
        Document.prototype.querySelector.call(document, wanted) as HTMLElement | null
      const element = find(selector)
      if (!element) throw new Error(`Nothing to click: ${selector}`)
      const began = performance.now()
      element.click()
      for (;;) {
        const heading = find(`[data-app="${app}"] h1`)
        if (heading?.checkVisibility()) {
          // Reading a size makes the browser lay the page out: that belongs to showing it.
          void heading.offsetHeight
          return performance.now() - began
        }
        if (performance.now() - began > patienceMs) throw new Error(`${app} did not show`)
        await turn()
      }
    },
    { selector, app, patienceMs: PATIENCE_MS },
  )
}

/** MB of live JavaScript heap that `CYCLES` times opening and closing an app leave behind. */
async function heapGrowth(browser: Browser, origin: string, contender: Contender): Promise<number> {
  const page = await openPage(browser, origin, contender)
  try {
    await page.runFirst(recordFirstSight, FIRST)
    await page.goto(contender.url)
    await page.evaluate(() => (window as WithFirstSight).firstSightMs, null)
    await cycle(page, contender, WARM_UP_CYCLES)
    const before = await liveHeap(page)
    await cycle(page, contender, CYCLES)
    return ((await liveHeap(page)) - before) / 1024 / 1024
  } finally {
    await page.close()
  }
}

async function cycle(page: UndebuggedPage, contender: Contender, times: number) {
  for (let round = 0; round < times; round += 1) {
    await clickUntilVisible(page, contender.opener(SECOND), SECOND)
    await page.evaluate(close, { closer: contender.closer(SECOND), app: SECOND, patienceMs: PATIENCE_MS })
    await clickUntilVisible(page, contender.opener(FIRST), FIRST)
  }
}

/** Runs in the page. */
async function close({ closer, app, patienceMs }: { closer: string; app: string; patienceMs: number }) {
  const find = (wanted: string) =>
    Document.prototype.querySelector.call(document, wanted) as HTMLElement | null
  find(closer)?.click()
  const until = performance.now() + patienceMs
  while (find(`[data-app="${app}"] h1`)) {
    if (performance.now() > until) throw new Error(`${app} did not close`)
    await new Promise(requestAnimationFrame)
  }
}

async function liveHeap(page: UndebuggedPage): Promise<number> {
  await page.send('HeapProfiler.collectGarbage')
  await page.send('HeapProfiler.collectGarbage')
  const { usedSize } = await page.send<{ usedSize: number }>('Runtime.getHeapUsage')
  return usedSize
}
