import type { FakeShell, FakeShellOptions } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import { userEvent } from '@testing-library/user-event'
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

const SEND = '{Enter}'

/** As pasted, for what is written is not looked at letter by letter: each of them draws the whole page anew. Ends with `{Enter}` to send. */
export async function enter(input: HTMLElement, text: string): Promise<void> {
  const isSent = text.endsWith(SEND)
  await userEvent.click(input)
  await userEvent.paste(isSent ? text.slice(0, -SEND.length) : text)
  if (isSent) await userEvent.keyboard(SEND)
}
