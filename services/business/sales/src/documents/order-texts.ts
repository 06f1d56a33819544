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

export type GivenTexts = Partial<Record<OrderText, string | null | undefined>>

const NO_TEXTS: OrderTexts = { note: null, deliveryNote: null }

/** What is left out stays as it is stored, for a page of an older release does not know each text. An empty text is none. */
export function textsOf(given: GivenTexts, stored: OrderTexts = NO_TEXTS): OrderTexts {
  const { note = stored.note, deliveryNote = stored.deliveryNote } = given
  return { note: note || null, deliveryNote: deliveryNote || null }
}
