import { newId, type Transaction } from '@portico/service-kit'

export interface AuditedChange {
  /** `user:<name>`, `token:<name>`, `guardrail` or `system`. */
  actor: string
  /** Such as `release.start`. */
  action: string
  /** Such as `release:<id>` or `artifact:sales@1.5.0`. */
  subject: string
  reason?: string | null | undefined
  /** What it was and became, where that can be said shortly. */
  change?: Record<string, unknown>
}

/** Written in the transaction of the change: there is no change without its entry, nor an entry without its change. */
export async function audit(tx: Transaction, { actor, action, subject, reason, change = {} }: AuditedChange) {
  await tx.run(
    'insert into audit (id, actor, action, subject, reason, change) values ($1, $2, $3, $4, $5, $6)',
    [newId(), actor, action, subject, reason ?? null, JSON.stringify(change)],
  )
}
