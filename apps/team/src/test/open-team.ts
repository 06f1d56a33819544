import type { FakeShell, FakeShellOptions } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import * as team from '../entry.tsx'

/** The whole app on a fake shell, at a path below `/team`; removed again when the test ends. */
export async function openTeam(path: string, options: Omit<FakeShellOptions, 'path'>): Promise<FakeShell> {
  const { shell } = await openApp('team', team, { ...options, path: `/team${path}` })
  return shell
}
