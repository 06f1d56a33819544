import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'
import { waitUntilStill } from './stillness.ts'

interface AxeScope {
  /** Selector of what alone is looked at; the whole page when left out. */
  include?: string
  /** Selector of what is not the test's matter, such as fixture apps. */
  exclude?: string
  /** These rules alone; all of them, best practices too, when left out. */
  rules?: string[]
}

/** Rule and places of everything axe finds wrong, of every level, once the page stands still. */
export async function findViolations(
  page: Page,
  { include = 'html', exclude, rules }: AxeScope = {},
): Promise<string[]> {
  await waitUntilStill(page)
  await haveAxe(page)
  const found = await page.evaluate(
    async ({ include, exclude, rules }) => {
      const { axe } = window as unknown as {
        axe: { run(scope: object, options: RunOptions): Promise<AxeResults> }
      }
      const { violations } = await axe.run(
        { include: [[include]], ...(exclude !== undefined && { exclude: [[exclude]] }) },
        { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) },
      )
      return violations.map(({ id, nodes }) => ({ id, places: nodes.map(({ target }) => target.join(' ')) }))
    },
    { include, exclude, rules },
  )
  return found.map(({ id, places }) => `${id}: ${places.join(', ')}`)
}

/** What the package gives as `source` has comments and is twice as long. */
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Half a megabyte of script, so once a document, however many states of it are looked at. */
async function haveAxe(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(AXE)
  }
}

export async function expectNoViolations(page: Page, where: string, scope: AxeScope = {}): Promise<void> {
  expect.soft(await findViolations(page, scope), `what axe finds: ${where}`).toEqual([])
}

/**
 * In the dark only the colours are others, so that alone is checked again. Begins with the theme that the page has and ends in
 * the other: each change draws the whole page anew, and the next state is looked at the other way round.
 */
export async function expectNoViolationsInBothThemes(
  page: Page,
  where: string,
  scope: Pick<AxeScope, 'include' | 'exclude'> = {},
): Promise<void> {
  for (const theme of (await isDark(page)) ? DARK_FIRST : LIGHT_FIRST) {
    await chooseTheme(page, theme)
    await expectNoViolations(page, `${where}, ${theme}`, { ...scope, ...SCOPE_IN[theme] })
  }
}

/** Gives the theme that the page has then. */
export async function useOtherTheme(page: Page): Promise<Theme> {
  const theme = (await isDark(page)) ? 'light' : 'dark'
  await chooseTheme(page, theme)
  return theme
}

type Theme = 'light' | 'dark'

const LIGHT_FIRST: readonly Theme[] = ['light', 'dark']
const DARK_FIRST: readonly Theme[] = ['dark', 'light']
const SCOPE_IN: Record<Theme, Pick<AxeScope, 'rules'>> = { light: {}, dark: { rules: ['color-contrast'] } }

async function isDark(page: Page): Promise<boolean> {
  return (await page.locator('html').getAttribute('data-theme')) === 'dark'
}

/** As the system asks for it; a theme that was chosen by hand in the page stays. */
async function chooseTheme(page: Page, colorScheme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
}
