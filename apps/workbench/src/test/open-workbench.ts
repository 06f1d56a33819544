import type { FakeShell, FakeShellOptions } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import * as workbench from '../entry.tsx'
import { answers } from './answers.ts'

/** The whole app on a fake shell that answers everything; removed again when the test ends. */
export async function openWorkbench(path: string, options: FakeShellOptions = {}): Promise<FakeShell> {
  const { shell } = await openApp('workbench', workbench, { answers, ...options, path })
  return shell
}
