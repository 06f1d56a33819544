import type { DocumentAction } from '@portico/sales-contract'
import {
  type CallContext,
  newId,
  Problem,
  type Published,
  type Transaction,
  versionConflict,
} from '@portico/service-kit'
import { recordActivity } from '../documents/activity.ts'
import type { Document } from '../documents/document.ts'
import { getDocument, listLines, notFound } from '../documents/read.ts'
import type { SalesStore } from '../documents/sales-store.ts'
import { findTransition, type Transition } from '../documents/state.ts'
import { goodsOf, moveStock } from '../documents/stock-step.ts'
import { salesProblems } from '../problems/sales-problems.ts'
import { announceShipment, type ShipmentBus, waitForEffect } from '../shipments/announce.ts'
import type { Upstreams } from '../upstream/upstreams.ts'

// An action that moves stock spans two databases, so it is written to be repeatable at every point:
//
//   1. claim   (our transaction) the version is checked, the order is marked as busy and as one that MAY hold stock;
//   2. ask     inventory, outside any transaction; its calls are idempotent by order id, the last one wins;
//   3. settle  (our transaction) the status moves only if the claim is still ours.
//
// Shipping asks nothing, but for an order that came confirmed from a file: the goods have left, whatever inventory thinks. Settling writes the message to inventory in
// the same transaction; a shipped order allows nothing that would touch what is held for it.
//
// A crash after 1 or 2 leaves the order in its old status with an expiring claim and `holds_stock` set: confirming again
// replaces what inventory holds, cancelling gives it back for good, and none is sold twice. A draft that is not touched
// again keeps what it may hold: only a person knows whether it is still meant. No caller can edit or confirm the same order
// between 1 and 3, so what is reserved is what the order says.
// After an answer that never came nothing is undone, for undoing could overtake the call: `holds_stock` stays set.

/** Longer than all upstream calls of one action may take together (see upstreams.ts). */
const CLAIM_SECONDS = 20

export interface ActionTools {
  store: SalesStore
  upstreams: Upstreams
  bus: ShipmentBus
}

/** The actions that move an order on through `act`. */
type SteppedAction = Extract<DocumentAction, 'CONFIRM' | 'SHIP' | 'CLOSE' | 'CANCEL'>

interface ActionRequest {
  context: CallContext
  id: string
  version: number
  action: SteppedAction
  /** Confirming only: a person has seen what goes below zero. */
  acceptShortage?: boolean
}

interface Claim {
  token: string
  document: Document
  transition: Transition
  /** What `holds_stock` was before the claim. */
  heldStock: boolean
}

interface Settled {
  document: Document
  /** The message that was written about it, if any. */
  published: Published | null
}

/**
 * Moves an order on. Throws NOT_FOUND, VERSION_CONFLICT, ACTION_NOT_ALLOWED, ORDER_BUSY, what inventory refuses with
 * (INSUFFICIENT_STOCK or SHORTAGE_NOT_ACCEPTED with their shortages) or UPSTREAM_UNAVAILABLE; the order is then as it was.
 */
export async function act(tools: ActionTools, request: ActionRequest): Promise<Document> {
  const { document, published } = await claimAndSettle(tools, request)
  if (published) await waitForEffect(tools.bus, published)
  return document
}

async function claimAndSettle(tools: ActionTools, request: ActionRequest): Promise<Settled> {
  const { store, bus } = tools
  const { context } = request
  const { tenantId } = context
  const claim = await store.tenant(tenantId, tx => takeClaim(tx, request))
  try {
    const holdsStock = await askInventory(tools, request, claim)
    return await store.tenant(tenantId, async tx => {
      const document = await settle(tx, tenantId, claim, holdsStock)
      await recordActivity(tx, context, document.id, { action: request.action })
      const isShipped = claim.transition.stock === 'ISSUE'
      return { document, published: isShipped ? await shipped(tx, bus, context, document) : null }
    })
  } catch (error) {
    await store.tenant(tenantId, tx => dropClaim(tx, tenantId, claim, isRefusal(error)))
    throw error
  }
}

async function shipped(tx: Transaction, bus: ShipmentBus, context: CallContext, document: Document) {
  const shippedAt = new Date()
  await tx.run('update document set shipped_at = $3 where tenant_id = $1 and id = $2', [
    context.tenantId,
    document.id,
    shippedAt,
  ])
  return announceShipment({ bus, tx, context }, document, shippedAt)
}

async function takeClaim(tx: Transaction, request: ActionRequest): Promise<Claim> {
  const { context, id, action } = request
  const { transition, heldStock, document } = await lockForAction(tx, request)
  const mayReserve = action === 'CONFIRM' || isReservedLate(document, action)
  const token = newId()
  await tx.run(
    `update document set claim = $3, claimed_until = now() + make_interval(secs => $4), holds_stock = holds_stock or $5
     where tenant_id = $1 and id = $2`,
    [context.tenantId, id, token, CLAIM_SECONDS, mayReserve],
  )
  return { token, transition, heldStock, document: await getDocument(tx, context.tenantId, id) }
}

/** Locks the order for a change of this transaction, when version and state allow the action and no other call is at it. */
export async function lockForAction(
  tx: Transaction,
  { context, id, version, action }: Omit<ActionRequest, 'action'> & { action: DocumentAction },
): Promise<{ transition: Transition; heldStock: boolean; document: Document }> {
  const { heldStock, isBusy } = await lockDocument(tx, context.tenantId, id)
  const document = await getDocument(tx, context.tenantId, id)
  if (document.version !== version) throw versionConflict(document.version)
  if (isBusy) throw busy()
  return { transition: requireTransition(document, action), heldStock, document }
}

/** Locked, so two credit notes of one order cannot credit the same piece. Throws NOT_FOUND, ORDER_BUSY, ACTION_NOT_ALLOWED. */
export async function lockForCredit(tx: Transaction, tenantId: string, id: string): Promise<Document> {
  const { isBusy } = await lockDocument(tx, tenantId, id)
  if (isBusy) throw busy()
  const order = await getDocument(tx, tenantId, id)
  requireTransition(order, 'CREDIT')
  return order
}

/** What is read of the document afterwards is a statement of its own: only that sees what was committed while this waited. */
async function lockDocument(tx: Transaction, tenantId: string, id: string) {
  const row = await tx.find<{ heldStock: boolean; isBusy: boolean }>(
    `select holds_stock as "heldStock", coalesce(claimed_until > now(), false) as "isBusy"
     from document where tenant_id = $1 and id = $2 for update`,
    [tenantId, id],
  )
  if (!row) throw notFound(id)
  return row
}

function requireTransition(document: Document, action: DocumentAction): Transition {
  const transition = findTransition(document, action)
  if (transition) return transition
  const { status, allowedActions } = document
  const detail = `${document.number} is ${status}, which does not allow ${action}.`
  throw salesProblems.ACTION_NOT_ALLOWED(detail, { status, allowedActions })
}

/** Answers whether inventory may hold stock for the order afterwards. */
async function askInventory(tools: ActionTools, request: ActionRequest, claim: Claim): Promise<boolean> {
  const { transition, document, heldStock } = claim
  if (transition.stock === 'RESERVE') return reserve(tools, request, claim)
  if (transition.stock === 'ISSUE') {
    if (isReservedLate(document, request.action))
      await reserve(tools, { ...request, acceptShortage: true }, claim)
    return false
  }
  const isReleased = transition.stock === 'RELEASE'
  const nothing = { goods: [], acceptShortage: false }
  if (isReleased && heldStock)
    await moveStock(tools.upstreams, request.context, document, { step: 'RELEASE', ...nothing })
  return heldStock && !isReleased
}

/**
 * A file may bring a confirmed order, which inventory does not know: what is shipped of it is reserved first. A rule that
 * refuses sales below zero refuses the shipment; one that asks does not ask again, for the person who ships has the goods.
 */
function isReservedLate({ isImported }: Document, action: DocumentAction): boolean {
  return action === 'SHIP' && isImported
}

/** Whether there was anything to reserve. */
async function reserve(
  { store, upstreams }: ActionTools,
  { context, acceptShortage = false }: ActionRequest,
  { document, heldStock }: Claim,
): Promise<boolean> {
  const lines = await store.tenant(context.tenantId, tx => listLines(tx, context.tenantId, [document.id]))
  const goods = await goodsOf(upstreams, context, lines)
  const wanted = { goods, acceptShortage }
  if (goods.length > 0 || heldStock)
    await moveStock(upstreams, context, document, { step: 'RESERVE', ...wanted })
  return goods.length > 0
}

async function settle(
  tx: Transaction,
  tenantId: string,
  claim: Claim,
  holdsStock: boolean,
): Promise<Document> {
  const moved = await tx.run(
    `update document set status = $4, holds_stock = $5, version = version + 1, claim = null, claimed_until = null
     where tenant_id = $1 and id = $2 and claim = $3`,
    [tenantId, claim.document.id, claim.token, claim.transition.to, holdsStock],
  )
  if (moved === 0) throw busy()
  return getDocument(tx, tenantId, claim.document.id)
}

/** A refusal is an answer: inventory holds what it held before. Anything else leaves that open. */
async function dropClaim(
  tx: Transaction,
  tenantId: string,
  { token, document, heldStock }: Claim,
  isKnown: boolean,
) {
  await tx.run(
    `update document set claim = null, claimed_until = null, holds_stock = case when $4 then $5 else holds_stock end
     where tenant_id = $1 and id = $2 and claim = $3`,
    [tenantId, document.id, token, isKnown, heldStock],
  )
}

function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500
}

function busy() {
  return salesProblems.ORDER_BUSY('Another action on this order is under way; read it again.', {
    retryAfterSeconds: 1,
  })
}
