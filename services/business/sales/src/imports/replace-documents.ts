import type { Transaction } from '@portico/service-kit'
import { replaceContent } from '../documents/write.ts'
import type { ImportedDocument } from './plan-documents.ts'

/** Writes documents of a file over those that have their numbers; these keep their ids. */
export async function replaceDocuments(
  tx: Transaction,
  tenantId: string,
  replacements: { id: string; document: ImportedDocument }[],
) {
  for (const { id, document } of replacements) {
    await replaceContent(tx, tenantId, id, document)
    await tx.run(
      `update document set kind = $3, ordered_at = $4, currency = $5, number = $6, source_customer = $7
       where tenant_id = $1 and id = $2`,
      [
        tenantId,
        id,
        document.kind,
        document.orderedAt,
        document.currency,
        document.number,
        document.sourceCustomer ?? '',
      ],
    )
  }
}
