import type { ImportField } from '@portico/sales-contract'
import { type OrderTexts, orderTexts, textsOf } from '../../documents/order-texts.ts'
import type { FileRecord } from '../file/file-record.ts'
import { columnOf } from '../mapping/mapping.ts'
import { identityOf, saysNoCustomer } from '../values/text.ts'
import { Cells } from './cells.ts'
import { RowChecks } from './checks.ts'
import { type DocumentFacts, Documents } from './documents.ts'
import { codeOfName } from './limits.ts'
import { isOtherMoney, Money, priceOfTotal } from './money.ts'
import { cutText, problemOf, type RowProblem } from './problems.ts'
import type { ImportedRow, Remarkable, RowRules } from './row.ts'
import { RowTimes } from './row-times.ts'
import { kindOfWord, stateOfWord } from './states.ts'
import { saysNoSale } from './status.ts'
import { addJoined, addLine } from './sums.ts'
import { RowTally } from './tally.ts'
import type { RowValues } from './values.ts'

const MAX_SPELLINGS = 200_000
const MAX_REMARKS = 100
const MAX_ZONE_SHOWN = 40
const MAX_CURRENCY = 10

/** Turns the records of a file into rows, in their order. An empty description, a price of 0 and no customer are fine. */
export class RowReader {
  readonly tally = new RowTally()
  readonly remarkable: Remarkable = { otherMoney: new Map(), noSales: new Map(), zones: new Map() }
  readonly documents: Documents
  readonly #rules: RowRules
  readonly #cells: Cells
  readonly #money: Money
  readonly #checks: RowChecks
  readonly #times: RowTimes
  readonly #products = new Map<string, string>()
  readonly #customers = new Map<string, string>()

  constructor(rules: RowRules) {
    this.#rules = rules
    this.#cells = new Cells(rules.mapping, this.tally)
    this.#money = new Money(rules.mapping)
    this.#checks = new RowChecks(rules.mapping, rules.columnCount, this.#cells)
    this.#times = new RowTimes(rules.mapping, this.#cells)
    this.documents = new Documents(rules.isOneOrder)
  }

  read(record: FileRecord): ImportedRow {
    const number = this.#cells.read(record, 'DOCUMENT_NUMBER')
    const row = this.#values(record)
    const problem = this.#checks.find(record, row) ?? this.#otherMoney(row) ?? this.#unknownZone(row)
    return number === ''
      ? this.#unnumbered(record, row, problem)
      : this.#numbered(record, number, row, problem)
  }

  #values(record: FileRecord): RowValues {
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
      ...this.#times.read(record),
      money: this.#cells.read(record, 'CURRENCY') || price.mark || this.#rules.priceMark,
      status: this.#statusOf(record),
      kind: this.#rules.isOwnExport ? kindOfWord(this.#cells.read(record, 'DOCUMENT_KIND')) : null,
      texts: this.#texts(record),
      ...this.#customer(record),
    }
  }

  #texts(record: FileRecord): OrderTexts {
    const read = orderTexts.map(({ name, importField }) => [
      name,
      importField ? this.#cells.read(record, importField) || null : null,
    ])
    return textsOf(Object.fromEntries(read))
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

  #otherMoney({ money }: RowValues): RowProblem | null {
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

  #unknownZone({ unknownZone }: RowValues): RowProblem | null {
    if (unknownZone === null) return null
    const { zones } = this.remarkable
    const name = cutText(unknownZone, MAX_ZONE_SHOWN)
    if (zones.has(name) || zones.size < MAX_REMARKS) zones.set(name, (zones.get(name) ?? 0) + 1)
    if (this.#rules.takesFileZone) return null
    return problemOf(
      'UNKNOWN_TIME_ZONE',
      'TIME_ZONE',
      unknownZone,
      'The time zone is not known, or may be several.',
    )
  }

  /** Order fields that stand on the first line only are those of the lines below it. */
  #numbered(record: FileRecord, number: string, values: RowValues, problem: RowProblem | null): ImportedRow {
    const key = identityOf(number)
    const above = this.documents.find(key)
    const at = values.at ?? this.#carried(record, above)
    const customerKey = values.customerCode && identityOf(values.customerCode)
    const facts = this.documents.place(
      key,
      number,
      { at, day: values.day ?? above?.day ?? null, row: record.line, customerCode: values.customerCode },
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
  #unnumbered(record: FileRecord, values: RowValues, problem: RowProblem | null): ImportedRow {
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

  #finish(
    record: FileRecord,
    facts: DocumentFacts,
    values: RowValues,
    problem: RowProblem | null,
  ): ImportedRow {
    facts.status ??= values.status
    facts.currency ??= values.money
    facts.kind ??= values.kind
    facts.customerCode ??= values.customerCode
    facts.customerName ??= values.customerName
    const found = problem ?? this.#noSale(facts, values)
    if (found) facts.isHeldBack = true
    else {
      addLine(facts, values)
      if (facts.isJoining && facts.joined) addJoined(facts.joined, values)
    }
    this.documents.stay(facts)
    const row = {
      ...this.#row(record, { ...values, money: values.money ?? facts.currency }, found),
      kind: facts.kind,
    }
    return {
      ...row,
      state: this.#stateOf(facts),
      documentNumber: cutText(facts.number, 1000),
      documentKey: facts.key,
      part: facts.part,
    }
  }

  /** Counted as evened out, so that a person sees which words were understood. */
  #stateOf({ status }: DocumentFacts): ImportedRow['state'] {
    const state = status && stateOfWord(status, this.#rules.isOwnExport)
    if (!status || !state) return null
    this.tally.add('STATE_KEPT', 'STATUS', status, state)
    return state
  }

  #currencyOf(money: string | null): string {
    const { currency, takesOtherMoney } = this.#rules
    if (!money || takesOtherMoney || !isOtherMoney(money, currency)) return currency
    return cutText(money, MAX_CURRENCY).toUpperCase()
  }

  /** Goods that came back have a minus: they count as they stand. */
  #noSale({ status, number }: DocumentFacts, { quantity }: RowValues): RowProblem | null {
    if (!status || !saysNoSale(status) || quantity?.startsWith('-')) return null
    if (stateOfWord(status, this.#rules.isOwnExport)) return null
    const { noSales } = this.remarkable
    const numbers = noSales.get(status) ?? new Set()
    if (numbers.size < MAX_REMARKS) numbers.add(number)
    if (noSales.size < MAX_REMARKS) noSales.set(status, numbers)
    if (this.#rules.takesNoSales) return null
    return problemOf('NOT_A_SALE', 'STATUS', status, `The order is "${status}", which is no sale.`)
  }

  #row({ line, fields }: FileRecord, values: RowValues, problem: RowProblem | null): ImportedRow {
    const { productCode, description, quantity, unitPrice, discount, at } = values
    const { customerCode, customerName, country, texts } = values
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
      texts,
    }
    const document = { documentNumber: null, documentKey: null, part: 0, kind: null, state: null }
    return { row: line, raw: fields, ...document, ...read, currency: this.#currencyOf(values.money), problem }
  }
}
