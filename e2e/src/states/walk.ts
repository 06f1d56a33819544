import { expect, type Page } from '@playwright/test'
import { followRequests, settle } from '../settled.ts'

/** Something of a page that is not there when it is opened: a dialog, a menu, a refusal, a list that found nothing. */
export interface State {
  what: string
  /** From the page as it was opened, or as the state before left it. */
  open(page: Page): Promise<void>
}

/** One load of the page, and then its states one after the other. */
export interface Stop {
  address: string
  /** Way on from the address to what has an address of its own, such as the first order of a list. */
  follow?(page: Page): Promise<void>
  /** Left out: what is there instead says that there is no such thing. */
  heading?: string | RegExp
  states?: readonly State[]
}

/** What is looked at: the page, or one of its states, by a name for the report. */
type Look = (where: string) => Promise<void>

/** Every stop with its states. Each state is closed by Escape, as every popup must be; the last one is left by the next load. */
export async function walk(page: Page, stops: readonly Stop[], look: Look): Promise<void> {
  followRequests(page)
  for (const { address, follow, heading, states = [] } of stops) {
    await page.goto(address)
    await follow?.(page)
    const shown = heading ? page.getByRole('heading', { level: 1, name: heading }) : page.getByRole('alert')
    await expect(shown.filter({ visible: true }).first()).toBeVisible()
    await settle(page)
    await look(address)
    for (const { what, open } of states) {
      await open(page)
      await settle(page)
      await look(`${address}, ${what}`)
      await closePopups(page, what)
    }
  }
}

const POPUPS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=tooltip]'

async function closePopups(page: Page, what: string): Promise<void> {
  const open = page.locator(POPUPS).filter({ visible: true })
  if ((await open.count()) === 0) return
  // A tooltip is there as long as the mouse is.
  await page.mouse.move(0, 0)
  await page.keyboard.press('Escape')
  await expect(open, `what Escape leaves open of ${what}`).toHaveCount(0)
}
