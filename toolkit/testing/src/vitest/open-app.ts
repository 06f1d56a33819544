import type { Lifecycles, MountProps, SlotPlace } from '@portico/micro-app'
import { onTestFinished } from 'vitest'
import { type FakeShell, type FakeShellOptions, fakeMountProps, fakeShell } from '../fake-shell.ts'
import { stubBrowser } from '../stub-browser.ts'

export interface OpenedApp extends MountProps {
  shell: FakeShell
  /** Unmounts the app before the test ends, as the shell does when its tab is closed. A second call does nothing. */
  close(): Promise<void>
}

/**
 * Mounts a whole sub-app on a fake shell and unmounts it when the test ends. `path` is that of the whole page, such as
 * `/sales/orders`. Given `slot`, it is a contribution that is mounted there. React's `act` is not used: its queue stands still until its callback settles, and `mount` settles after
 * the first commit.
 */
export async function openApp(
  name: string,
  { mount, unmount }: Pick<Lifecycles, 'mount' | 'unmount'>,
  options: FakeShellOptions & { path: string; slot?: SlotPlace },
): Promise<OpenedApp> {
  stubBrowser()
  const shell = fakeShell(options)
  const props = fakeMountProps(name, { shell, ...(options.slot && { slot: options.slot }) })
  await mount(props)
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await unmount(props)
  }
  onTestFinished(async () => {
    await close()
    props.container.remove()
    props.portal.remove()
  })
  return { ...props, shell, close }
}
