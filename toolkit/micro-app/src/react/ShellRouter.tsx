import { type ReactNode, useMemo } from 'react'
import { createPath, type Navigator, Router, type To } from 'react-router'
import type { NavigationService } from '../protocol.ts'
import { useMountProps } from './MountContext.ts'
import { useAppLocation, useShell } from './services.ts'

/**
 * React Router on the shell's location facade. Routes inside are written below the app's base: `/orders`, not `/sales/orders`.
 * A hidden tab's location stands still, so a kept-alive app never sees the URL of another one.
 */
export function ShellRouter({ children }: { children: ReactNode }): ReactNode {
  const { base } = useMountProps()
  const { navigation } = useShell()
  const location = useAppLocation()
  const navigator = useMemo(() => createNavigator(navigation), [navigation])
  return (
    <Router basename={base} location={location} navigator={navigator}>
      {children}
    </Router>
  )
}

function createNavigator(navigation: NavigationService): Navigator {
  return {
    createHref: hrefOf,
    push: (to, state) => navigation.navigate(hrefOf(to), { state }),
    replace: (to, state) => navigation.navigate(hrefOf(to), { state, replace: true }),
    go: delta => navigation.go(delta),
  }
}

function hrefOf(to: To): string {
  return typeof to === 'string' ? to : createPath(to)
}
