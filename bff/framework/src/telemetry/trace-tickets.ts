import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

const TICKET_CHARACTERS = 22

/** Signs for a session that a trace is of its own requests: what its browser recorded of that trace is believed to be its own. */
export class TraceTickets {
  /** Read once: it signs every trace that is kept. */
  readonly #key: KeyObject

  constructor(secret: string) {
    this.#key = createSecretKey(`portico trace ticket ${secret}`, 'utf8')
  }

  write(traceId: string, sessionId: string): string {
    const ticket = createHmac('sha256', this.#key).update(`${traceId}\n${sessionId}`).digest('base64url')
    return ticket.slice(0, TICKET_CHARACTERS)
  }

  isValid(ticket: string, traceId: string, sessionId: string): boolean {
    const right = Buffer.from(this.write(traceId, sessionId))
    const given = Buffer.from(ticket)
    return given.length === right.length && timingSafeEqual(given, right)
  }
}
