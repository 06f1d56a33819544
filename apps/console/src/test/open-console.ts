import type { FakeShell, FakeShellOptions } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import * as app from '../entry.tsx'
import { FakeReleaseService, type FakeRoutes } from './fake-release-service.ts'

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
  const service = new FakeReleaseService(routes)
  const { shell } = await openApp('console', app, {
    ...options,
    path: `/console${path}`,
    fetch: service.fetch,
  })
  return { shell, service }
}

export const readOnly = { session: { permissions: ['platform.release.read'] } }
