import Type from 'typebox'
import type { ServiceApp } from '../http/app.ts'
import { requireSystem } from '../http/require-system.ts'
import type { DeadLetter, DeadLetterStore } from './port/transport.ts'

/** As many as one look takes in. */
const MAX_SHOWN = 200

const Letter = Type.Object({
  messageId: Type.String(),
  event: Type.String(),
  at: Type.String(),
  headers: Type.Record(Type.String(), Type.String()),
  attempts: Type.Integer(),
  reason: Type.Unknown(),
})
const DeadLetterList = Type.Object({ count: Type.Integer(), items: Type.Array(Letter) })
const Redriven = Type.Object({ count: Type.Integer() })

/**
 * The messages a service has given up, for operators: what and why, and the way back once the reason is removed. `count` is of
 * all, `items` the oldest 200.
 */
export function addDeadLetterRoutes(app: ServiceApp, letters: DeadLetterStore) {
  const config = { isTenantFree: true }
  const list = { config, schema: { response: { 200: DeadLetterList } } }
  app.get('/dead-letters', list, async request => {
    requireSystem(request)
    const [count, items] = await Promise.all([letters.count(), letters.list(MAX_SHOWN)])
    return { count, items: items.map(toAnswer) }
  })
  const redrive = { config, schema: { response: { 200: Redriven } } }
  app.post('/dead-letters/redrive', redrive, async request => {
    requireSystem(request)
    return { count: await letters.redrive() }
  })
}

function toAnswer({ envelope: { id, event, at, headers }, attempts, reason }: DeadLetter) {
  return { messageId: id, event, at, headers, attempts, reason }
}
