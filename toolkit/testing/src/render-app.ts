import type { Lifecycles, MountProps, SlotPlace } from '@portico/micro-app'
import { type FakeShell, type FakeShellOptions, fakeMountProps, fakeShell } from './fake-shell.ts'
import { stubBrowser } from './stub-browser.ts'

export interface RenderOptions extends FakeShellOptions {
  /** Of the whole page, such as `/sales/orders`. Left out: the app's start, `/<name>`. */
  path?: string
  /** It is a contribution, and mounted there. */
  slot?: SlotPlace
  /** `app@version#n`; left out: the first copy. */
  instanceId?: string
}

export interface RenderedApp extends MountProps {
  shell: FakeShell
  /** The tab is hidden, and shown again. */
  suspend(): void
  resume(): void
  /** Unmounts the app and takes its elements away, as the shell does when its tab is closed. A second call does nothing. */
  unmount(): Promise<void>
}

/**
 * Mounts an app on a fake shell, by its lifecycles (the exports of its entry), and resolves once it shows something. It need not
 * be put into React's `act`, and may be. Where it cannot be mounted its elements are taken away, and the reason is thrown.
 */
export async function renderApp(
  name: string,
  entry: Pick<Lifecycles, 'mount' | 'unmount' | 'suspend' | 'resume'>,
  { slot, instanceId, ...options }: RenderOptions = {},
): Promise<RenderedApp> {
  stubBrowser()
  const shell = fakeShell({ path: `/${name}`, ...options })
  const props = fakeMountProps(name, { shell, ...(slot && { slot }), ...(instanceId && { instanceId }) })
  const remove = () => {
    props.container.remove()
    props.portal.remove()
  }
  try {
    await entry.mount(props)
  } catch (error) {
    remove()
    throw error
  }
  let isMounted = true
  const unmount = async () => {
    if (!isMounted) return
    isMounted = false
    try {
      await entry.unmount(props)
    } finally {
      remove()
    }
  }
  return { ...props, shell, suspend: () => entry.suspend?.(), resume: () => entry.resume?.(), unmount }
}
