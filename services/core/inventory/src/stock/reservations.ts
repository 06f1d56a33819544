import type {
  MovementKind,
  Reservation,
  ReservationLine,
  ReservationState,
  ReserveInput,
  StockRule,
} from '@portico/inventory-contract'
import type { Transaction } from '@portico/service-kit'
import { Big } from 'big.js'
import { type Allocation, allocate, type Demand, type Supply, sumDemands } from './allocation.ts'
import { book, type LedgerEntry } from './ledger.ts'
import { insufficientStock, inventoryProblems, shortageNotAccepted } from './problems.ts'
import { holdRules, keepRules } from './rules.ts'
import { ensureItems } from './stock.ts'

export interface HeldLine extends ReservationLine {
  itemId: string
}

/** An order and its tenant. */
export interface OrderKey {
  tenantId: string
  orderId: string
}

// Locks are always taken in one order - the rules (shared), the order's reservation, then stock items by id - so
// callers wait for each other, but never in a circle.

export interface ReserveRequest extends Pick<ReserveInput, 'reference' | 'lines'> {
  /** A person has seen what goes below zero. */
  isShortageAccepted: boolean
}

/**
 * Makes the order hold exactly these lines as far as their products are tracked, or none of them: what it held before
 * counts as available to it. Throws INSUFFICIENT_STOCK or SHORTAGE_NOT_ACCEPTED (the order then holds what it held
 * before), ALREADY_ISSUED, RESERVATION_ENDED.
 */
export async function reserve(tx: Transaction, key: OrderKey, request: ReserveRequest): Promise<Reservation> {
  const { reference, lines } = request
  const ruleOf = await holdRules(
    tx,
    key.tenantId,
    lines.map(line => line.productId),
  )
  await refuseEnded(await lockReservation(tx, key, reference))
  const demands = sumDemands(lines.filter(({ productId }) => ruleOf(productId).isTracked))
  const held = await readHeld(tx, key)
  if (!isSame(held, demands)) await replaceHeld(tx, key, { ...request, held, demands, ruleOf })
  return getReservation(tx, key)
}

/** The goods leave. Repeating it changes nothing. Throws NOT_RESERVED. */
export async function issue(tx: Transaction, key: OrderKey): Promise<Reservation> {
  const found = await findLocked(tx, key)
  if (!found || found.state === 'RELEASED') {
    throw inventoryProblems.NOT_RESERVED(`Order ${key.orderId} holds no stock to issue.`)
  }
  if (found.state === 'RESERVED') await end(tx, key, 'ISSUED', 'ISSUE')
  return getReservation(tx, key)
}

/**
 * The goods have left, whatever was held: of an order that holds nothing any more they are taken from what is available.
 * Nothing happens for an order that inventory does not know (services only), nor when repeated.
 * Throws INSUFFICIENT_STOCK, which is for people to settle: what has left was promised to another order.
 */
export async function issueShipped(tx: Transaction, key: OrderKey): Promise<void> {
  await keepRules(tx, key.tenantId)
  const found = await findLocked(tx, key)
  if (found?.state === 'RESERVED') await end(tx, key, 'ISSUED', 'ISSUE')
  if (found?.state === 'RELEASED') await issueReleased(tx, key)
}

/** What was given back is held again for a moment: the ledger then has the same entries as for any other order. */
async function issueReleased(tx: Transaction, key: OrderKey) {
  const lines = await readHeld(tx, key)
  const demands = sumDemands(lines)
  const ruleOf = await holdRules(
    tx,
    key.tenantId,
    demands.map(demand => demand.productId),
  )
  const { reference } = await setState(tx, key, 'RESERVED')
  await replaceHeld(tx, key, { reference, isShortageAccepted: true, held: [], demands, ruleOf })
  await end(tx, key, 'ISSUED', 'ISSUE')
}

/**
 * Gives back what the order holds and closes the door: a reservation of this order that arrives later is refused.
 * Repeating it changes nothing. Throws ALREADY_ISSUED.
 */
export async function releaseReservation(tx: Transaction, key: OrderKey): Promise<void> {
  const state = await lockReservation(tx, key, '')
  if (state === 'ISSUED') throw alreadyIssued(key)
  if (state === 'RESERVED') await end(tx, key, 'RELEASED', 'RELEASE')
}

/** Locks the order's reservation, making an empty one where there is none. */
async function lockReservation(tx: Transaction, key: OrderKey, reference: string): Promise<ReservationState> {
  await tx.run(
    `insert into reservation (tenant_id, order_id, reference, state) values ($1, $2, $3, 'RESERVED') on conflict do nothing`,
    [key.tenantId, key.orderId, reference],
  )
  const locked = await findLocked(tx, key)
  return locked?.state ?? 'RELEASED'
}

export function findLocked(tx: Transaction, { tenantId, orderId }: OrderKey) {
  return tx.find<{ state: ReservationState; reference: string }>(
    'select state, reference from reservation where tenant_id = $1 and order_id = $2 for update',
    [tenantId, orderId],
  )
}

async function refuseEnded(state: ReservationState) {
  if (state === 'ISSUED') throw inventoryProblems.ALREADY_ISSUED('The goods of this order have left already.')
  if (state === 'RELEASED')
    throw inventoryProblems.RESERVATION_ENDED('This order gave its stock back for good.')
}

interface Replacement extends Pick<ReserveRequest, 'reference' | 'isShortageAccepted'> {
  held: HeldLine[]
  demands: Demand[]
  ruleOf: (productId: string) => StockRule
}

async function replaceHeld(tx: Transaction, key: OrderKey, replacement: Replacement) {
  const { reference, isShortageAccepted, held, demands, ruleOf } = replacement
  const belowZero = (productId: string) => ruleOf(productId).belowZero
  const lax = demands.filter(({ productId }) => belowZero(productId) !== 'REFUSE')
  await ensureItems(
    tx,
    key.tenantId,
    lax.map(demand => demand.productId),
  )
  const supplies = await lockSupplies(tx, key, held, demands)
  const { allocations, shortages, warnings } = allocate(demands, supplies, belowZero)
  if (shortages.length > 0) throw insufficientStock(shortages)
  if (warnings.length > 0 && !isShortageAccepted) throw shortageNotAccepted(warnings)
  await writeHeld(tx, key, reference, allocations)
  const entries = [...held.map(line => entryOf('RELEASE', line)), ...allocations.map(reserveEntry)]
  await book(tx, key.tenantId, entries, { reference })
}

/** Items of the products wanted and of the lines held, oldest warehouse first. */
async function lockSupplies(
  tx: Transaction,
  { tenantId }: OrderKey,
  held: HeldLine[],
  demands: Demand[],
): Promise<Supply[]> {
  const rows = await tx.list<{ itemId: string; productId: string; warehouseId: string; available: string }>(
    `select id as "itemId", product_id as "productId", warehouse_id as "warehouseId", available
     from stock_item where tenant_id = $1 and (product_id = any($2) or id = any($3)) order by id for update`,
    [tenantId, demands.map(demand => demand.productId), held.map(line => line.itemId)],
  )
  const own = new Map(held.map(line => [line.itemId, line.quantity]))
  return rows
    .sort((a, b) => (a.warehouseId < b.warehouseId ? -1 : 1))
    .map(({ itemId, productId, available }) => ({
      itemId,
      productId,
      available: Big(available).plus(own.get(itemId) ?? 0),
    }))
}

async function writeHeld(tx: Transaction, key: OrderKey, reference: string, allocations: Allocation[]) {
  const { tenantId, orderId } = key
  await tx.run('delete from reservation_line where tenant_id = $1 and order_id = $2', [tenantId, orderId])
  await tx.run('update reservation set reference = $3 where tenant_id = $1 and order_id = $2', [
    tenantId,
    orderId,
    reference,
  ])
  await tx.run(
    `insert into reservation_line (tenant_id, order_id, item_id, quantity)
     select $1, $2, l.item_id, l.quantity from unnest($3::text[], $4::numeric[]) as l (item_id, quantity)`,
    [tenantId, orderId, allocations.map(a => a.itemId), allocations.map(a => a.quantity.toFixed())],
  )
}

/** Ends a reservation: what it held is given back, or leaves. The lines stay as its record. */
async function end(tx: Transaction, key: OrderKey, state: 'ISSUED' | 'RELEASED', kind: 'ISSUE' | 'RELEASE') {
  const { tenantId } = key
  const held = await readHeld(tx, key)
  await lockItems(tx, key, held)
  const { reference } = await setState(tx, key, state)
  await book(
    tx,
    tenantId,
    held.map(line => entryOf(kind, line)),
    { reference },
  )
}

export async function lockItems(tx: Transaction, { tenantId }: OrderKey, lines: Pick<HeldLine, 'itemId'>[]) {
  await tx.run('select 1 from stock_item where tenant_id = $1 and id = any($2) order by id for update', [
    tenantId,
    lines.map(line => line.itemId),
  ])
}

export function setState(tx: Transaction, { tenantId, orderId }: OrderKey, state: ReservationState) {
  return tx.get<{ reference: string }>(
    'update reservation set state = $3 where tenant_id = $1 and order_id = $2 returning reference',
    [tenantId, orderId, state],
  )
}

function entryOf(kind: Extract<MovementKind, 'ISSUE' | 'RELEASE'>, line: HeldLine): LedgerEntry {
  const delta = `-${line.quantity}`
  return { itemId: line.itemId, kind, onHandDelta: kind === 'ISSUE' ? delta : '0', reservedDelta: delta }
}

function reserveEntry({ itemId, quantity }: Allocation): LedgerEntry {
  return { itemId, kind: 'RESERVE', onHandDelta: '0', reservedDelta: quantity.toFixed() }
}

export function readHeld(tx: Transaction, { tenantId, orderId }: OrderKey): Promise<HeldLine[]> {
  return tx.list<HeldLine>(
    `select l.item_id as "itemId", s.product_id as "productId", s.warehouse_id as "warehouseId",
       trim_scale(l.quantity) as quantity
     from reservation_line l join stock_item s on s.tenant_id = l.tenant_id and s.id = l.item_id
     where l.tenant_id = $1 and l.order_id = $2 order by l.item_id`,
    [tenantId, orderId],
  )
}

async function getReservation(tx: Transaction, key: OrderKey): Promise<Reservation> {
  const reservation = await tx.get<{ state: ReservationState; reference: string }>(
    'select state, reference from reservation where tenant_id = $1 and order_id = $2',
    [key.tenantId, key.orderId],
  )
  const lines = (await readHeld(tx, key)).map(({ itemId: _, ...line }) => line)
  return { orderId: key.orderId, ...reservation, lines }
}

function isSame(held: HeldLine[], demands: Demand[]): boolean {
  const now = new Map(sumDemands(held).map(({ productId, quantity }) => [productId, quantity]))
  return now.size === demands.length && demands.every(d => now.get(d.productId)?.eq(d.quantity) ?? false)
}

function alreadyIssued({ orderId }: OrderKey) {
  return inventoryProblems.ALREADY_ISSUED(`The goods of order ${orderId} have left.`)
}
