import { readDay } from '../values/dates.ts'
import { digitsOf, readAmount } from '../values/numbers.ts'
import { cleanCell } from '../values/text.ts'

/** Nearly all numbers of nearly all files; none of them reads in two ways. */
const PLAIN = /^-?\d{1,8}(?:\.\d{1,2})?$/
const MAX_EXAMPLES = 5
const MAX_DISTINCT = 2000
/** Two digits of next year: a sale is not of a later one. */
const YEAR_AHEAD = (new Date().getUTCFullYear() + 1) % 100

/** What the numbers of a column say about their notation. */
export class NumberProfile {
  /** Numbers only one notation reads. */
  dots = 0
  commas = 0
  /** Numbers both read, to different values. */
  either: string[] = []
  eitherCount = 0
  typed = 0
  /** Above one, percent signs left aside. */
  aboveOne = 0
  percents = 0
  filled = 0
  example: string | null = null

  add(cell: string, isTyped: boolean) {
    if (cell === '' || cell.length > 256) return
    if (!isTyped && PLAIN.test(cell)) return this.#addPlain(cell)
    const text = cleanCell(cell, 'CODE')
    if (text === '') return
    this.filled++
    if (isTyped) this.typed++
    const isPercent = text.endsWith('%')
    if (isPercent) this.percents++
    const amount = readAmount(isPercent ? text.slice(0, -1) : text)
    if (!amount) return
    const [dot, comma] = [digitsOf(amount.core, '.'), digitsOf(amount.core, ',')]
    if (!isPercent && Number(dot ?? comma ?? 0) > 1) this.aboveOne++
    if (!isTyped) this.#weigh(text, dot, comma)
  }

  #addPlain(cell: string) {
    this.filled++
    if (Number(cell) > 1) this.aboveOne++
    if (!cell.includes('.')) return
    this.dots++
    this.example ??= cell
  }

  #weigh(text: string, dot: string | null, comma: string | null) {
    if (dot !== null && comma === null) this.dots++
    else if (dot === null && comma !== null) this.commas++
    else if (dot !== null && dot !== comma) {
      this.eitherCount++
      if (this.either.length < MAX_EXAMPLES && !this.either.includes(text)) this.either.push(text)
    }
    if (dot !== comma && this.example === null) this.example = text
  }
}

/** What the dates of a column say about the order of day and month. */
export class DateProfile {
  filled = 0
  read = 0
  /** Dates that are days with numbers in no certain order. */
  parts = 0
  dotted = 0
  dayFirst = 0
  monthFirst = 0
  yearFirst = 0
  serials = 0
  examples: string[] = []
  serialExample: string | null = null
  readonly firsts = new Set<number>()
  readonly seconds = new Set<number>()
  readonly clocks = new Set<string>()
  #last = ''

  add(cell: string) {
    if (cell === '' || cell === this.#last) return
    this.#last = cell
    const text = cleanCell(cell, 'CODE')
    if (text === '') return
    this.filled++
    const day = readDay(text)
    if (!day) return
    this.read++
    if (day.kind === 'SERIAL') {
      this.serials++
      this.serialExample ??= text
    }
    if (day.kind === 'PARTS') this.#weigh(text, day.parts, day.isDotted, day.clock)
  }

  #weigh(text: string, [first, second, third]: [string, string, string], isDotted: boolean, clock: string) {
    this.parts++
    if (isDotted) this.dotted++
    const [one, two] = [Number(first), Number(second)]
    const isYearLast = third.length === 4 || third.length === 2
    if (isYearLast && two <= 12 && one >= 1 && one <= 31) this.dayFirst++
    if (isYearLast && one <= 12 && two >= 1 && two <= 31) this.monthFirst++
    if (third.length <= 2 && two <= 12 && Number(third) <= 31 && one <= YEAR_AHEAD) this.yearFirst++
    if (this.firsts.size < MAX_DISTINCT) this.firsts.add(one)
    if (this.seconds.size < MAX_DISTINCT) this.seconds.add(two)
    if (clock && this.clocks.size < MAX_DISTINCT) this.clocks.add(clock)
    if (this.examples.length < MAX_EXAMPLES && one !== two && !this.examples.includes(text))
      this.examples.push(text)
  }
}
