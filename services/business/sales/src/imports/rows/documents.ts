import type { DocumentKind } from '@portico/sales-contract'

/** What the first rows of a document said, for those below that leave it out, and what it comes to. */
export interface DocumentFacts {
  key: string
  part: number
  number: string
  line: number
  at: string
  /** `YYYY-MM-DD` by the clock of the file. */
  day: string
  customerKey: string | null
  customerCode: string | null
  customerName: string | null
  country: string | null
  currency: string | null
  kind: DocumentKind | null
  status: string | null
  lineCount: number
  /** In ten-thousandths, as lines hold them. */
  quantities: bigint
  prices: bigint
  /** In cents. */
  total: bigint
  /** Its first row begins another document of the same number. */
  isReused: boolean
  /** A row of it has a problem, so it will not be written. */
  isHeldBack: boolean
  /** Rows that are another document by their customer or day, and belong to this one because a person said so. */
  joined: DocumentFacts | null
  /** Whether the row at hand is one of those. */
  isJoining: boolean
}

interface PlacedRow {
  row: number
  at: string | null
  day: string | null
  customerCode: string | null
}

/** The parts of one number: different customers or days are different documents until a person says otherwise. */
interface Parts {
  last: DocumentFacts
  byFacts: Map<string, DocumentFacts>
  /** Rows may name no customer, so the first one named by any row counts for the part. */
  count: number
}

/** A file of very many documents forgets them all at once, for taking the oldest out of a map one by one is slow; later rows then begin them anew. */
const MAX_REMEMBERED = 200_000

/** The documents of a file as its rows go by. */
export class Documents {
  readonly #parts = new Map<string, Parts>()
  readonly #isOneOrder: (number: string) => boolean
  isComplete = true
  /** In documents that were forgotten. */
  #innocentBefore = 0
  #previous: DocumentFacts | null = null

  constructor(isOneOrder: (number: string) => boolean) {
    this.#isOneOrder = isOneOrder
  }

  /** That of the row before. */
  get previous(): DocumentFacts | null {
    return this.#previous
  }

  find(key: string): DocumentFacts | null {
    return this.#parts.get(key)?.last ?? null
  }

  /** Puts a row to its document, or begins one with it. */
  place(key: string, number: string, row: PlacedRow, customerKey: string | null) {
    const parts = this.#parts.get(key)
    const found = parts ? this.#partOf(parts, row, customerKey) : null
    const facts = found ?? this.#begin({ key, number, parts }, row, customerKey)
    this.#previous = facts
    if (parts) parts.last = facts
    return facts
  }

  /** A row that belongs to the document above, or spoils it. */
  stay(facts: DocumentFacts) {
    this.#previous = facts
  }

  /** Whether the document is not written, whatever its own row says: all parts of a number share the fate of one. */
  isHeldBack(key: string | null): boolean {
    const parts = key === null ? undefined : this.#parts.get(key)
    return parts !== undefined && isHeldBack(parts)
  }

  /** Good rows of documents that are held back. */
  countInnocent(): number {
    let count = this.#innocentBefore
    for (const parts of this.#parts.values()) {
      if (isHeldBack(parts)) for (const { lineCount } of factsOf(parts)) count += lineCount
    }
    return count
  }

  /** The first rows of the documents that are too long. */
  holdBackTooLong(maxRows: number): number[] {
    const lines: number[] = []
    for (const facts of this.list()) {
      if (facts.isHeldBack || facts.lineCount <= maxRows) continue
      facts.isHeldBack = true
      lines.push(facts.line)
    }
    return lines
  }

  *list(): Generator<DocumentFacts> {
    for (const parts of this.#parts.values()) yield* factsOf(parts)
  }

  #partOf(parts: Parts, row: PlacedRow, customerKey: string | null): DocumentFacts | null {
    const { last } = parts
    const { day } = row
    if (this.#isOneOrder(last.number)) {
      last.isJoining = !fits(last, day, customerKey)
      if (last.isJoining) last.joined ??= beginFacts({ ...last, part: parts.count }, row, customerKey)
      return last
    }
    if (fits(last, day, customerKey)) {
      if (customerKey !== null && last.customerKey === null)
        parts.byFacts.set(factsKey(last.day, customerKey), last)
      last.customerKey ??= customerKey
      return last
    }
    return parts.byFacts.get(factsKey(day ?? last.day, customerKey ?? last.customerKey)) ?? null
  }

  #begin(
    { key, number, parts }: { key: string; number: string; parts: Parts | undefined },
    row: PlacedRow,
    customerKey: string | null,
  ): DocumentFacts {
    if (this.#parts.size >= MAX_REMEMBERED && !parts) this.#forget()
    const facts = beginFacts({ key, number, part: parts?.count ?? 0 }, row, customerKey)
    if (parts) parts.count++
    else this.#parts.set(key, { last: facts, byFacts: new Map(), count: 1 })
    this.#parts.get(key)?.byFacts.set(factsKey(facts.day, customerKey), facts)
    return facts
  }

  #forget() {
    this.isComplete = false
    this.#innocentBefore = this.countInnocent()
    this.#parts.clear()
  }
}

function beginFacts(
  { key, number, part }: Pick<DocumentFacts, 'key' | 'number' | 'part'>,
  { at, day, row, customerCode }: PlacedRow,
  customerKey: string | null,
): DocumentFacts {
  return {
    key,
    part,
    number,
    line: row,
    at: at ?? '',
    day: day ?? '',
    customerKey,
    customerCode,
    customerName: null,
    country: null,
    currency: null,
    kind: null,
    status: null,
    lineCount: 0,
    quantities: 0n,
    prices: 0n,
    total: 0n,
    isReused: part > 0,
    isHeldBack: false,
    joined: null,
    isJoining: false,
  }
}

function factsOf({ byFacts }: Parts): Set<DocumentFacts> {
  return new Set(byFacts.values())
}

function isHeldBack(parts: Parts): boolean {
  for (const facts of factsOf(parts)) if (facts.isHeldBack) return true
  return false
}

function fits(last: DocumentFacts, day: string | null, customerKey: string | null): boolean {
  const isSameDay = day === null || day === last.day
  const isSameCustomer = customerKey === null || last.customerKey === null || customerKey === last.customerKey
  return isSameDay && isSameCustomer
}

function factsKey(day: string, customerKey: string | null): string {
  return `${day}\n${customerKey ?? ''}`
}
