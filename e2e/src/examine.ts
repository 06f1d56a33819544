import type { Page } from '@playwright/test'
import { useOtherTheme } from './axe.ts'
import { expectToFit, PHONE } from './fit.ts'
import { expectSoundInThisTheme } from './sound.ts'

const LARGE = { width: 1360, height: 850 }

/**
 * What is to be seen fits a phone and, on a large screen, is sound, in one theme and in the other: colours do not depend on the
 * width. One opening serves both: a load and the steps to a dialog cost several times what the looks do. Begins and ends as a
 * phone, so that every page is loaded and every state opened as it is on one, and ends in the other theme.
 * Of a page with an open dialog the dialog alone is new, and axe looks at that: the page behind was looked at without it.
 */
export async function examine(page: Page, where: string): Promise<void> {
  const include = (await markDialogs(page)) ? '[data-examined]' : 'html'
  await expectToFit(page, where, include)
  await page.setViewportSize(LARGE)
  const theme = await useOtherTheme(page)
  await expectSoundInThisTheme(page, `${where}, ${theme}`, include)
  await page.setViewportSize(PHONE)
}

/** Whether a dialog is open; marks those that are, for as long as they are in the page. */
function markDialogs(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    for (const before of document.querySelectorAll('[data-examined]')) before.removeAttribute('data-examined')
    const open = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].filter(dialog =>
      dialog.checkVisibility(),
    )
    for (const dialog of open) dialog.setAttribute('data-examined', '')
    return open.length > 0
  })
}
