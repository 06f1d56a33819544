import type {
  Assumption,
  DateFormat,
  DecimalMark,
  DiscountUnit,
  Doubt,
  Example,
  ImportField,
  MappedColumn,
  Mapping,
} from '@portico/sales-contract'
import { parseDate } from '../values/dates.ts'
import { parseDecimal } from '../values/numbers.ts'
import { DateProfile, NumberProfile } from './column-profile.ts'
import { assume, choiceOf, type DecidedDoubts } from './doubts.ts'

export type Profiles = ReadonlyMap<number, NumberProfile | DateProfile>

export interface Settled {
  mapping: Mapping
  doubts: Doubt[]
  assumptions: Assumption[]
}

const NAMES: Partial<Record<ImportField, string>> = {
  QUANTITY: 'quantity',
  UNIT_PRICE: 'unit price',
  LINE_TOTAL: 'line total',
  DISCOUNT: 'discount',
  DATE: 'date',
}

/** Gives every column the notation its values show; what they do not show is a doubt, or what a person said. */
export function settleColumns(mapping: Mapping, profiles: Profiles, decisions: DecidedDoubts): Settled {
  const settled: Settled = { mapping, doubts: [], assumptions: [] }
  const numbers = mapping.columns.flatMap(column => numbersOf(column, profiles))
  const columns = mapping.columns.map(column => {
    const profile = profiles.get(column.column)
    if (profile instanceof NumberProfile) {
      const marked = {
        ...column,
        decimalMark: markOf(column, { own: profile, all: numbers }, decisions, settled),
      }
      return column.field === 'DISCOUNT' ? withUnit(marked, profile, decisions, settled) : marked
    }
    if (profile instanceof DateProfile && column.field === 'DATE') {
      return { ...column, dateFormat: orderOf(column, profile, decisions, settled) }
    }
    return column
  })
  settled.mapping = withFileDefaults({ ...mapping, columns })
  return settled
}

/** What is set for the file shows what most columns have, for those who look at nothing else. */
function withFileDefaults(mapping: Mapping): Mapping {
  const price = mapping.columns.find(({ field }) => field === 'UNIT_PRICE' || field === 'LINE_TOTAL')
  const date = mapping.columns.find(({ field }) => field === 'DATE')
  return {
    ...mapping,
    decimalMark: price?.decimalMark ?? mapping.decimalMark,
    dateFormat: date?.dateFormat ?? mapping.dateFormat,
  }
}

function numbersOf({ column }: MappedColumn, profiles: Profiles): NumberProfile[] {
  const profile = profiles.get(column)
  return profile instanceof NumberProfile ? [profile] : []
}

/** A number that one notation alone reads settles its column, and the file where no other says the contrary. */
function markOf(
  { field, column, decimalMark }: MappedColumn,
  { own: profile, all }: { own: NumberProfile; all: NumberProfile[] },
  decisions: DecidedDoubts,
  { doubts, assumptions }: Settled,
): DecimalMark | null {
  const shown = shownBy([profile]) ?? shownBy(all)
  if (decimalMark && shown) return decimalMark
  if (shown) {
    if (profile.example !== null) assumptions.push(markAssumption(field, shown, profile.example))
    return shown
  }
  const isContrary = profile.dots > 0 && profile.commas > 0
  if (profile.eitherCount === 0 && !isContrary) return decimalMark ?? (profile.typed > 0 ? '.' : null)
  const examples = profile.either.length > 0 ? profile.either : [profile.example ?? '']
  const choices = (['.', ','] as const).map(mark =>
    choiceOf(
      mark,
      mark === '.' ? 'A dot is the decimal mark.' : 'A comma is the decimal mark.',
      readings(examples, mark),
    ),
  )
  const name = NAMES[field] ?? field
  const message = `The numbers of the ${name} column can be read in two ways, such as ${examples[0]}.`
  const doubt = decisions.settle({
    code: 'DECIMAL_MARK_AMBIGUOUS',
    field,
    column,
    message,
    facts: { example: examples[0] ?? '', cells: profile.eitherCount },
    choices,
    said: decimalMark,
  })
  doubts.push(doubt)
  return doubt.chosen as DecimalMark | null
}

function shownBy(profiles: NumberProfile[]): DecimalMark | null {
  const dots = profiles.reduce((sum, profile) => sum + profile.dots, 0)
  const commas = profiles.reduce((sum, profile) => sum + profile.commas, 0)
  if (dots > 0 && commas === 0) return '.'
  return commas > 0 && dots === 0 ? ',' : null
}

function markAssumption(field: ImportField, mark: DecimalMark, example: string): Assumption {
  const read = parseDecimal(example.replace(/%$/, ''), mark) ?? ''
  const message = `The decimal mark of the ${NAMES[field] ?? field} is "${mark}": ${example} is ${read}.`
  return assume('DECIMAL_MARK', message, { mark, example, read }, field)
}

function readings(examples: string[], mark: DecimalMark): Example[] {
  return examples.map(raw => ({ raw, read: parseDecimal(raw, mark) }))
}

/** 15 is fifteen per cent for some and fifteen in money for others; up to 1 it is a share. */
function withUnit(
  column: MappedColumn,
  profile: NumberProfile,
  decisions: DecidedDoubts,
  { doubts }: Settled,
): MappedColumn {
  const said = column.discountUnit ?? null
  if (profile.aboveOne === 0 && profile.filled > 0) return { ...column, discountUnit: said ?? 'SHARE' }
  if (profile.filled === 0 || profile.percents === profile.filled) return { ...column, discountUnit: said }
  const doubt = decisions.settle({
    code: 'DISCOUNT_UNIT_AMBIGUOUS',
    field: 'DISCOUNT',
    column: column.column,
    message: 'The discount column holds numbers above 1: per cent of the line, or money off it?',
    choices: [
      choiceOf('PERCENT', '10 is ten per cent off the line.'),
      choiceOf('AMOUNT', '10 is ten in money off the line.'),
      choiceOf('SHARE', '0.1 is ten per cent; a number above 1 is a problem of its row.'),
    ],
    said,
  })
  doubts.push(doubt)
  return { ...column, discountUnit: doubt.chosen as DiscountUnit | null }
}

/** Zones of places that write the month first. */
const MONTH_FIRST =
  /^(America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Boise|Anchorage|Indiana)|US\/|Pacific\/Honolulu)/

function orderOf(
  { field, column, dateFormat }: MappedColumn,
  profile: DateProfile,
  decisions: DecidedDoubts,
  settled: Settled,
): DateFormat | null {
  const { timeZone } = settled.mapping
  if (profile.serialExample) settled.assumptions.push(serialAssumption(profile))
  if (profile.parts === 0) return dateFormat ?? (profile.read > 0 ? 'YMD' : null)
  const shown = shownOrder(profile, timeZone)
  const chosen = dateFormat ?? decisions.choiceOf('DATE_ORDER_AMBIGUOUS', 'DATE')
  if (shown && (!chosen || chosen === shown.order || shown.because === 'ONLY_ONE_FITS')) {
    if (dateFormat) return dateFormat
    settled.assumptions.push(orderAssumption(profile, shown))
    return shown.order
  }
  const likely = MONTH_FIRST.test(timeZone) ? 'MDY' : 'DMY'
  const orders: DateFormat[] = profile.yearFirst === profile.parts ? ['DMY', 'MDY', 'YMD'] : ['DMY', 'MDY']
  const words = { DMY: 'Day, month, year.', MDY: 'Month, day, year.', YMD: 'Year, month, day.' }
  const doubt = decisions.settle({
    code: 'DATE_ORDER_AMBIGUOUS',
    field,
    column,
    message: `No date of the file shows which part is the day and which the month, such as ${profile.examples[0] ?? ''}.`,
    facts: { example: profile.examples[0] ?? '', cells: profile.parts },
    choices: orders.map(order =>
      choiceOf(
        order,
        words[order],
        profile.examples.map(raw => ({ raw, read: parseDate(raw, order) })),
      ),
    ),
    proposed: likely,
    said: dateFormat,
  })
  settled.doubts.push(doubt)
  return doubt.chosen as DateFormat | null
}

interface ShownOrder {
  order: DateFormat
  because: 'ONLY_ONE_FITS' | 'SAME_EITHER_WAY' | 'DOTS' | 'DAYS_IN_A_ROW'
}

/** What only one order reads decides. So does a log of a few days in a row, if its place writes dates in that order too. */
function shownOrder(profile: DateProfile, timeZone: string): ShownOrder | null {
  const { parts, dayFirst, monthFirst, yearFirst, dotted, examples } = profile
  const fitting = Math.max(dayFirst, monthFirst, yearFirst)
  const isAlone = (own: number, ...others: number[]) => own === fitting && others.every(other => other < own)
  if (isAlone(dayFirst, monthFirst, yearFirst)) return { order: 'DMY', because: 'ONLY_ONE_FITS' }
  if (isAlone(monthFirst, dayFirst, yearFirst)) return { order: 'MDY', because: 'ONLY_ONE_FITS' }
  if (isAlone(yearFirst, dayFirst, monthFirst)) return { order: 'YMD', because: 'ONLY_ONE_FITS' }
  if (dayFirst === monthFirst && examples.length === 0) return { order: 'DMY', because: 'SAME_EITHER_WAY' }
  if (dayFirst === yearFirst && monthFirst < dayFirst && profile.firsts.size >= YEARS_AT_MOST)
    return { order: 'DMY', because: 'ONLY_ONE_FITS' }
  if (dotted === parts && dayFirst === parts) return { order: 'DMY', because: 'DOTS' }
  const order = MONTH_FIRST.test(timeZone) ? 'MDY' : 'DMY'
  return isLogOfDays(profile, order) ? { order, because: 'DAYS_IN_A_ROW' } : null
}

/** First parts that differ more often are days. */
const YEARS_AT_MOST = 4
const DATES_OF_A_LOG = 100
const DAYS_OF_A_LOG = 3
const CLOCKS_OF_A_LOG = 20

/**
 * Many rows at many times of day, on days close to each other in one month: read the other way round they would all be
 * of one day of the month, in months one after the other. Dates of the other order look the contrary.
 */
function isLogOfDays(profile: DateProfile, order: 'DMY' | 'MDY'): boolean {
  const [days, months] =
    order === 'DMY' ? [profile.firsts, profile.seconds] : [profile.seconds, profile.firsts]
  const isLog = profile.parts >= DATES_OF_A_LOG && profile.clocks.size >= CLOCKS_OF_A_LOG
  return isLog && months.size === 1 && days.size >= DAYS_OF_A_LOG
}

function orderAssumption({ examples }: DateProfile, { order, because }: ShownOrder): Assumption {
  const example = examples[0] ?? ''
  const read = parseDate(example, order) ?? ''
  const message = `Dates are read as ${order}${example ? `: ${example} is ${read}` : ''}.`
  return assume('DATE_ORDER', message, { order, because, example, read }, 'DATE')
}

function serialAssumption({ serials, serialExample }: DateProfile): Assumption {
  const example = serialExample ?? ''
  const read = parseDate(example, 'YMD') ?? ''
  const message = `${serials} dates are numbers and read as Excel counts days: ${example} is ${read}.`
  return assume('EXCEL_DAYS', message, { cells: serials, example, read }, 'DATE')
}
