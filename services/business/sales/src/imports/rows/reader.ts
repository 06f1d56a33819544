import { createHash } from 'node:crypto'
import type { ImportField } from '../fields.ts'
import type { FileRecord } from '../file/file-record.ts'
import { columnOf, type Mapping } from '../mapping.ts'
import { type DateFormat, parseDate } from '../values/dates.ts'
import { hasLostDigits, identityOf, saysNoCustomer } from '../values/text.ts'
import { Cells } from './cells.ts'
import { type DocumentFacts, Documents } from './documents.ts'
import { isOtherMoney, Money, priceOfTotal } from './money.ts'
import { cutText, problemOf, type RowProblem } from './problems.ts'
import { saysNoSale } from './status.ts'
import { Tally } from './tally.ts'

/** A row as it will be written. Empty texts are null; decimals are plain text; `at` is a local time, or an instant ending in Z. */
export interface ImportedRow {
  /** 1-based line of the file where the row begins. */
  row: number
  raw: string[]
  documentNumber: string | null
  /** Rows with the same key and part are one document. */
  documentKey: string | null
  part: number
  productCode: string | null
  description: string | null
  quantity: string | null
  unitPrice: string | null
  discount: string | null
  at: string | null
  customerCode: string | null
  customerName: string | null
  country: string | null
  /** The first one; null for a good row. */
  problem: RowProblem | null
}

/** What was decided about the rows of a file. */
export interface RowRules {
  mapping: Mapping
  columnCount: number
  /** Of the shop. */
  currency: string
  takesOtherMoney: boolean
  takesNoSales: boolean
  isOneOrder: boolean
}

/** What the rows say that a person must decide about. */
export interface Remarkable {
  otherMoney: Map<string, number>
  noSales: Map<string, Set<string>>
}

/** What the neighbours store. */
const MAX_LENGTHS = {
  DOCUMENT_NUMBER: 64,
  PRODUCT_CODE: 64,
  DESCRIPTION: 500,
  CUSTOMER_CODE: 64,
  CUSTOMER_NAME: 500,
  COUNTRY: 200,
} satisfies Partial<Record<ImportField, number>>
const MAX_CELL = 5000
const MAX_SPELLINGS = 200_000
const MAX_REMARKS = 100
const NAME_KEPT = 51

/** Turns the records of a file into rows, in their order. An empty description, a price of 0 and no customer are fine. */
export class RowReader {
  readonly tally = new Tally()
  readonly remarkable: Remarkable = { otherMoney: new Map(), noSales: new Map() }
  readonly documents: Documents
  readonly #rules: RowRules
  readonly #cells: Cells
  readonly #money: Money
  readonly #dateFormat: DateFormat
  readonly #products = new Map<string, string>()
  readonly #customers = new Map<string, string>()
  #lastDate: { text: string; clock: string; at: string | null } = { text: '', clock: '', at: null }

  constructor(rules: RowRules) {
    this.#rules = rules
    this.#cells = new Cells(rules.mapping, this.tally)
    this.#money = new Money(rules.mapping)
    this.#dateFormat = columnOf(rules.mapping, 'DATE')?.dateFormat ?? rules.mapping.dateFormat
    this.documents = new Documents(rules.isOneOrder)
  }

  read(record: FileRecord): ImportedRow {
    const number = this.#cells.read(record, 'DOCUMENT_NUMBER')
    const row = this.#values(record)
    const problem = this.#shapeProblem(record) ?? this.#lostDigits(record) ?? this.#valueProblem(record, row)
    return number === ''
      ? this.#unnumbered(record, row, problem)
      : this.#numbered(record, number, row, problem)
  }

  #values(record: FileRecord): Values {
    const quantity = this.#number(record, 'QUANTITY')
    const price = this.#price(record, quantity.value)
    const discountText = this.#cells.read(record, 'DISCOUNT')
    const isTyped = this.#cells.isNumber(record, 'DISCOUNT')
    return {
      productCode: this.#spelling(this.#products, this.#cells.read(record, 'PRODUCT_CODE'), 'PRODUCT_CODE'),
      description: this.#cells.read(record, 'DESCRIPTION') || null,
      quantity: quantity.value,
      unitPrice: price.value,
      discount: this.#money.discount(discountText, isTyped, quantity.value, price.value),
      at: this.#date(record),
      money: this.#cells.read(record, 'CURRENCY') || price.mark,
      status: this.#statusOf(record),
      ...this.#customer(record),
    }
  }

  #number(record: FileRecord, field: 'QUANTITY' | 'UNIT_PRICE' | 'LINE_TOTAL') {
    const text = this.#cells.read(record, field)
    const read = this.#money.read(field, text, this.#cells.isNumber(record, field))
    if (read.isRounded) this.tally.add('ROUNDED', field, text, read.value)
    return read
  }

  #price(record: FileRecord, quantity: string | null) {
    if (columnOf(this.#rules.mapping, 'UNIT_PRICE')) return this.#number(record, 'UNIT_PRICE')
    const total = this.#number(record, 'LINE_TOTAL')
    const value = total.value && quantity ? priceOfTotal(total.value, quantity) : null
    return { ...total, value }
  }

  /** The rows of a document, and often of a day, say the same. */
  #date(record: FileRecord): string | null {
    const text = this.#cells.raw(record.fields, 'DATE') && this.#cells.read(record, 'DATE')
    const clock = this.#cells.raw(record.fields, 'TIME')
    if (this.#lastDate.text !== text || this.#lastDate.clock !== clock) {
      const at = text.length > MAX_CELL ? null : parseDate(text, this.#dateFormat, clock.slice(0, MAX_CELL))
      this.#lastDate = { text, clock, at }
    }
    return this.#lastDate.at
  }

  #statusOf(record: FileRecord): string | null {
    const cancelled = this.#cells.read(record, 'CANCELLED_AT')
    if (cancelled !== '' && !saysNoCustomer(cancelled)) return 'cancelled'
    return this.#cells.read(record, 'STATUS') || null
  }

  /** A customer known by name alone goes by that name. */
  #customer(record: FileRecord) {
    const name = this.#customerCell(record, 'CUSTOMER_NAME')
    const code = this.#customerCell(record, 'CUSTOMER_CODE') || codeOfName(name)
    return {
      customerCode: this.#spelling(
        this.#customers,
        code,
        columnOf(this.#rules.mapping, 'CUSTOMER_CODE') ? 'CUSTOMER_CODE' : 'CUSTOMER_NAME',
      ),
      customerName: name || null,
      country: this.#cells.read(record, 'COUNTRY') || null,
    }
  }

  #customerCell(record: FileRecord, field: 'CUSTOMER_NAME' | 'CUSTOMER_CODE'): string {
    const text = this.#cells.read(record, field)
    if (text === '' || !saysNoCustomer(text)) return text
    this.tally.add('NO_CUSTOMER_WORD', field, text, null)
    return ''
  }

  /** The first spelling of a code is its spelling. */
  #spelling(known: Map<string, string>, text: string, field: ImportField): string | null {
    if (text === '') return null
    const key = identityOf(text)
    const first = known.get(key)
    if (first === undefined) {
      if (known.size < MAX_SPELLINGS) known.set(key, text)
      return text
    }
    if (first !== text) this.tally.add('LETTER_CASE', field, text, first)
    return first
  }

  #shapeProblem({ fields, isSwallowed }: FileRecord): RowProblem | null {
    if (isSwallowed) {
      const message =
        'A quote is closed too late: a cell has swallowed the end of this row and the rows below.'
      return problemOf('SWALLOWED_ROWS', null, '', message)
    }
    const surplus = fields.slice(this.#rules.columnCount).find(cell => cell.trim() !== '')
    if (surplus !== undefined) {
      const message = `The line has ${fields.length} columns, not ${this.#rules.columnCount}, and text beyond them.`
      return problemOf('WRONG_COLUMN_COUNT', null, surplus, message)
    }
    const broken = this.#cells.findBroken(fields)
    if (broken === null) return null
    const message = 'The cell holds bytes that are no character in the encoding of the file.'
    return problemOf('BAD_CHARACTER', broken, this.#cells.raw(fields, broken), message)
  }

  #lostDigits(record: FileRecord): RowProblem | null {
    for (const field of ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'CUSTOMER_CODE'] as const) {
      const raw = this.#cells.raw(record.fields, field)
      if (raw.length > MAX_CELL || !hasLostDigits(this.#cells.read(record, field))) continue
      const message =
        'A spreadsheet has taken this code for a number and its last digits are gone from the file. Export the column as text.'
      return problemOf('LOST_DIGITS', field, raw, message)
    }
    return null
  }

  #valueProblem(record: FileRecord, values: Values): RowProblem | null {
    const raw = (field: ImportField) => this.#cells.raw(record.fields, field)
    if (!values.productCode)
      return problemOf('MISSING_PRODUCT', 'PRODUCT_CODE', '', 'The row names no product.')
    if (!values.quantity)
      return problemOf('BAD_QUANTITY', 'QUANTITY', raw('QUANTITY'), 'The quantity is no number.')
    if (!values.unitPrice) return this.#badPrice(raw)
    if (!values.discount)
      return problemOf('BAD_DISCOUNT', 'DISCOUNT', raw('DISCOUNT'), 'The discount is not from 0 to 1.')
    return this.#tooLong(record) ?? this.#otherMoney(values)
  }

  #badPrice(raw: (field: ImportField) => string): RowProblem {
    if (columnOf(this.#rules.mapping, 'UNIT_PRICE'))
      return problemOf('BAD_PRICE', 'UNIT_PRICE', raw('UNIT_PRICE'), 'The price is no number.')
    const message = 'The line total is no number, or does not divide by the quantity to the cent.'
    return problemOf('BAD_PRICE', 'LINE_TOTAL', raw('LINE_TOTAL'), message)
  }

  #tooLong(record: FileRecord): RowProblem | null {
    for (const [field, limit] of Object.entries(MAX_LENGTHS) as [ImportField, number][]) {
      if (this.#cells.raw(record.fields, field).length <= limit) continue
      const value = this.#cells.read(record, field)
      if (value.length > limit)
        return problemOf('VALUE_TOO_LONG', field, value, `At most ${limit} characters.`)
    }
    return null
  }

  #otherMoney({ money }: Values): RowProblem | null {
    const { currency, takesOtherMoney } = this.#rules
    if (!money || !isOtherMoney(money, currency)) return null
    const mark = money.slice(0, 10).toUpperCase()
    const { otherMoney } = this.remarkable
    if (otherMoney.has(mark) || otherMoney.size < MAX_REMARKS)
      otherMoney.set(mark, (otherMoney.get(mark) ?? 0) + 1)
    if (takesOtherMoney) return null
    return problemOf(
      'OTHER_CURRENCY',
      'CURRENCY',
      money,
      `The amount is in ${mark}, and the shop's money is ${currency}.`,
    )
  }

  /** Order fields that stand on the first line only are those of the lines below it. */
  #numbered(record: FileRecord, number: string, values: Values, problem: RowProblem | null): ImportedRow {
    const key = identityOf(number)
    const above = this.documents.find(key)
    const at = values.at ?? this.#carried(record, above)
    const customerKey = values.customerCode && identityOf(values.customerCode)
    const facts = this.documents.place(
      key,
      number,
      { at, row: record.line, customerCode: values.customerCode },
      customerKey,
    )
    if (facts.number !== number) this.tally.add('LETTER_CASE', 'DOCUMENT_NUMBER', number, facts.number)
    return this.#finish(record, facts, { ...values, at }, problem ?? this.#badDate(record, at))
  }

  #carried({ fields }: FileRecord, above: DocumentFacts | null): string | null {
    if (!above?.at || this.#cells.raw(fields, 'DATE').trim() !== '') return null
    this.tally.add('CARRIED_DOWN', 'DATE', '', above.at)
    return above.at
  }

  #badDate({ fields }: FileRecord, at: string | null): RowProblem | null {
    if (at) return null
    return problemOf('BAD_DATE', 'DATE', this.#cells.raw(fields, 'DATE'), 'The date cannot be read.')
  }

  /** A row without a number belongs to the document above when it says nothing else of its own; else it holds that back. */
  #unnumbered(record: FileRecord, values: Values, problem: RowProblem | null): ImportedRow {
    const above = this.documents.previous
    const isOwn = [...(['DATE', 'CUSTOMER_CODE', 'CUSTOMER_NAME'] as const)].some(
      field => this.#cells.raw(record.fields, field).trim() !== '',
    )
    if (above && !isOwn && values.productCode) {
      this.tally.add('NUMBER_FROM_ABOVE', 'DOCUMENT_NUMBER', '', above.number)
      return this.#finish(
        record,
        above,
        { ...values, at: above.at || null },
        problem ?? this.#badDate(record, above.at || null),
      )
    }
    const message = above
      ? `The row has no number; it may belong to ${above.number} above, which is held back.`
      : 'The document has no number.'
    const missing = problemOf('MISSING_NUMBER', 'DOCUMENT_NUMBER', '', message)
    if (above) above.isHeldBack = true
    const row = this.#row(record, values, problem ?? missing)
    return { ...row, documentNumber: null, documentKey: above?.key ?? null, part: above?.part ?? 0 }
  }

  #finish(record: FileRecord, facts: DocumentFacts, values: Values, problem: RowProblem | null): ImportedRow {
    facts.status ??= values.status
    facts.customerCode ??= values.customerCode
    facts.customerName ??= values.customerName
    const found = problem ?? this.#noSale(facts, values)
    if (found) facts.isHeldBack = true
    else addLine(facts, values)
    this.documents.stay(facts)
    const row = this.#row(record, values, found)
    return { ...row, documentNumber: cutText(facts.number, 1000), documentKey: facts.key, part: facts.part }
  }

  /** Goods that came back have a minus: they count as they stand. */
  #noSale({ status, number }: DocumentFacts, { quantity }: Values): RowProblem | null {
    if (!status || !saysNoSale(status) || quantity?.startsWith('-')) return null
    const { noSales } = this.remarkable
    const numbers = noSales.get(status) ?? new Set()
    if (numbers.size < MAX_REMARKS) numbers.add(number)
    if (noSales.size < MAX_REMARKS) noSales.set(status, numbers)
    if (this.#rules.takesNoSales) return null
    return problemOf('NOT_A_SALE', 'STATUS', status, `The order is "${status}", which is no sale.`)
  }

  #row({ line, fields }: FileRecord, values: Values, problem: RowProblem | null): ImportedRow {
    const { productCode, description, quantity, unitPrice, discount, at } = values
    const { customerCode, customerName, country } = values
    const read = {
      productCode,
      description,
      quantity,
      unitPrice,
      discount,
      at,
      customerCode,
      customerName,
      country,
    }
    return { row: line, raw: fields, documentNumber: null, documentKey: null, part: 0, ...read, problem }
  }
}

interface Values {
  productCode: string | null
  description: string | null
  quantity: string | null
  unitPrice: string | null
  discount: string | null
  at: string | null
  customerCode: string | null
  customerName: string | null
  country: string | null
  money: string | null
  status: string | null
}

/** A name longer than a code may be is told apart by all of it. */
function codeOfName(name: string): string {
  if (name.length <= MAX_LENGTHS.CUSTOMER_CODE) return name
  const digest = createHash('sha256').update(identityOf(name)).digest('hex').slice(0, 12)
  return `${cutText(name, NAME_KEPT).trim()}~${digest}`
}

const TEN_THOUSANDTHS = 4
const CENTS = 10n ** 10n

function addLine(facts: DocumentFacts, { quantity, unitPrice, discount }: Values) {
  const [count, price, off] = [scaled(quantity), scaled(unitPrice), scaled(discount)]
  facts.lineCount++
  facts.quantities += count
  facts.prices += price
  facts.total += rounded(count * price * (10_000n - off))
}

/** Decimal text of at most four digits behind the dot, in ten-thousandths. */
function scaled(text: string | null): bigint {
  const [whole = '0', fraction = ''] = (text ?? '0').split('.')
  const digits = BigInt(`${whole.replace('-', '') || '0'}${fraction.padEnd(TEN_THOUSANDTHS, '0')}`)
  return whole.startsWith('-') ? -digits : digits
}

/** To cents, half away from zero, as the database does. */
function rounded(value: bigint): bigint {
  const sign = value < 0n ? -1n : 1n
  return sign * ((value * sign + CENTS / 2n) / CENTS)
}
