import { usePageSession } from '../common/page-session-context.ts'
import { useLocale, useText } from '../common/shell-context.ts'

/** What apps are called in the menu, as a list in the user's language; what the page has no title of, by its name. */
export function useTitles(): (names: readonly string[]) => string {
  const { snapshot } = usePageSession()
  const text = useText()
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' })
  return names =>
    list.format(
      names.map(name => {
        const title = snapshot.apps[name]?.manifest.title
        return title === undefined ? name : text(title)
      }),
    )
}
