import { type Component, flushSync, mount, unmount } from 'svelte'
import type { Lifecycles, MountProps } from '../protocol.ts'
import Root from './Root.svelte'
import { MOUNT_PROPS } from './services.ts'

/**
 * The lifecycles of a Svelte sub-app whose root is a component without props; the entry module exports them by name:
 * `export const { mount, unmount } = defineSvelteApp(App)`. Mount rejects with what the first render or its effects threw;
 * what they throw later and the app's own `<svelte:boundary>` does not catch goes to `onError`.
 */
export function defineSvelteApp(App: Component): Lifecycles {
  const instances = new Map<string, object>()
  return {
    async mount(props) {
      instances.set(props.instanceId, await renderFirst(App, props))
    },
    async unmount({ instanceId }) {
      const instance = instances.get(instanceId)
      instances.delete(instanceId)
      if (instance !== undefined) await unmount(instance)
    },
  }
}

async function renderFirst(App: Component, props: MountProps): Promise<object> {
  const failures: unknown[] = []
  let report = (error: unknown): void => void failures.push(error)
  const instance = mount(Root, {
    target: props.container,
    context: new Map([[MOUNT_PROPS, props]]),
    props: { App, onerror: (error: unknown) => report(error) },
  })
  flushSync()
  if (failures.length > 0) {
    await unmount(instance)
    throw failures[0]
  }
  report = error => props.onError(error)
  return instance
}
