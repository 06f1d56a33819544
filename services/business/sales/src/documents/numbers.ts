import type { DocumentKind } from '@portico/sales-contract'
import type { Transaction } from '@portico/service-kit'

const PREFIXES: Record<DocumentKind, string> = { ORDER: 'SO', CREDIT_NOTE: 'CN' }
const DIGITS = 6

/** SO-000001, SO-000002...: without gaps, because the row is locked until the document that takes it is written. */
export async function nextNumber(tx: Transaction, tenantId: string, kind: DocumentKind): Promise<string> {
  const { last } = await tx.get<{ last: number }>(
    `insert into number_sequence (tenant_id, kind, last) values ($1, $2, 1)
     on conflict (tenant_id, kind) do update set last = number_sequence.last + 1 returning last`,
    [tenantId, kind],
  )
  return `${PREFIXES[kind]}-${String(last).padStart(DIGITS, '0')}`
}
