import { defineMessages } from '@portico/shared-ui'
import type { OrderInput } from '../../graph/graph.generated.ts'

/** A text that a person writes on an order: all of its fields but the customer and the lines. */
export type OrderText = Exclude<keyof OrderInput, 'customerId' | 'lines'>

/** Each with the most characters it takes, in the order in which form and page show them. One that is missing fails the type check. */
export const ORDER_TEXT_LIMITS: Readonly<Record<OrderText, number>> = { note: 500, deliveryNote: 500 }

export const ORDER_TEXTS = Object.keys(ORDER_TEXT_LIMITS) as readonly OrderText[]

/** A value for each text. */
export function forEachText<Value>(pick: (name: OrderText) => Value): Record<OrderText, Value> {
  return { note: pick('note'), deliveryNote: pick('deliveryNote') }
}

/** What each text is called and what it is for, wherever it is shown. */
export const orderTextMessages = defineMessages({
  en: {
    note: 'Note',
    note_hint: 'A reference of the customer, or for your own memory',
    deliveryNote: 'Delivery note',
    deliveryNote_hint: 'For who delivers, such as where to leave the goods',
  } satisfies Record<OrderText | `${OrderText}_hint`, string>,
  'zh-CN': {
    note: '备注',
    note_hint: '客户参考号或内部备忘',
    deliveryNote: '送货备注',
    deliveryNote_hint: '给送货人的说明，例如货物放在哪里',
  },
})
