import { type Accessor, createContext, createSignal, onCleanup, useContext } from 'solid-js'
import type { Locale } from '../manifest.ts'
import type { MountProps, ShellServices, Theme, Undo } from '../protocol.ts'
import { AppRoute } from '../route/app-route.ts'

export const MountContext = createContext<MountProps>()

/** What the shell gave this instance: its element, its portal (`mount` of a `<Portal>` for popups), its base. */
export function useMountProps(): MountProps {
  const props = useContext(MountContext)
  if (props === undefined) throw new Error('Shell services are used outside of an app made by defineSolidApp')
  return props
}

export function useShell(): ShellServices {
  return useMountProps().shell
}

/** The language the shell speaks now. */
export function useLocale(): Accessor<Locale> {
  const { i18n } = useShell()
  return observe(i18n, i18n.locale())
}

export function useTheme(): Accessor<Theme> {
  const { theme } = useShell()
  return observe(theme, theme.current())
}

/** The app's address below its base as the signal `path`, with `href`, `navigate` and `follow` (for `onClick` of a link). */
export function useRoute(): { path: Accessor<string> } & Pick<AppRoute, 'href' | 'navigate' | 'follow'> {
  const route = new AppRoute(useMountProps())
  return {
    path: observe(route, route.path),
    href: to => route.href(to),
    navigate: (to, options) => route.navigate(to, options),
    follow: event => route.follow(event),
  }
}

function observe<T>(source: { subscribe(listener: (value: T) => void): Undo }, initial: T): Accessor<T> {
  const [value, setValue] = createSignal(initial)
  onCleanup(source.subscribe(next => setValue(() => next)))
  return value
}
