import { problems, type Transaction } from '@portico/service-kit'
import {
  DOCUMENT_COLUMNS,
  type Document,
  type DocumentRow,
  LINE_COLUMNS,
  type Line,
  toDocument,
} from './document.ts'

export async function findDocuments(tx: Transaction, tenantId: string, ids: string[]): Promise<Document[]> {
  const rows = await tx.list<DocumentRow>(
    `select ${DOCUMENT_COLUMNS} from document where tenant_id = $1 and id = any($2)`,
    [tenantId, ids],
  )
  return rows.map(toDocument)
}

export async function getDocument(tx: Transaction, tenantId: string, id: string): Promise<Document> {
  const [document] = await findDocuments(tx, tenantId, [id])
  if (!document) throw notFound(id)
  return document
}

/** Lines of several documents, in their order. */
export function listLines(tx: Transaction, tenantId: string, documentIds: string[]): Promise<Line[]> {
  return tx.list<Line>(
    `select ${LINE_COLUMNS} from line where tenant_id = $1 and document_id = any($2) order by document_id, position`,
    [tenantId, documentIds],
  )
}

export function notFound(id: string) {
  return problems.NOT_FOUND(`No document ${id}.`)
}
