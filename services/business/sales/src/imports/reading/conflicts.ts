import type { Conflict } from '@portico/sales-contract'
import { FILE_SOURCE } from '../../documents/document.ts'
import type { SalesStore } from '../../documents/sales-store.ts'
import { type DecidedDoubts, singleId } from '../analysis/doubts.ts'
import type { DocumentFacts } from '../rows/documents.ts'
import { centsText } from '../values/cents.ts'
import type { PlacedDocument } from './tasks.ts'

/** Found in what is stored, and in the file itself. */
export interface Conflicts {
  shown: Conflict[]
  stored: number
  inFile: number
  /** Of those, the ones that were not decided by their number. */
  openStored: number
  openInFile: number
  /** Rows of documents that were to be replaced, and are not: their first lines, and how many they are. */
  credited: { lines: number[]; rowCount: number }
}

const MAX_SHOWN = 200

interface StoredVersion {
  key: string
  part: number
  orderId: string
  orderedAt: Date
  customer: string | null
  lineCount: number
  total: string
  isCredited: boolean
  isSame: boolean
}

/** Finds documents whose number is taken by one with another customer, date or lines. What is the same is no conflict. */
export class ConflictFinder {
  readonly found: Conflicts = {
    shown: [],
    stored: 0,
    inFile: 0,
    openStored: 0,
    openInFile: 0,
    credited: { lines: [], rowCount: 0 },
  }
  readonly #store: SalesStore
  readonly #tenantId: string
  readonly #decisions: DecidedDoubts

  constructor(store: SalesStore, tenantId: string, decisions: DecidedDoubts) {
    this.#store = store
    this.#decisions = decisions
    this.#tenantId = tenantId
  }

  /** A batch: all of it is looked up at once. */
  async add(documents: PlacedDocument[], timeZone: string) {
    const stored = await listStored(
      this.#store,
      this.#tenantId,
      documents.map(({ facts }) => facts),
      timeZone,
    )
    for (const { facts, first } of documents) {
      if (first) this.#addInFile(first, facts)
      // Still shown, so that the person can undo the answer that joined them.
      if (facts.joined) this.#addInFile(facts, facts.joined)
      this.#compare(facts, stored.get(idOf(lowerAscii(facts.number), facts.part)) ?? [])
    }
  }

  #addInFile(first: DocumentFacts, facts: DocumentFacts) {
    const choice = this.#decisions.singleChoiceOf('NUMBER_REUSED', facts.number)
    this.found.inFile++
    if (choice === null) this.found.openInFile++
    this.#show('NUMBER_REUSED', choice, versionOf(first), facts)
  }

  #compare(facts: DocumentFacts, stored: StoredVersion[]) {
    const [first] = stored
    if (!first || stored.some(({ isSame }) => isSame)) return
    const choice = this.#decisions.singleChoiceOf('NUMBER_CONFLICT', facts.number)
    this.found.stored++
    if (choice === null) this.found.openStored++
    if (first.isCredited && this.#decisions.choiceFor('NUMBER_CONFLICT', facts.number) === 'REPLACE')
      this.#holdBack(facts)
    const { orderId, orderedAt, customer, lineCount, total } = first
    const existing = { line: null, orderId, orderedAt: orderedAt.toISOString(), customer, lineCount, total }
    this.#show('NUMBER_CONFLICT', choice, existing, facts)
  }

  /** As the writing does: a document with a credit note stays as it was credited. */
  #holdBack({ line, lineCount }: DocumentFacts) {
    const { credited } = this.found
    credited.rowCount += lineCount
    if (credited.lines.length < MAX_SHOWN) credited.lines.push(line)
  }

  #show(
    code: 'NUMBER_REUSED' | 'NUMBER_CONFLICT',
    choice: string | null,
    existing: Conflict['existing'],
    facts: DocumentFacts,
  ) {
    if (this.found.shown.length >= MAX_SHOWN) return
    const { number } = facts
    this.found.shown.push({
      id: singleId(code, number),
      number,
      choice,
      isInFile: code === 'NUMBER_REUSED',
      existing,
      incoming: versionOf(facts),
    })
  }
}

function versionOf({ line, at, customerCode, customerName, lineCount, total }: DocumentFacts) {
  const customer = customerName ?? customerCode
  return { line, orderId: null, orderedAt: at || null, customer, lineCount, total: centsText(total) }
}

/** Lines are compared by their sums here, and one by one when they are written. */
async function listStored(
  store: SalesStore,
  tenantId: string,
  documents: DocumentFacts[],
  timeZone: string,
): Promise<Map<string, StoredVersion[]>> {
  const wanted = documents.map(
    ({ number, part, at, customerCode, lineCount, total, quantities, prices }) => ({
      key: lowerAscii(number),
      part,
      at: at || null,
      customer: customerCode ?? '',
      lines: lineCount,
      total: centsText(total),
      quantities: quantities.toString(),
      prices: prices.toString(),
    }),
  )
  const stored = await store.tenant(tenantId, tx =>
    tx.list<StoredVersion>(
      `select w.key, w.part, d.id as "orderId", d.ordered_at as "orderedAt", nullif(d.source_customer, '') as customer,
         d.line_count as "lineCount", d.total::text as total,
         exists (select 1 from document c where c.tenant_id = $1 and c.credit_of_id = d.id) as "isCredited",
         d.ordered_at = case when w.at like '%Z' then w.at::timestamptz else w.at::timestamp at time zone $3 end
           and d.total = w.total and d.line_count = w.lines and s.quantities * 10000 = w.quantities
           and s.prices * 10000 = w.prices and (d.source_customer is null or lower(d.source_customer) = lower(w.customer)) as "isSame"
       from json_to_recordset($2) as w (key text, part integer, at text, customer text, lines integer, total numeric,
         quantities numeric, prices numeric)
       join document d on d.tenant_id = $1 and d.number_key = w.key and d.source like '${FILE_SOURCE}%'
       join lateral (select sum(quantity) as quantities, sum(unit_price) as prices from line l where l.tenant_id = $1 and l.document_id = d.id) s on true
       order by d.source`,
      [tenantId, JSON.stringify(wanted), timeZone],
    ),
  )
  return Map.groupBy(stored, ({ key, part }) => idOf(key, part))
}

function idOf(key: string, part: number): string {
  return `${part}:${key}`
}

/** As the database folds numbers. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
}
