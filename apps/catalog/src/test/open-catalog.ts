import {
  type FakeShell,
  type FakeShellOptions,
  fakeMountProps,
  fakeShell,
  stubBrowser,
} from '@portico/testing'
import { onTestFinished } from 'vitest'
import { mount, unmount } from '../entry.tsx'
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
  stubBrowser()
  const session = { ...fakeShell().session.info, permissions }
  const shell = fakeShell({ session, answers, ...options, path: `/catalog${path}` })
  const props = fakeMountProps('catalog', { shell })
  await mount(props)
  onTestFinished(async () => {
    await unmount(props)
    props.container.remove()
    props.portal.remove()
  })
  return shell
}
