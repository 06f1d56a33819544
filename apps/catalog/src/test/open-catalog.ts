import { type FakeShell, type FakeShellOptions, fakeShell } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import * as catalog from '../entry.tsx'
import { answers } from './answers.ts'

const OWNER = [
  'catalog.product.read',
  'catalog.product.write',
  'inventory.stock.read',
  'inventory.stock.adjust',
  'inventory.settings.write',
]

/** The whole app on a fake shell, at a path below `/catalog`; removed again when the test ends. */
export async function openCatalog(
  path: string,
  { permissions = OWNER, ...options }: Omit<FakeShellOptions, 'path'> & { permissions?: string[] } = {},
): Promise<FakeShell> {
  const session = { ...fakeShell().session.info, permissions }
  const { shell } = await openApp('catalog', catalog, {
    session,
    answers,
    ...options,
    path: `/catalog${path}`,
  })
  return shell
}
