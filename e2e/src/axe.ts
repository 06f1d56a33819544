import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { waitUntilStill } from './stillness.ts'

interface AxeScope {
  /** Selector of what is not the test's matter, such as fixture apps. */
  exclude?: string
  /** These rules alone; all of them, best practices too, when left out. */
  rules?: string[]
}

/** Rule and places of everything axe finds wrong, of every level, once the page stands still. */
export async function findViolations(page: Page, { exclude, rules }: AxeScope = {}): Promise<string[]> {
  await waitUntilStill(page)
  // Pages here have no frame of another origin, for which alone the other mode opens a second page.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (exclude !== undefined) axe.exclude(exclude)
  if (rules !== undefined) axe.withRules(rules)
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

export async function expectNoViolations(page: Page, where: string, scope: AxeScope = {}): Promise<void> {
  expect.soft(await findViolations(page, scope), `what axe finds: ${where}`).toEqual([])
}

/** In the dark only the colours are others, so that alone is checked again. Ends in the light. */
export async function expectNoViolationsInBothThemes(
  page: Page,
  where: string,
  { exclude }: Pick<AxeScope, 'exclude'> = {},
): Promise<void> {
  await chooseTheme(page, 'light')
  await expectNoViolations(page, `${where}, light`, { exclude })
  await chooseTheme(page, 'dark')
  await expectNoViolations(page, `${where}, dark`, { exclude, rules: ['color-contrast'] })
  await chooseTheme(page, 'light')
}

/** As the system asks for it; a theme that was chosen by hand in the page stays. */
async function chooseTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
}
