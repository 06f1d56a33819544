import { busNameOf, type EventContract, type PayloadOf } from '@portico/service-contract'
import { Check, Errors } from 'typebox/value'

/** Why a message is not handled by this build; an operator finds it among the dead letters. */
class MessageMalformed extends Error {
  readonly code = 'MESSAGE_MALFORMED'
}

/**
 * What the contract of an event says its messages hold. Throws MessageMalformed, which names the place and never the value:
 * what it says is kept beside the message and logged.
 */
export function readPayload<Event extends EventContract>(event: Event, payload: unknown): PayloadOf<Event> {
  if (Check(event.payload, payload)) return payload as PayloadOf<Event>
  const [first] = Errors(event.payload, payload)
  const where = first ? `${first.instancePath || '/'} ${first.message}` : 'it cannot be read'
  throw new MessageMalformed(`The payload of ${busNameOf(event)} is not as its contract says: ${where}.`)
}
