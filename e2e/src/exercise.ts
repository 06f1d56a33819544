import { expect, type Locator, type Page } from '@playwright/test'
import { type Residue, readResidue, watchIntervals } from './residue.ts'

/** An app as a user of the host meets it. */
export interface Subject {
  /** Of its artifact: the value of `data-app`. */
  name: string
  /** Of its entry in the menu, and of its tab. */
  title: string
  /** Fails unless what is seen of the app works. */
  works(seen: Locator): Promise<void>
}

const ROUNDS = 30
/** What an engine counts moves by itself; what an app leaves at every closing moves it by more than this. */
const LESS_THAN_ONE_A_ROUND = ROUNDS - 1

/**
 * Puts an app through what it meets in a week: it is opened, switched to and from 30 times, closed and opened again 30
 * times, and leaves nothing: no element, style sheet, name on `window` or interval, and no nodes or listeners that grow.
 * The page shows another app, `away`, when this begins; it must have called `watchIntervals` before it was loaded.
 */
export async function exercise(page: Page, subject: Subject, away: string): Promise<void> {
  const seen = page.locator(`.app-host[data-app="${subject.name}"]`)
  const before = await readResidue(page)
  await step(page, subject.title)
  await subject.works(seen)

  await rounds(page, { subject, away, kind: 'switch' })
  await step(page, subject.title)
  await subject.works(seen)

  await rounds(page, { subject, away, kind: 'reopen', count: 2 })
  const warm = await readResidue(page)
  await rounds(page, { subject, away, kind: 'reopen' })
  const after = await readResidue(page)
  expectNothingLeft(after, before, warm)

  await step(page, subject.title)
  await subject.works(seen)
}

export { watchIntervals }

function expectNothingLeft(after: Residue, before: Residue, warm: Residue): void {
  expect({ ...after, nodes: 0, listeners: 0 }).toEqual({ ...before, nodes: 0, listeners: 0 })
  expect(after.nodes - warm.nodes, 'nodes kept alive').toBeLessThan(LESS_THAN_ONE_A_ROUND)
  expect(after.listeners - warm.listeners, 'listeners kept').toBeLessThan(LESS_THAN_ONE_A_ROUND)
}

async function step(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).click()
}

interface Rounds {
  subject: Subject
  away: string
  kind: 'switch' | 'reopen'
  count?: number
}

/** In the page, for a driver would be slower than what it drives. Ends with the other app shown. */
function rounds(page: Page, { subject, away, kind, count = ROUNDS }: Rounds): Promise<void> {
  const { name, title } = subject
  return page.evaluate(
    async ({ name, title, away, kind, count }) => {
      const until = async (holds: () => boolean) => {
        while (!holds()) await new Promise(requestAnimationFrame)
      }
      const link = (text: string) =>
        [...document.querySelectorAll<HTMLElement>('nav a')].find(each => each.textContent === text)
      const host = () => document.querySelector<HTMLElement>(`.app-host[data-app="${name}"]`)
      const isShown = () => host()?.dataset.suspended === undefined
      const isSeen = () => (host()?.querySelector('.app-root')?.childElementCount ?? 0) > 0 && isShown()
      for (let round = 0; round < count; round += 1) {
        link(title)?.click()
        await until(isSeen)
        if (kind === 'reopen') {
          const close = new KeyboardEvent('keydown', { key: 'Delete', bubbles: true })
          document.querySelector(`[data-tab="${name}"]`)?.dispatchEvent(close)
          await until(() => host() === null)
        }
        link(away)?.click()
        await until(() => host() === null || !isShown())
      }
    },
    { name, title, away, kind, count },
  )
}
