import type { Change, ImportField, OrderText } from '@portico/sales-contract'
import type { TableLanguage } from '@portico/service-kit'

interface TextFacts {
  column: string
  /** By which name a change of it is recorded. */
  change: Change['field']
  /** Of its column in the export; a name the import knows where it reads it. */
  header: Record<TableLanguage, string>
  /** The import's field that fills it. */
  importField?: ImportField
}

/** All that the service has to know of each text of an order. */
const ORDER_TEXTS: Readonly<Record<OrderText, TextFacts>> = {
  note: { column: 'note', change: 'NOTE', header: { en: 'Reference', 'zh-CN': '备注' } },
  deliveryNote: {
    column: 'delivery_note',
    change: 'DELIVERY_NOTE',
    header: { en: 'Delivery note', 'zh-CN': '送货备注' },
    importField: 'DELIVERY_NOTE',
  },
}

/** Each text, or null where there is none. */
export type OrderTexts = Record<OrderText, string | null>

export const orderTexts = Object.entries(ORDER_TEXTS).map(([name, facts]) => ({
  name: name as OrderText,
  ...facts,
}))

/** What is left out is none. */
export function textsOf(given: Partial<Record<OrderText, string | null | undefined>>): OrderTexts {
  const { note = null, deliveryNote = null } = given
  return { note, deliveryNote }
}
