import { type App, type Component, createApp, type ShallowRef, shallowRef } from 'vue'
import { createRouter, type RouteRecordRaw, type Router } from 'vue-router'
import type { Lifecycles, MountProps } from '../protocol.ts'
import type { SlotPlace } from '../slots.ts'
import { resume, suspend } from '../visibility.ts'
import { mountPropsKey, slotPlaceKey } from './services.ts'
import { createShellHistory } from './shell-history.ts'

export interface VueAppOptions {
  /** Paths below the app's base. Given: the app has a vue-router on the shell's location. */
  routes?: RouteRecordRaw[]
  /** Called before mount, to install plugins and directives. */
  setup?: (app: App, props: MountProps) => void
  /** What the app shows in slots of others: id -> component. They get `setup` and no routes. */
  contributions?: Record<string, Component>
}

/**
 * What threw in an event handler or a watcher leaves the page as it stands, with what is typed in it: it goes to the window,
 * as without a framework. In builds for production Vue names the place by its number.
 */
const LEAVES_PAGE = /event handler$|^watcher |#runtime-[2-6]$/

interface Instance {
  app: App
  place: ShallowRef<SlotPlace | undefined>
  router: Router | undefined
  destroyHistory: (() => void) | undefined
}

/**
 * The lifecycles of a Vue sub-app; the entry module exports them by name. Mount rejects with what the first render threw; later errors go to `onError`, or to the window where the page stands as before.
 */
export function defineVueApp(
  root: Component,
  { contributions = {}, ...options }: VueAppOptions = {},
): Lifecycles & Required<Pick<Lifecycles, 'contributions'>> {
  const { routes: _, ...withoutRoutes } = options
  const parts = Object.entries(contributions).map(([id, part]) => {
    return [id, { ...lifecyclesOf(part, withoutRoutes), suspend, resume }] as const
  })
  return { ...lifecyclesOf(root, options), contributions: Object.fromEntries(parts) }
}

type RootOptions = Omit<VueAppOptions, 'contributions'>

function lifecyclesOf(root: Component, options: RootOptions): Lifecycles {
  const instances = new Map<string, Instance>()
  return {
    async mount(props) {
      instances.set(props.instanceId, await mountInstance(root, options, props))
    },
    update(props) {
      const instance = instances.get(props.instanceId)
      if (instance !== undefined) instance.place.value = props.slot
    },
    unmount(props) {
      const instance = instances.get(props.instanceId)
      instances.delete(props.instanceId)
      instance?.app.unmount()
      instance?.destroyHistory?.()
    },
  }
}

async function mountInstance(root: Component, options: RootOptions, props: MountProps): Promise<Instance> {
  const instance = createInstance(root, options, props)
  const failures: unknown[] = []
  instance.app.config.errorHandler = error => failures.push(error)
  try {
    await instance.router?.isReady()
    instance.app.mount(props.container)
    if (failures.length > 0) throw failures[0]
  } catch (error) {
    instance.app.unmount()
    instance.destroyHistory?.()
    throw error
  }
  instance.app.config.errorHandler = (error, _component, info) =>
    LEAVES_PAGE.test(info) ? reportError(error) : props.onError(error)
  return instance
}

function createInstance(root: Component, options: RootOptions, props: MountProps): Instance {
  const app = createApp(root)
  app.config.idPrefix = props.instanceId.replace(/[^\w-]/g, '-')
  const place = shallowRef(props.slot)
  app.provide(mountPropsKey, props)
  app.provide(slotPlaceKey, place)
  options.setup?.(app, props)
  if (options.routes === undefined) return { app, place, router: undefined, destroyHistory: undefined }
  const history = createShellHistory(props.shell.navigation, props.base)
  const router = createRouter({ history, routes: options.routes })
  app.use(router)
  return { app, place, router, destroyHistory: () => history.destroy() }
}
