import type { Page } from '@playwright/test'
import { expectToFit, PHONE } from './fit.ts'
import { expectSound } from './sound.ts'

const LARGE = { width: 1360, height: 850 }

/**
 * What is to be seen fits a phone and, on a large screen, is sound. One opening serves both: a load and the steps to a dialog cost several
 * times what the looks do. Begins and ends as a phone, so that every page is loaded and every state opened as it is on one.
 */
export async function examine(page: Page, where: string): Promise<void> {
  await expectToFit(page, where)
  await page.setViewportSize(LARGE)
  await expectSound(page, where)
  await page.setViewportSize(PHONE)
}
