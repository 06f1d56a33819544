import type { AuditFilter } from '../../graph/graph.generated.ts'

/** As the address has it; days are of the user's own calendar. */
export interface AuditView {
  user: string
  action: string
  from: string
  until: string
}

export function readView(search: URLSearchParams): AuditView {
  const read = (name: keyof AuditView) => search.get(name) ?? ''
  return { user: read('user'), action: read('action'), from: read('from'), until: read('until') }
}

export function writeView(view: AuditView): Record<string, string> {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== ''))
}

/** `until` is the last day that counts. */
export function filterOf({ user, action, from, until }: AuditView): AuditFilter {
  return {
    userId: user || null,
    action: action || null,
    from: startOf(from, 0),
    until: startOf(until, 1),
  }
}

/** The beginning of the day so many days later; null where there is no day. */
function startOf(day: string, daysLater: number): string | null {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return null
  return new Date(year, month - 1, date + daysLater).toISOString()
}
