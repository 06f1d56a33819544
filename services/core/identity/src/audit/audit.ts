import type { AuditAction } from '@portico/identity-contract'
import { newId } from '@portico/service-kit'
import type { Act } from '../people/act.ts'

export interface AuditSubject {
  kind: 'USER' | 'ROLE'
  id: string
  name: string
}

/** What a value was and became; null where there was or is none. */
export type AuditChange = Record<string, { old: string | null; new: string | null }>

type Doer = Pick<Act, 'tx'> & {
  tenant: { id: string }
  actor: { id: string; displayName: string; address: string | null }
}

/** Written in the transaction of the change: there is no change without its entry, nor an entry without its change. */
export async function audit(
  { tx, tenant, actor }: Doer,
  action: AuditAction,
  subject: AuditSubject,
  change: AuditChange = {},
) {
  await tx.run(
    `insert into audit_entry (tenant_id, id, actor_id, actor_name, action, subject_kind, subject_id, subject_name, change, address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tenant.id,
      newId(),
      actor.id,
      actor.displayName,
      action,
      subject.kind,
      subject.id,
      subject.name,
      JSON.stringify(change),
      actor.address,
    ],
  )
}
