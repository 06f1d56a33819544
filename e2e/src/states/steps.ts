import { expect, type Page } from '@playwright/test'
import type { State } from './walk.ts'

/** States that many pages have. */

export function dialog(what: string, button: string | RegExp): State {
  return {
    what,
    async open(page) {
      await page.getByRole('button', { name: button }).first().click()
      await expect(page.getByRole('dialog').filter({ visible: true })).toBeVisible()
    },
  }
}

/** A small question beside its button. */
export function question(what: string, button: string | RegExp): State {
  return {
    what,
    async open(page) {
      await page.getByRole('button', { name: button }).first().click()
      await expect(page.getByRole('tooltip').filter({ visible: true })).toBeVisible()
    },
  }
}

export const EXPORT_MENU: State = {
  what: 'forms of an export',
  async open(page) {
    await page.getByRole('button', { name: 'Export' }).click()
    await expect(page.getByRole('menuitem', { name: /^CSV/ })).toBeVisible()
  },
}

/** A search that finds nothing. `empty` is what the page says then. */
export function nothingFound(field: string | RegExp, empty: string | RegExp): State {
  return {
    what: 'nothing found',
    async open(page) {
      await page.getByLabel(field).first().fill('zzzzqq')
      await expect(page.getByText(empty).first()).toBeVisible()
    },
  }
}

/** A search that the server does not answer: the page says so, and offers to try again. */
export function notAnswered(field: string | RegExp, path = '**/graphql'): State {
  return {
    what: 'no answer',
    async open(page) {
      await refuse(page, path)
      await page.getByLabel(field).first().fill('zzzzrr')
      await expect(page.getByRole('alert').filter({ visible: true }).first()).toBeVisible()
      await page.unroute(path)
    },
  }
}

/** Everything asked there is answered as by a part of the platform that is away. */
export function refuse(page: Page, path: string): Promise<unknown> {
  const problem = { code: 'UPSTREAM_UNAVAILABLE', message: 'away' }
  const json = {
    ...problem,
    error: problem,
    errors: [{ message: problem.message, extensions: { code: problem.code } }],
  }
  return page.route(path, route => route.fulfill({ status: 503, json }))
}
