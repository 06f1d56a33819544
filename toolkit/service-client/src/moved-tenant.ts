import type { IncomingHttpHeaders } from 'node:http'
import type { Attempt } from './attempt.ts'
import type { Discovery } from './instances/discovery.ts'
import { type ServiceCall, TENANT_HEADER } from './service-call.ts'

/** A tenant is held for about a second; less time than that is not worth an attempt. */
const PAUSE_MS = 100
const MIN_LEFT_MS = 150

/** `end`: it is an answer as any other, or there is no time left. */
export type AfterMove = 'at-once' | 'after-a-pause' | 'end'

/**
 * What follows an answer that says that the tenant is held, or in another cell: nothing was done, so a write is made again as a read
 * is. Where the cell was not known the call goes there at once.
 */
export function afterMove(
  call: ServiceCall,
  attempt: Attempt<{ headers: IncomingHttpHeaders }>,
  discovery: Discovery,
): AfterMove {
  if (attempt.outcome !== 'answered') return 'end'
  const text = attempt.answer.headers[TENANT_HEADER]
  // What a client sends as it comes can be sent once.
  if (typeof text !== 'string' || typeof call.body === 'function') return 'end'
  const [, cell, generation] = /^moved ([a-z][a-z0-9-]*) (\d{1,9})$/.exec(text) ?? []
  if (cell && call.binding.noteMoved(cell, Number(generation), discovery)) return 'at-once'
  const known = call.binding.choose(call.service, discovery)
  if (known && known.instance.cell !== attempt.selected.instance.cell) return 'at-once'
  const leftMs = call.deadlineAt - performance.now()
  return leftMs > PAUSE_MS + MIN_LEFT_MS ? 'after-a-pause' : 'end'
}

/** While the tenant is held. */
export function movePause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, PAUSE_MS))
}
