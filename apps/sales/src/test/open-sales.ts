import type { FakeShell, FakeShellOptions } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import { onTestFinished } from 'vitest'
import * as sales from '../entry.tsx'

/** The whole app on a fake shell, at a path below `/sales`; removed again when the test ends. */
export async function openSales(
  path: string,
  options: Omit<FakeShellOptions, 'path'> = {},
): Promise<FakeShell> {
  const { shell, close } = await openApp('sales', sales, {
    ...options,
    answers: { ...NOTHING_TO_TELL, ...options.answers },
    path: `/sales${path}`,
  })
  closeSales = close
  onTestFinished(() => sessionStorage.clear())
  return shell
}

/** What every page asks beside its own subject. */
const NOTHING_TO_TELL = {
  SalesOrderActivity: { order: { id: 'o1', activity: { nodes: [], pageInfo: { hasNextPage: false } } } },
  SalesOrderOfDraft: { orderOfDraft: null },
}

/** Of the app opened last: before the test ends, as a reload does; what it kept stays. */
export let closeSales = () => Promise.resolve()
