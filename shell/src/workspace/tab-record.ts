import type { AppLocation } from '@portico/micro-app'
import { hrefOf } from '../navigation/page-history.ts'
import { isListOf, isRecord, isText, SessionRecord } from '../state/session-record.ts'

/** Which tabs a browser tab had open, for its reload; of one user only. */
interface TabRecord {
  userId: string
  tabs: { app: string; href: string }[]
}

const record = new SessionRecord<TabRecord>('portico.tabs', isTabRecord)

/** Without storage a reload keeps the page shown, not the tabs beside it. */
export function saveTabs(userId: string, tabs: { app: string; location: AppLocation }[]): void {
  record.write({ userId, tabs: tabs.map(tab => ({ app: tab.app, href: hrefOf(tab.location) })) })
}

export function restoreTabs(userId: string): TabRecord['tabs'] {
  const saved = record.read()
  return saved?.userId === userId ? saved.tabs : []
}

function isTabRecord(value: unknown): value is TabRecord {
  return (
    isRecord(value) &&
    isText(value.userId) &&
    isListOf(value.tabs, ({ app, href }) => isText(app) && isText(href))
  )
}
