import { expect, type Page } from '@playwright/test'
import { expectNoViolations, expectNoViolationsInBothThemes } from './axe.ts'

/** axe finds nothing in either theme (below `include`, left out: in the page), and no button's name has the English name of an icon's file in it. */
export async function expectSound(page: Page, where: string, include = 'html'): Promise<void> {
  await expectNoViolationsInBothThemes(page, where, { include })
  await expectUnnamedIcons(page, where)
}

/** As `expectSound`, in the theme that the page has. */
export async function expectSoundInThisTheme(page: Page, where: string, include: string): Promise<void> {
  await expectNoViolations(page, where, { include })
  await expectUnnamedIcons(page, where)
}

async function expectUnnamedIcons(page: Page, where: string): Promise<void> {
  expect.soft(await findNamedIcons(page), `icons with names: ${where}`).toEqual([])
}

/** Icons that antd names by their files and that would be read out as part of a control's name. */
function findNamedIcons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('.anticon[aria-label]'))
      .filter(
        icon =>
          icon.checkVisibility({ visibilityProperty: true }) && icon.closest('[aria-hidden=true]') === null,
      )
      .filter(icon => {
        const control = icon.closest('button, a, [role=button], [role=tab], [role=menuitem], [role=option]')
        return control !== null && !control.matches('[aria-label], [aria-labelledby]')
      })
      .map(icon => icon.getAttribute('aria-label') ?? '')
      .filter(name => /^[a-z]+(-[a-z]+)*$/.test(name)),
  )
}
