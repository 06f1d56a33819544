import type { App, Component } from 'vue'
import { createRouter, type RouteRecordRaw } from 'vue-router'
import type { Lifecycles, MountProps } from '../protocol.ts'
import { defineVueContribution } from './define-vue-contribution.ts'
import { createShellHistory } from './shell-history.ts'
import { type VueRouting, vueLifecycles } from './vue-lifecycles.ts'

export interface VueAppOptions {
  /** Paths below the app's base. Given: the app has a vue-router on the shell's location. */
  routes?: RouteRecordRaw[]
  /** Called before mount, to install plugins and directives. */
  setup?: (app: App, props: MountProps) => void
  /** What the app shows in slots of others and has no module of its own for: id -> component. They get `setup` and no routes. */
  contributions?: Record<string, Component>
}

/**
 * The lifecycles of a Vue sub-app; the entry module exports them by name. Mount rejects with what the first render threw; later errors go to `onError`, or to the window where the page stands as before.
 */
export function defineVueApp(
  component: Component,
  { routes, setup, contributions = {} }: VueAppOptions = {},
): Lifecycles & Required<Pick<Lifecycles, 'contributions'>> {
  const parts = Object.entries(contributions).map(
    ([id, part]) => [id, defineVueContribution(part, { setup })] as const,
  )
  const route = routes && ((app: App, props: MountProps) => installRoutes(app, props, routes))
  return { ...vueLifecycles({ component, setup, route }), contributions: Object.fromEntries(parts) }
}

function installRoutes(app: App, { shell, base }: MountProps, routes: RouteRecordRaw[]): VueRouting {
  const history = createShellHistory(shell.navigation, base)
  const router = createRouter({ history, routes })
  app.use(router)
  return { isReady: () => router.isReady(), destroy: () => history.destroy() }
}
