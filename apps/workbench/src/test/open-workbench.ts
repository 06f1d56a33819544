import type { MountProps } from '@portico/micro-app'
import {
  type FakeShell,
  type FakeShellOptions,
  fakeMountProps,
  fakeShell,
  stubBrowser,
} from '@portico/testing'
import { act } from '@testing-library/react'
import { onTestFinished } from 'vitest'
import { mount, unmount } from '../entry.tsx'
import { answers } from './answers.ts'

/** The whole app on a fake shell that answers everything; removed again when the test ends. */
export async function openWorkbench(path: string, options: FakeShellOptions = {}): Promise<FakeShell> {
  stubBrowser()
  const shell = fakeShell({ path, answers, ...options })
  const props = fakeMountProps('workbench', { shell })
  await mountInAct(props)
  onTestFinished(async () => {
    await act(async () => unmount(props))
    props.container.remove()
    props.portal.remove()
  })
  return shell
}

/** Mount settles after the first commit, and act commits when its callback is over: so mount is awaited outside. */
async function mountInAct(props: MountProps): Promise<void> {
  const pending: (Promise<void> | void)[] = []
  await act(async () => void pending.push(mount(props)))
  await Promise.all(pending)
}
