import { defineProblems, type Problem } from '@portico/service-kit'

/** What was asked for and could be had of one product, as decimal text. */
export interface Shortage {
  productId: string
  requested: string
  available: string
}

export const inventoryProblems = defineProblems({
  INSUFFICIENT_STOCK: { status: 409, title: 'Not enough stock' },
  SHORTAGE_NOT_ACCEPTED: { status: 409, title: 'This goes below zero; a person has to accept it' },
  ALREADY_OPENED: { status: 409, title: 'The opening stock has been set' },
  FILE_TOO_LARGE: { status: 413, title: 'The file is too large' },
  FILE_EMPTY: { status: 422, title: 'The file holds no rows' },
  FILE_UNREADABLE: { status: 422, title: 'The file cannot be read as CSV' },
  FILE_COLUMNS_UNKNOWN: { status: 422, title: 'The columns of the file are not named as needed' },
  UPLOAD_HAS_PROBLEMS: { status: 409, title: 'Some rows of the file cannot be booked' },
  NOTHING_TO_BOOK: { status: 409, title: 'No row of the file can be booked' },
  BOOKED_BEFORE: { status: 409, title: 'The same file was booked before' },
  NOT_RESERVED: { status: 409, title: 'The order holds no stock' },
  ALREADY_ISSUED: { status: 409, title: 'The goods of the order have left' },
  RESERVATION_ENDED: { status: 409, title: 'The reservation of the order has ended' },
})

export function insufficientStock(shortages: Shortage[]): Problem {
  const detail = `Not enough stock of ${shortages.length} product(s).`
  return inventoryProblems.INSUFFICIENT_STOCK(detail, { shortages })
}

/** The rules of these products let them go below zero once a person has seen it. */
export function shortageNotAccepted(shortages: Shortage[]): Problem {
  const detail = `Stock of ${shortages.length} product(s) would fall below zero. Accept it, or order less.`
  return inventoryProblems.SHORTAGE_NOT_ACCEPTED(detail, { shortages })
}
