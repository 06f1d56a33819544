import type { AuditEntry } from '@portico/release'
import { every, STATE_MS } from '../../release-client/live.ts'
import { type Pages, usePages } from '../../release-client/use-pages.ts'

/** Newest first; `subject` empty is everything. */
export function useAudit(subject: string, isLive = false): Pages<AuditEntry> {
  return usePages(['audit'], 'listAudit', {
    query: { subject },
    refetchInterval: isLive ? every(STATE_MS) : () => false,
  })
}
