import type { MountProps } from '@portico/micro-app'
import { type FakeShell, type FakeShellOptions, fakeMountProps, fakeShell } from '@portico/testing'
import { onTestFinished } from 'vitest'
import { mount, unmount } from '../entry.ts'
import { answers } from './answers.ts'

export interface OpenInventory extends Omit<MountProps, 'shell'> {
  shell: FakeShell
  leave(): void
}

/** The whole app on a fake shell that answers everything; removed again when the test ends. */
export async function openInventory(path: string, options: FakeShellOptions = {}): Promise<OpenInventory> {
  stubBrowser()
  const shell = fakeShell({ path: `/inventory${path}`, answers, ...options })
  const props = fakeMountProps('inventory', { shell })
  await mount(props)
  let isOpen = true
  const leave = () => {
    if (isOpen) void unmount(props)
    isOpen = false
  }
  onTestFinished(() => {
    leave()
    props.container.remove()
    props.portal.remove()
  })
  return { ...props, shell, leave }
}

/** What Element Plus asks of a browser and jsdom has not. */
function stubBrowser(): void {
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
}
