import { findWriter, type Keyring, signMessage } from '@portico/release/trust'
import type { Envelope } from './port/message.ts'

/** Why a message is never handled; an operator finds it among the dead letters. */
class MessageUnsigned extends Error {
  readonly code = 'MESSAGE_UNSIGNED'
}

/** Every member of the bus can write into every queue: the signature says which of them wrote, and for which consumer. */
export function signEnvelope(keyring: Keyring | null, envelope: Envelope): Envelope {
  const signature = keyring && signMessage(keyring, envelope)
  return signature ? { ...envelope, signature } : envelope
}

/** Without keys, in development, every message is believed. Throws MessageUnsigned. */
export function assertWritten(keyring: Keyring | null, { signature, ...message }: Envelope) {
  if (!keyring) return
  const writer = findWriter(keyring, message, signature)
  if (writer === null)
    throw new MessageUnsigned('No service of this platform signed the message for this consumer as it is.')
  if (!message.event.startsWith(`${writer}.`))
    throw new MessageUnsigned(`The service ${writer} may not write ${message.event}.`)
}
