import { expect, type Page, type Request } from '@playwright/test'

const underWay = new WeakMap<Page, Set<Request>>()

/** Streams stay open; what reports home is nothing a page waits for. */
const UNASKED = new Set(['eventsource', 'ping'])

/** From now on requests of the page are followed, so that `settle` knows when the last one is answered. */
export function followRequests(page: Page): void {
  if (underWay.has(page)) return
  const requests = new Set<Request>()
  underWay.set(page, requests)
  page.on('request', request => {
    if (!UNASKED.has(request.resourceType())) requests.add(request)
  })
  page.on('requestfinished', request => requests.delete(request))
  page.on('requestfailed', request => requests.delete(request))
}

/** Resolves when everything the page asked for is there and drawn: `networkidle` without its half second of silence. */
export async function settle(page: Page): Promise<void> {
  const requests = underWay.get(page)
  if (!requests) throw new Error('Call followRequests before the page is opened')
  do {
    await expect.poll(() => requests.size, { intervals: [20, 50] }).toBe(0)
    await page.evaluate(
      () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
  } while (requests.size > 0)
}
