import { getContext } from 'svelte'
import { createSubscriber } from 'svelte/reactivity'
import type { Locale } from '../manifest.ts'
import type { MountProps, ShellServices, Theme, Undo } from '../protocol.ts'
import { AppRoute } from '../route/app-route.ts'

export const MOUNT_PROPS = Symbol('portico mount props')

/** A value that is read anew where a template or an effect reads it, whenever it changes. */
export interface Observed<T> {
  readonly current: T
}

/** What the shell gave this instance: its element, its portal for popups, its base. For the set-up of a component. */
export function useMountProps(): MountProps {
  const props = getContext<MountProps | undefined>(MOUNT_PROPS)
  if (props === undefined)
    throw new Error('Shell services are used outside of an app made by defineSvelteApp')
  return props
}

export function useShell(): ShellServices {
  return useMountProps().shell
}

/** The language the shell speaks now. */
export function useLocale(): Observed<Locale> {
  const { i18n } = useShell()
  return observe(i18n, () => i18n.locale())
}

export function useTheme(): Observed<Theme> {
  const { theme } = useShell()
  return observe(theme, () => theme.current())
}

/** The app's address below its base as `path`, with `href`, `navigate` and `follow` (for `onclick` of a link). */
export function useRoute(): { readonly path: string } & Pick<AppRoute, 'href' | 'navigate' | 'follow'> {
  const route = new AppRoute(useMountProps())
  const path = observe(route, () => route.path)
  return {
    get path() {
      return path.current
    },
    href: to => route.href(to),
    navigate: (to, options) => route.navigate(to, options),
    follow: event => route.follow(event),
  }
}

function observe<T>(source: { subscribe(listener: (value: T) => void): Undo }, read: () => T): Observed<T> {
  const listen = createSubscriber(update => source.subscribe(update))
  return {
    get current() {
      listen()
      return read()
    },
  }
}
