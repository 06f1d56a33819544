import type { CDPSession, Page } from '@playwright/test'

/** What is on a page, whichever code put it there. */
export interface PageCounts {
  /** Nodes, listeners and documents that are alive after a collection, in the page or not. */
  nodes: number
  listeners: number
  documents: number
  /** Style sheets of the document. */
  sheets: number
  /** Names on `window`. */
  names: string[]
}

export async function openCounter(page: Page): Promise<CDPSession> {
  const session = await page
    .context()
    .newCDPSession(page)
    .catch((error: unknown) => {
      throw new Error('LEAK_GATE_BROWSER: the leak gate counts by what Chromium says; run it there', {
        cause: error,
      })
    })
  await session.send('Performance.enable')
  return session
}

export async function readCounts(page: Page, session: CDPSession): Promise<PageCounts> {
  // What finalizers of the first collection let go, the second takes.
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find(metric => metric.name === name)?.value ?? 0
  const seen = await page.evaluate(() => ({
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    names: Object.getOwnPropertyNames(window),
  }))
  return { ...seen, nodes: of('Nodes'), listeners: of('JSEventListeners'), documents: of('Documents') }
}
