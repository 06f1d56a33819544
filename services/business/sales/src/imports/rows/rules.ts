import type { Mapping } from '@portico/sales-contract'
import type { Analysis, FileColumn } from '../analysis/analyse.ts'
import { columnOf } from '../mapping/mapping.ts'
import { currenciesOf } from '../values/currencies.ts'
import type { RowRules } from './row.ts'
import { isOwnExport } from './states.ts'

/** What was decided about the rows of a file. */
export function rulesOf(
  { mapping, columns, decisions }: Pick<Analysis, 'mapping' | 'columns' | 'decisions'>,
  currency: string,
): RowRules {
  return {
    mapping,
    columnCount: columns.length,
    currency,
    priceMark: priceMarkOf(mapping, columns),
    takesOtherMoney: decisions.choiceOf('CURRENCY_OTHER') === 'TAKE_AS_OURS',
    takesNoSales: decisions.choiceOf('STATUS_NOT_SALE', 'STATUS') === 'TAKE_AS_SALE',
    takesFileZone: decisions.choiceOf('TIME_ZONE_UNKNOWN', 'TIME_ZONE') === 'TAKE_FILE_ZONE',
    isOneOrder: number => decisions.choiceFor('NUMBER_REUSED', number) === 'ONE_ORDER',
    isOwnExport: isOwnExport(columns.map(({ header }) => header)),
  }
}

/** `Price (USD)`, `单价（元）`, `Price USD`. */
function priceMarkOf(mapping: Mapping, columns: FileColumn[]): string | null {
  const price = columnOf(mapping, 'UNIT_PRICE') ?? columnOf(mapping, 'LINE_TOTAL')
  const header = columns[price?.column ?? -1]?.header.slice(0, 200) ?? ''
  const found = /[([（]\s?([^)\]）\s]{1,5})\s?[)\]）]$|\s([A-Z]{3}|[$£€¥])$/.exec(header.trim())
  const mark = found?.[1] ?? found?.[2]
  return mark !== undefined && currenciesOf(mark).length > 0 ? mark : null
}
