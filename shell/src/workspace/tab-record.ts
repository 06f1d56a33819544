import type { AppLocation } from '@portico/micro-app'
import { hrefOf } from '../navigation/page-history.ts'

const KEY = 'portico.tabs'

/** Which tabs a browser tab had open, for its reload; of one user only. */
export interface TabRecord {
  userId: string
  tabs: { app: string; href: string }[]
}

export function saveTabs(userId: string, tabs: { app: string; location: AppLocation }[]): void {
  const record: TabRecord = { userId, tabs: tabs.map(tab => ({ app: tab.app, href: hrefOf(tab.location) })) }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(record))
  } catch {
    // Without storage a reload keeps the page shown, not the tabs beside it.
  }
}

export function restoreTabs(userId: string): TabRecord['tabs'] {
  try {
    const record = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as TabRecord | null
    return record?.userId === userId ? record.tabs : []
  } catch {
    return []
  }
}
