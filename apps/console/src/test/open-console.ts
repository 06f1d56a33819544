import {
  type FakeShell,
  type FakeShellOptions,
  fakeMountProps,
  fakeShell,
  stubBrowser,
} from '@portico/testing'
import { configure } from '@testing-library/react'
import { onTestFinished } from 'vitest'
import { mount, unmount } from '../entry.tsx'
import { FakeReleaseService, type FakeRoutes } from './fake-release-service.ts'

/** A page of many cards takes its time where tests share two processors. */
configure({ asyncUtilTimeout: 5_000 })

interface OpenConsole {
  shell: FakeShell
  service: FakeReleaseService
}

/** The whole app on a fake shell and a fake release service, at a path below `/console`; unmounted when the test ends. */
export async function openConsole(
  path: string,
  routes: FakeRoutes = {},
  options: Omit<FakeShellOptions, 'path' | 'fetch'> = {},
): Promise<OpenConsole> {
  stubBrowser()
  const service = new FakeReleaseService(routes)
  const shell = fakeShell({ ...options, path: `/console${path}`, fetch: service.fetch })
  const props = fakeMountProps('console', { shell })
  await mount(props)
  onTestFinished(async () => {
    await unmount(props)
    props.container.remove()
    props.portal.remove()
  })
  return { shell, service }
}

export const readOnly = { session: { permissions: ['platform.release.read'] } }
