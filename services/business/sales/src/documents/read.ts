import type { OrderLine } from '@portico/sales-contract'
import { noteSubject, problems, type Transaction } from '@portico/service-kit'
import { DOCUMENT_COLUMNS, type Document, type DocumentRow, LINE_COLUMNS, toDocument } from './document.ts'

/** Shown of one order; there is no end to how small the pieces can be that it is credited in. */
const MAX_CREDIT_NOTES = 100

/** A trace is found by the orders it is about; a list is about none of its rows. */
const MAX_SUBJECTS = 3

export async function findDocuments(tx: Transaction, tenantId: string, ids: string[]): Promise<Document[]> {
  const rows = await tx.list<DocumentRow>(
    `select ${DOCUMENT_COLUMNS} from document where tenant_id = $1 and id = any($2)`,
    [tenantId, ids],
  )
  if (rows.length <= MAX_SUBJECTS) noteSubject(...rows.flatMap(({ number, id }) => [number, id]))
  return rows.map(toDocument)
}

export async function getDocument(tx: Transaction, tenantId: string, id: string): Promise<Document> {
  const [document] = await findDocuments(tx, tenantId, [id])
  if (!document) throw notFound(id)
  return document
}

/** The order that was saved from a draft of a page. */
export async function findByDraft(tx: Transaction, tenantId: string, key: string): Promise<Document | null> {
  const row = await tx.find<DocumentRow>(
    `select ${DOCUMENT_COLUMNS} from document where tenant_id = $1 and draft_key = $2`,
    [tenantId, key],
  )
  return row && toDocument(row)
}

/** Of each order its newest ones, newest first. */
export async function listCreditNotes(
  tx: Transaction,
  tenantId: string,
  orderIds: string[],
): Promise<Document[]> {
  const rows = await tx.list<DocumentRow>(
    `select ${DOCUMENT_COLUMNS} from document where tenant_id = $1 and id in (
       select note.id from unnest($2::text[]) as wanted (id) cross join lateral (
         select id from document where tenant_id = $1 and credit_of_id = wanted.id order by id desc limit $3
       ) note)
     order by id desc`,
    [tenantId, orderIds, MAX_CREDIT_NOTES],
  )
  return rows.map(toDocument)
}

/** Lines of several documents, in their order. */
export function listLines(tx: Transaction, tenantId: string, documentIds: string[]): Promise<OrderLine[]> {
  return tx.list<OrderLine>(
    `select ${LINE_COLUMNS} from line where tenant_id = $1 and document_id = any($2) order by document_id, position`,
    [tenantId, documentIds],
  )
}

export function notFound(id: string) {
  return problems.NOT_FOUND(`No document ${id}.`)
}
