import type { Page } from '@playwright/test'

declare global {
  interface Window {
    runningIntervals?: Set<number>
  }
}

/** What apps can leave in a page, for comparing before with after. */
export interface Residue {
  /** In the document now. */
  elements: string[]
  sheets: number
  /** On the real window. */
  names: string[]
  intervals: number
  /** Alive in the engine after a collection, in the document or not. */
  nodes: number
  listeners: number
}

/** Before the page is loaded: intervals have no list of their own. */
export async function watchIntervals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const running = new Set<number>()
    const { setInterval, clearInterval } = window
    window.runningIntervals = running
    window.setInterval = ((...given: Parameters<typeof setInterval>) => {
      const id = setInterval(...given) as unknown as number
      running.add(id)
      return id
    }) as typeof setInterval
    window.clearInterval = id => {
      running.delete(id as number)
      clearInterval(id)
    }
  })
}

export async function readResidue(page: Page): Promise<Residue> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters')
  await session.detach()
  const seen = await page.evaluate(() => ({
    elements: Array.from(
      document.querySelectorAll('head > *, body > *, body > * > *, .app-host'),
      ({ tagName, id, className }) => `${tagName}#${id}.${className}`,
    ),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    names: Object.keys(window).sort(),
    intervals: window.runningIntervals?.size ?? 0,
  }))
  return { ...seen, nodes, listeners }
}
