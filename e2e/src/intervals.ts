import type { Page } from '@playwright/test'

const TURNS = 15

/** Waits while an interval of the page's own runs often: one of the same `ms` that an app has left behind would run with it. */
export function passIntervals(page: Page, ms: number): Promise<void> {
  return page.evaluate(
    ({ ms, turns }) =>
      new Promise<void>(done => {
        let left = turns
        const own = setInterval(() => {
          left -= 1
          if (left > 0) return
          clearInterval(own)
          done()
        }, ms)
      }),
    { ms, turns: TURNS },
  )
}
