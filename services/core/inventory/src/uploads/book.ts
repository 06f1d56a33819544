import type { Upload } from '@portico/inventory-contract'
import { problems, type Transaction } from '@portico/service-kit'
import { book } from '../stock/ledger.ts'
import { openPlaced } from '../stock/opening.ts'
import { inventoryProblems } from '../stock/problems.ts'
import { lockOrCreateItems } from '../stock/stock.ts'
import type { UploadRow } from './check.ts'
import { findSameBooked, getUpload, lockUpload, type StoredUpload, setBooked } from './store.ts'

export interface BookingChoice {
  /** Book the good rows and leave the others out. */
  skipProblems: boolean
  /** Book it although the same file was booked before. */
  repeat: boolean
}

const AT_ONCE = 1000
const MAX_NOTE_LENGTH = 500

/**
 * Books the good rows of an upload, all or none; again it changes nothing. Throws NOT_FOUND, and unless the choice says
 * otherwise UPLOAD_HAS_PROBLEMS and BOOKED_BEFORE; NOTHING_TO_BOOK where no row is good.
 */
export async function bookUpload(
  tx: Transaction,
  tenantId: string,
  id: string,
  choice: BookingChoice,
): Promise<Upload> {
  const upload = await lockUpload(tx, tenantId, id)
  if (upload.bookedAt) return getUpload(tx, tenantId, id)
  // Two uploads of one file wait for each other here, so that the second sees what the first booked.
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tenantId} ${upload.digest}`])
  await refuse(tx, tenantId, upload, choice)
  let bookedCount = 0
  const rows = upload.rows.toSorted((a, b) => (a.productId < b.productId ? -1 : 1))
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    bookedCount += await bookRows(tx, tenantId, upload, rows.slice(at, at + AT_ONCE))
  }
  await setBooked(tx, tenantId, id, bookedCount)
  return getUpload(tx, tenantId, id)
}

async function refuse(tx: Transaction, tenantId: string, upload: StoredUpload, choice: BookingChoice) {
  if (upload.rows.length === 0) throw inventoryProblems.NOTHING_TO_BOOK('No row of the file can be booked.')
  const { problemCount } = upload
  if (problemCount > 0 && !choice.skipProblems) {
    const detail = `${problemCount} row(s) cannot be booked. Mend the file, or say that they are to be left out.`
    throw inventoryProblems.UPLOAD_HAS_PROBLEMS(detail, { problemCount })
  }
  const bookedAt = await findSameBooked(tx, tenantId, upload)
  if (!bookedAt || choice.repeat || upload.mode === 'OPENING') return
  const detail = 'The same file was booked before. Say so if these goods have come once more.'
  throw inventoryProblems.BOOKED_BEFORE(detail, { bookedAt: bookedAt.toISOString() })
}

/** How many were booked: an opening that another booking was faster with is left as it is. */
async function bookRows(
  tx: Transaction,
  tenantId: string,
  { mode, fileName }: StoredUpload,
  rows: UploadRow[],
): Promise<number> {
  if (mode === 'OPENING') {
    const openings = rows.map(row => ({ ...row, lowStockLevel: '0' }))
    const results = await openPlaced(tx, tenantId, openings)
    return results.filter(({ isOpened }) => isOpened).length
  }
  const items = await lockOrCreateItems(tx, tenantId, rows)
  const entries = rows.map(({ productId, warehouseId, quantity }) => {
    const itemId = items.get(`${warehouseId} ${productId}`)
    if (!itemId) throw problems.INTERNAL('An item that was just made is not there.')
    return { itemId, kind: 'RECEIPT' as const, onHandDelta: quantity, reservedDelta: '0' }
  })
  await book(tx, tenantId, entries, { note: fileName.slice(0, MAX_NOTE_LENGTH) })
  return entries.length
}
