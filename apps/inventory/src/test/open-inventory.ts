import type { FakeShellOptions } from '@portico/testing'
import { type OpenedApp, openApp } from '@portico/testing/vitest'
import * as inventory from '../entry.ts'
import { answers } from './answers.ts'

/** The whole app on a fake shell that answers everything, at a path below `/inventory`; removed again when the test ends. */
export function openInventory(path: string, options: FakeShellOptions = {}): Promise<OpenedApp> {
  return openApp('inventory', inventory, { answers, ...options, path: `/inventory${path}` })
}
