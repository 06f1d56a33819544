import type { CallContext, Published, Transaction } from '@portico/service-kit'
import { recordActivity } from '../documents/activity.ts'
import type { Document } from '../documents/document.ts'
import { getDocument } from '../documents/read.ts'
import { announceUndoneShipment, type ShipmentBus, waitForEffect } from '../shipments/announce.ts'
import { type ActionTools, lockForAction } from './actions.ts'

interface UndoRequest {
  context: CallContext
  id: string
  version: number
}

/**
 * The goods of a shipped order are back in the house, and the order waits to be shipped again. Like shipping it asks
 * inventory nothing: the order moves in one transaction with the message about it, so a crash leaves both or
 * neither, and of two who press the button one meets a VERSION_CONFLICT.
 * Throws NOT_FOUND, VERSION_CONFLICT, ORDER_BUSY; ACTION_NOT_ALLOWED once a credit note or the closing followed, and for an
 * order that came shipped from a file: inventory never got a message about it, so nothing could come back.
 */
export async function undoShipment(
  { store, bus }: Pick<ActionTools, 'store' | 'bus'>,
  request: UndoRequest,
): Promise<Document> {
  const { tenantId } = request.context
  const { document, published } = await store.tenant(tenantId, tx => moveBack(tx, bus, request))
  await waitForEffect(bus, published)
  return document
}

async function moveBack(
  tx: Transaction,
  bus: ShipmentBus,
  { context, id, version }: UndoRequest,
): Promise<{ document: Document; published: Published }> {
  const { transition } = await lockForAction(tx, { context, id, version, action: 'UNDO_SHIPMENT' })
  const { shippedAt } = await tx.get<{ shippedAt: Date | null }>(
    'select shipped_at as "shippedAt" from document where tenant_id = $1 and id = $2',
    [context.tenantId, id],
  )
  // What was reserved is reserved again: cancelling the order has to give it back.
  await tx.run(
    `update document set status = $3, holds_stock = true, shipped_at = null, version = version + 1,
       claim = null, claimed_until = null where tenant_id = $1 and id = $2`,
    [context.tenantId, id, transition.to],
  )
  await recordActivity(tx, context, id, { action: 'UNDO_SHIPMENT' })
  const document = await getDocument(tx, context.tenantId, id)
  const published = await announceUndoneShipment({ bus, tx, context }, document, shippedAt)
  return { document, published }
}
