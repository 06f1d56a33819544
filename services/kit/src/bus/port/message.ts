import { busNameOf, type EventContract, type PayloadOf } from '@portico/service-contract'
import { type CallContext, contextHeaders, readCallContext } from '../../context/context.ts'
import { newId } from '../../values/ids.ts'

/** Something that has happened, for each service that subscribes to it. */
export interface NewMessage<Event extends EventContract = EventContract> {
  event: Event
  /** Its routing targets decide which consumers take the message. */
  context: CallContext
  payload: PayloadOf<Event>
}

export interface Message<Payload> {
  /** The same for every consumer, and when it comes again. */
  id: string
  event: string
  /** ISO instant of its writing. */
  at: string
  /** Of the call that caused it. */
  context: CallContext
  payload: Payload
}

/** As it lies in a queue. */
export interface Envelope {
  id: string
  event: string
  consumer: string
  at: string
  /** The context as a call would carry it: `baggage` and `traceparent`. */
  headers: Record<string, string>
  payload: unknown
  /** Of the service that wrote it, for this consumer; left out in development without a secret. */
  signature?: string
}

/** What one call of `publish` wrote. */
export interface Published {
  id: string
  tenantId: string
  /** ISO instant of its writing. */
  at: string
  /** Services that will take it. */
  consumers: string[]
}

export function createEnvelope({ event, context, payload }: NewMessage): Omit<Envelope, 'consumer'> {
  return {
    id: newId(),
    event: busNameOf(event),
    at: new Date().toISOString(),
    headers: contextHeaders(context),
    payload,
  }
}

export function openEnvelope<Payload>(
  { id, event, at, headers }: Envelope,
  payload: Payload,
): Message<Payload> {
  return { id, event, at, payload, context: readCallContext(headers) }
}
