import {
  type DocumentKind,
  type DocumentStatus,
  OWN_SOURCE,
  type WrittenDocument,
} from '@portico/sales-contract'
import { newId, type Transaction } from '@portico/service-kit'
import { type OrderTexts, orderTexts } from './order-texts.ts'

/** Decimals are text, at most four digits after the dot. */
export interface NewLine {
  productId: string | null
  description: string
  quantity: string
  unitPrice: string
  discount: string
  creditOfLineId?: string
}

export interface NewDocument extends OrderTexts {
  kind: DocumentKind
  number: string
  source: string
  status: DocumentStatus
  customerId: string | null
  /** ISO instant. */
  orderedAt: string
  currency: string
  creditOfId: string | null
  /** Who writes it; left out: no person, such as the job of an import. */
  userId?: string | null
  /** The draft of a page it is saved from. */
  draftKey?: string | null
  lines: NewLine[]
}

const TEXT_COLUMNS = orderTexts.map(({ column }) => column)

const LINE_INPUT = `json_to_recordset($3) as l (
  id text, document_id text, position integer, product_id text, description text,
  quantity numeric, unit_price numeric, discount numeric, credit_of_line_id text)`

const LINE_FIELDS =
  'id, document_id, position, product_id, description, quantity, unit_price, discount, credit_of_line_id'

/**
 * Writes any number of documents with their lines and the activity that begins them in one statement. Inserted in the order of their numbers, so that two
 * writers of the same documents wait for each other instead of deadlocking.
 */
export async function writeDocuments(
  tx: Transaction,
  tenantId: string,
  documents: NewDocument[],
): Promise<WrittenDocument[]> {
  const identified = documents.map(document => ({ id: newId(), activityId: newId(), ...document }))
  const created = await tx.list<{ id: string }>(
    `with item as (select * from ${LINE_INPUT}), given as (
       select * from json_to_recordset($2) as d (id text, kind text, number text, source text, status text, customer_id text,
         ordered_at timestamptz, ${TEXT_COLUMNS.map(column => `${column} text`)}, currency text, credit_of_id text, draft_key text, activity_id text, user_id text)
     ), sums as (
       select document_id, count(*) as line_count, sum(line_amount(round(quantity, 4), round(unit_price, 4), round(discount, 4))) as total
       from item group by document_id
     ), created as (
       insert into document (tenant_id, id, kind, number, source, status, customer_id, ordered_at, ${TEXT_COLUMNS}, currency, credit_of_id, draft_key, total, line_count)
       select $1, d.id, d.kind, d.number, d.source, d.status, d.customer_id, d.ordered_at, ${TEXT_COLUMNS.map(column => `d.${column}`)}, d.currency, d.credit_of_id, d.draft_key,
         coalesce(s.total, 0), coalesce(s.line_count, 0)
       from given d
       left join sums s on s.document_id = d.id order by d.source, d.number
       on conflict (tenant_id, source, number) do nothing returning id
     ), written as (
       insert into line (tenant_id, ${LINE_FIELDS})
       select $1, ${LINE_FIELDS} from item where document_id in (select id from created)
     ), begun as (
       insert into document_activity (tenant_id, id, document_id, user_id, action)
       select $1, activity_id, id, user_id, case source when '${OWN_SOURCE}' then 'CREATE' else 'IMPORT' end
       from given where id in (select id from created)
     )
     select id from created`,
    [tenantId, JSON.stringify(identified.map(headOf)), linesJson(identified)],
  )
  return settle(tx, tenantId, identified, new Set(created.map(({ id }) => id)))
}

/**
 * Replaces what can be edited of a draft; the caller has locked it. A claim that ran out goes with the content it was
 * made for: a process that resumes with it must not settle it over the new one.
 */
export async function replaceContent(
  tx: Transaction,
  tenantId: string,
  id: string,
  content: Pick<NewDocument, 'customerId' | 'lines'> & OrderTexts,
) {
  await tx.run('delete from line where tenant_id = $1 and document_id = $2', [tenantId, id])
  await tx.run(
    `insert into line (tenant_id, ${LINE_FIELDS}) select $1, ${LINE_FIELDS} from ${LINE_INPUT} where document_id = $2`,
    [tenantId, id, linesJson([{ id, lines: content.lines }])],
  )
  await tx.run(
    `update document set customer_id = $3, ${TEXT_COLUMNS.map((column, index) => `${column} = $${index + 4}`)}, version = version + 1, claim = null, claimed_until = null,
       (total, line_count) = (select coalesce(sum(amount), 0), count(*) from line where tenant_id = $1 and document_id = $2)
     where tenant_id = $1 and id = $2`,
    [tenantId, id, content.customerId, ...orderTexts.map(({ name }) => content[name])],
  )
}

interface Identified extends NewDocument {
  id: string
  activityId: string
}

function headOf({ id, activityId, userId = null, draftKey = null, ...document }: Identified) {
  const { kind, number, source, status, currency } = document
  const references = { customer_id: document.customerId, credit_of_id: document.creditOfId }
  const begun = { activity_id: activityId, user_id: userId, draft_key: draftKey }
  return {
    ...{ id, kind, number, source, status, currency, ordered_at: document.orderedAt },
    ...Object.fromEntries(orderTexts.map(({ name, column }) => [column, document[name]])),
    ...references,
    ...begun,
  }
}

function linesJson(documents: { id: string; lines: NewLine[] }[]): string {
  return JSON.stringify(
    documents.flatMap(({ id, lines }) =>
      lines.map((line, index) => ({
        id: newId(),
        document_id: id,
        position: index + 1,
        product_id: line.productId,
        description: line.description,
        quantity: line.quantity,
        unit_price: line.unitPrice,
        discount: line.discount,
        credit_of_line_id: line.creditOfLineId ?? null,
      })),
    ),
  )
}

async function settle(
  tx: Transaction,
  tenantId: string,
  documents: (NewDocument & { id: string })[],
  created: Set<string>,
): Promise<WrittenDocument[]> {
  const others = documents.filter(({ id }) => !created.has(id))
  const existing = others.length > 0 ? await findIds(tx, tenantId, others) : new Map<string, string>()
  return documents.map(({ source, number, id }) => {
    const isCreated = created.has(id)
    return { source, number, id: isCreated ? id : (existing.get(keyOf(source, number)) ?? id), isCreated }
  })
}

async function findIds(tx: Transaction, tenantId: string, documents: NewDocument[]) {
  const rows = await tx.list<{ source: string; number: string; id: string }>(
    `select d.source, d.number, d.id from document d
     join unnest($2::text[], $3::text[]) as w (source, number) on w.source = d.source and w.number = d.number
     where d.tenant_id = $1`,
    [tenantId, documents.map(({ source }) => source), documents.map(({ number }) => number)],
  )
  return new Map(rows.map(({ source, number, id }) => [keyOf(source, number), id]))
}

function keyOf(source: string, number: string): string {
  return JSON.stringify([source, number])
}
