import { useCallback, useSyncExternalStore } from 'react'
import type { Locale } from '../manifest.ts'
import type { AppLocation, ShellServices, Theme, Undo } from '../protocol.ts'
import { useMountProps } from './MountContext.ts'

interface Observable<T> {
  subscribe(listener: (value: T) => void): Undo
}

export function useShell(): ShellServices {
  return useMountProps().shell
}

/** The language the shell speaks now; renders again when the user changes it. */
export function useLocale(): Locale {
  const { i18n } = useShell()
  return useObserved(i18n, () => i18n.locale())
}

export function useTheme(): Theme {
  const { theme } = useShell()
  return useObserved(theme, () => theme.current())
}

/** The location of this app's tab; stands still while the tab is hidden. */
export function useAppLocation(): AppLocation {
  const { navigation } = useShell()
  return useObserved(navigation, () => navigation.location())
}

function useObserved<T>(source: Observable<T>, read: () => T): T {
  const subscribe = useCallback((changed: () => void) => source.subscribe(changed), [source])
  return useSyncExternalStore(subscribe, read)
}
