import type { Lifecycles, Locale, ShellServices, Theme } from '@portico/micro-app'
import { fakeMountProps, fakeShell } from '../fake-shell.ts'
import type { Answers } from '../fakes/graph.ts'
import { AloneGraph } from './alone-graph.ts'
import { BrowserNavigation } from './browser-navigation.ts'

/**
 * Shows a sub-app on a page without a shell. Graph operations get what the mocks of the folder say, else `answers`; language and theme come from the address:
 * `?locale=zh-CN&theme=dark`. Outside of the app's base the page goes to its start.
 */
export async function mountAlone(
  { name, base }: { name: string; base: string },
  lifecycles: Lifecycles,
  answers: Answers,
): Promise<void> {
  const navigation = new BrowserNavigation()
  if (!navigation.location().pathname.startsWith(base)) navigation.navigate(base, { replace: true })
  const shell: ShellServices = {
    ...fakeShell(readPreferences()),
    navigation,
    graph: new AloneGraph(answers),
    notify: consoleNotices,
  }
  const props = fakeMountProps(name, { base, shell })
  await lifecycles.bootstrap?.()
  await lifecycles.mount(props)
}

function readPreferences(): { locale: Locale; theme: Theme } {
  const query = new URLSearchParams(window.location.search)
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
  document.documentElement.dataset.theme = theme
  return { locale: query.get('locale') === 'zh-CN' ? 'zh-CN' : 'en', theme }
}

const consoleNotices: ShellServices['notify'] = {
  success: text => console.info(text),
  info: text => console.info(text),
  warning: text => console.warn(text),
  error: text => console.error(text),
}
