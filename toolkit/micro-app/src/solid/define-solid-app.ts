import { type Component, catchError, createComponent } from 'solid-js'
import { render } from 'solid-js/web'
import type { Lifecycles, MountProps, Undo } from '../protocol.ts'
import { MountContext } from './services.ts'

/**
 * The lifecycles of a Solid sub-app whose root is a component without props; the entry module exports them by name:
 * `export const { mount, unmount } = defineSolidApp(App)`. Mount rejects with what the first render threw; what is thrown
 * later and not caught by the app's own `<ErrorBoundary>` goes to `onError`.
 */
export function defineSolidApp(App: Component): Lifecycles {
  const instances = new Map<string, Undo>()
  return {
    mount(props) {
      instances.set(props.instanceId, renderFirst(App, props))
    },
    unmount({ instanceId }) {
      instances.get(instanceId)?.()
      instances.delete(instanceId)
    },
  }
}

function renderFirst(App: Component, props: MountProps): Undo {
  const failures: unknown[] = []
  let report = (error: unknown): void => void failures.push(error)
  const guarded: Component = () =>
    catchError(
      () => createComponent(App, {}),
      error => report(error),
    )
  const dispose = render(
    () =>
      createComponent(MountContext.Provider, {
        value: props,
        get children() {
          return createComponent(guarded, {})
        },
      }),
    props.container,
  )
  if (failures.length > 0) {
    dispose()
    throw failures[0]
  }
  report = error => props.onError(error)
  return dispose
}
