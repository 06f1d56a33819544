import { defineProblems, type Problem } from '@portico/service-kit'

/** What was asked for and could be had of one product, as decimal text. */
export interface Shortage {
  productId: string
  requested: string
  available: string
}

export const inventoryProblems = defineProblems({
  INSUFFICIENT_STOCK: { status: 409, title: 'Not enough stock' },
  NOT_RESERVED: { status: 409, title: 'The order holds no stock' },
  ALREADY_ISSUED: { status: 409, title: 'The goods of the order have left' },
  RESERVATION_ENDED: { status: 409, title: 'The reservation of the order has ended' },
})

export function insufficientStock(shortages: Shortage[]): Problem {
  const detail = `Not enough stock of ${shortages.length} product(s).`
  return inventoryProblems.INSUFFICIENT_STOCK(detail, { shortages })
}
