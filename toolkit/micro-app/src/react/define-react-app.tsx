import { type ComponentType, type ReactNode, StrictMode, useLayoutEffect } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import type { Lifecycles, MountProps } from '../protocol.ts'
import { resume, suspend } from '../visibility.ts'
import { MountContext } from './MountContext.ts'
import { RootBoundary } from './RootBoundary.tsx'

/**
 * The lifecycles of a sub-app whose root is a React component without props; the entry module exports them by name:
 * `export const { mount, update, unmount } = defineReactApp(App)`. Mount settles after the first commit and rejects with
 * what the first render threw; anything thrown later and not caught by the app's own boundary goes to `onError`.
 * What it shows in slots of others and has no module of its own for are components as well: id -> component, exported as
 * `contributions`.
 */
export function defineReactApp(
  App: ComponentType,
  { contributions = {} }: { contributions?: Record<string, ComponentType> } = {},
): ReactLifecycles & Required<Pick<Lifecycles, 'contributions'>> {
  const parts = Object.entries(contributions).map(
    ([id, Part]) => [id, defineReactContribution(Part)] as const,
  )
  return { ...lifecyclesOf(App), contributions: Object.fromEntries(parts) }
}

/**
 * The lifecycles of what a React app shows in a slot of another; `src/contributions/<id>` exports them by name:
 * `export const { mount, update, unmount, suspend, resume } = defineReactContribution(Card)`.
 */
export function defineReactContribution(
  Part: ComponentType,
): ReactLifecycles & Required<Pick<Lifecycles, 'suspend' | 'resume'>> {
  return { ...lifecyclesOf(Part), suspend, resume }
}

type ReactLifecycles = Lifecycles & Required<Pick<Lifecycles, 'update'>>

function lifecyclesOf(App: ComponentType): ReactLifecycles {
  const roots = new Map<string, Root>()
  return {
    async mount(props) {
      roots.set(props.instanceId, await renderFirst(App, props))
    },
    update(props) {
      roots.get(props.instanceId)?.render(<AppRoot App={App} props={props} />)
    },
    unmount(props) {
      roots.get(props.instanceId)?.unmount()
      roots.delete(props.instanceId)
    },
  }
}

async function renderFirst(App: ComponentType, props: MountProps): Promise<Root> {
  let resolve: () => void = () => {}
  let reject: (error: unknown) => void = () => {}
  // Not `Promise.withResolvers`: tests of apps run on Node 20.
  const committed = new Promise<void>((...settle) => ([resolve, reject] = settle))
  let isCommitted = false
  const onUncaughtError = (error: unknown) => (isCommitted ? props.onError(error) : reject(error))
  const root = createRoot(props.container, {
    identifierPrefix: identifierPrefixOf(props.instanceId),
    onUncaughtError,
  })
  const onCommit = () => {
    isCommitted = true
    resolve()
  }
  const render = () =>
    root.render(<AppRoot App={App} props={props} onCommit={onCommit} onError={onUncaughtError} />)
  // Inside of React's `act`, whose queue stands still until the callback settles, `mount` would wait for a commit without end.
  if (isActing()) flushSync(render)
  else render()
  try {
    await committed
    return root
  } catch (error) {
    root.unmount()
    throw error
  }
}

/** What test libraries set, for React to know that it is tested. */
function isActing(): boolean {
  return (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT === true
}

interface AppRootProps {
  App: ComponentType
  props: MountProps
  onCommit?: () => void
  onError?: (error: unknown) => void
}

function AppRoot({ App, props, onCommit, onError = props.onError }: AppRootProps): ReactNode {
  useLayoutEffect(() => onCommit?.(), [onCommit])
  return (
    <StrictMode>
      <MountContext.Provider value={props}>
        <RootBoundary onError={onError}>
          <App />
        </RootBoundary>
      </MountContext.Provider>
    </StrictMode>
  )
}

/** Libraries put React's ids into class names, where `@`, `.` and `#` of an instance id would break the selector. */
function identifierPrefixOf(instanceId: string): string {
  return `${instanceId.replace(/[^\w-]/g, '-')}-`
}
