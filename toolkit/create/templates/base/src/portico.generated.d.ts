// Made by `portico types` from what apps declare. Do not edit.

export {}

declare module '@portico/micro-app' {
  interface AppEvents {
    /** Of catalog, version 1. A product was made or changed, or its price. */
    'catalog.product.changed': { productId: string }
    /** Of inventory, version 1. Stock was received, moved or counted. No products are named where any may have changed. */
    'inventory.stock.changed': { productIds: string[] }
    /** Of sales, version 1. An import has written all it will write. */
    'sales.import.finished': { importId: string }
    /** Of sales, version 1. An order was made, changed, or moved on. */
    'sales.order.changed': { orderId: string }
    /** Of template-name, version 1. A customer was taken in. */
    'template-name.customer.added': { customerId: string }
  }
  interface SlotContexts {
    /** Of sales, version 1. Beside an order that is shown; `version` changes with each change of the order. */
    'order.panel': { orderId: string; version: number }
    /** Of workbench, version 1. A card of the start page; `month` as in 2026-11. `showMonth` turns the whole page to another one. */
    'workbench.card': { month: string; showMonth(month: string): void }
  }
}
