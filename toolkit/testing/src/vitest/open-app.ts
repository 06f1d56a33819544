import type { Lifecycles, SlotPlace } from '@portico/micro-app'
import { onTestFinished } from 'vitest'
import type { FakeShellOptions } from '../fake-shell.ts'
import { type RenderedApp, renderApp } from '../render-app.ts'

export interface OpenedApp extends Omit<RenderedApp, 'unmount'> {
  /** Unmounts the app before the test ends, as the shell does when its tab is closed. A second call does nothing. */
  close(): Promise<void>
}

/**
 * Mounts a whole sub-app on a fake shell and unmounts it when the test ends. `path` is that of the whole page, such as
 * `/sales/orders`. Given `slot`, it is a contribution that is mounted there.
 */
export async function openApp(
  name: string,
  entry: Pick<Lifecycles, 'mount' | 'unmount' | 'suspend' | 'resume'>,
  options: FakeShellOptions & { path: string; slot?: SlotPlace },
): Promise<OpenedApp> {
  const { unmount, ...app } = await renderApp(name, entry, options)
  onTestFinished(unmount)
  return { ...app, close: unmount }
}
