import { type App, type Component, createApp, type ShallowRef, shallowRef } from 'vue'
import type { Lifecycles, MountProps } from '../protocol.ts'
import type { SlotPlace } from '../slots.ts'
import { mountPropsKey, slotPlaceKey } from './services.ts'

/** A router that one instance has. */
export interface VueRouting {
  isReady(): Promise<unknown>
  destroy(): void
}

export interface VueRoot {
  component: Component
  /** Called before mount, to install plugins and directives. */
  setup?: ((app: App, props: MountProps) => void) | undefined
  /** Left out: it has no addresses of its own. */
  route?: ((app: App, props: MountProps) => VueRouting) | undefined
}

/**
 * What threw in an event handler or a watcher leaves the page as it stands, with what is typed in it: it goes to the window,
 * as without a framework. In builds for production Vue names the place by its number.
 */
const LEAVES_PAGE = /event handler$|^watcher |#runtime-[2-6]$/

interface Instance {
  app: App
  place: ShallowRef<SlotPlace | undefined>
  routing: VueRouting | undefined
}

/** Mount rejects with what the first render threw; later errors go to `onError`, or to the window where the page stands as before. */
export function vueLifecycles(root: VueRoot): Required<Pick<Lifecycles, 'mount' | 'update' | 'unmount'>> {
  const instances = new Map<string, Instance>()
  return {
    async mount(props) {
      instances.set(props.instanceId, await mountInstance(root, props))
    },
    update(props) {
      const instance = instances.get(props.instanceId)
      if (instance !== undefined) instance.place.value = props.slot
    },
    unmount(props) {
      const instance = instances.get(props.instanceId)
      instances.delete(props.instanceId)
      instance?.app.unmount()
      instance?.routing?.destroy()
    },
  }
}

async function mountInstance(root: VueRoot, props: MountProps): Promise<Instance> {
  const instance = createInstance(root, props)
  const failures: unknown[] = []
  instance.app.config.errorHandler = error => failures.push(error)
  try {
    await instance.routing?.isReady()
    instance.app.mount(props.container)
    if (failures.length > 0) throw failures[0]
  } catch (error) {
    instance.app.unmount()
    instance.routing?.destroy()
    throw error
  }
  instance.app.config.errorHandler = (error, _component, info) =>
    LEAVES_PAGE.test(info) ? reportError(error) : props.onError(error)
  return instance
}

function createInstance({ component, setup, route }: VueRoot, props: MountProps): Instance {
  const app = createApp(component)
  app.config.idPrefix = props.instanceId.replace(/[^\w-]/g, '-')
  const place = shallowRef(props.slot)
  app.provide(mountPropsKey, props)
  app.provide(slotPlaceKey, place)
  setup?.(app, props)
  return { app, place, routing: route?.(app, props) }
}
