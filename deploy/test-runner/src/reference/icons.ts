import { ICON_PATHS } from '../../../../toolkit/micro-app/src/icons.ts'
import { referencePage, tableOf } from './page.ts'

/** Seen on a light page and on a dark one. */
const COLOUR = '#808080'

export function iconsPage(): string {
  const rows = Object.keys(ICON_PATHS).map(name => [`![${name}](../images/icons/${name}.svg)`, `\`${name}\``])
  return referencePage(
    'Icons',
    'What `icon` of `portico.app.ts` may be: build and `npm start` refuse another name, and say the nearest of these. They are drawn in the colour of the text beside them.',
    tableOf(['icon', 'name'], rows),
  )
}

/** Path -> picture, for the page. */
export function iconPictures(): Record<string, string> {
  const pictures = Object.entries(ICON_PATHS).map(([name, path]) => [
    `docs/images/icons/${name}.svg`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 20 20" fill="none" stroke="${COLOUR}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>\n`,
  ])
  return Object.fromEntries(pictures)
}
