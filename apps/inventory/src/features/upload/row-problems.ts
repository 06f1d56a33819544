import type { useWords } from '../../language/language.ts'

const CODES = [
  'QUANTITY_MISSING',
  'QUANTITY_UNREADABLE',
  'QUANTITY_AMBIGUOUS',
  'QUANTITY_NEGATIVE',
  'QUANTITY_TOO_PRECISE',
  'QUANTITY_TOO_LARGE',
  'PRODUCT_MISSING',
  'PRODUCT_UNKNOWN',
  'PRODUCT_AMBIGUOUS',
  'PRODUCT_IS_SERVICE',
  'WAREHOUSE_UNKNOWN',
  'REPEATED',
  'ALREADY_OPENED',
] as const

/** A code that is newer than this page is shown as it is. */
export function wordOf(words: ReturnType<typeof useWords>['value'], code: string): string {
  const known = CODES.find(each => each === code)
  return known ? words[known] : code
}
