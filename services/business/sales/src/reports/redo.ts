import type { Transaction } from '@portico/service-kit'

/** Every copy of the tenant's documents, in whichever process, is made anew before it is next read. */
export async function redoReports(tx: Transaction, tenantId: string): Promise<void> {
  await tx.run(
    `insert into report_redo (tenant_id, since) values ($1, pg_current_xact_id()::text::bigint)
     on conflict (tenant_id) do update set since = greatest(report_redo.since, excluded.since)`,
    [tenantId],
  )
}
