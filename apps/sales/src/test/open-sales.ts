import {
  type FakeShell,
  type FakeShellOptions,
  fakeMountProps,
  fakeShell,
  stubBrowser,
} from '@portico/testing'
import { onTestFinished } from 'vitest'
import { mount, unmount } from '../entry.tsx'

/** The whole app on a fake shell, at a path below `/sales`; removed again when the test ends. */
export async function openSales(
  path: string,
  options: Omit<FakeShellOptions, 'path'> = {},
): Promise<FakeShell> {
  stubBrowser()
  const shell = fakeShell({
    ...options,
    answers: { ...NOTHING_TO_TELL, ...options.answers },
    path: `/sales${path}`,
  })
  const props = fakeMountProps('sales', { shell })
  await mount(props)
  close = async () => {
    close = () => Promise.resolve()
    await unmount(props)
    props.container.remove()
    props.portal.remove()
  }
  onTestFinished(async () => {
    await close()
    sessionStorage.clear()
  })
  return shell
}

/** What every page asks beside its own subject. */
const NOTHING_TO_TELL = {
  SalesOrderActivity: { order: { id: 'o1', activity: { nodes: [], pageInfo: { hasNextPage: false } } } },
  SalesOrderOfDraft: { orderOfDraft: null },
}

let close = () => Promise.resolve()

/** Before the test ends, as a reload does; what it kept stays. */
export function closeSales(): Promise<void> {
  return close()
}
