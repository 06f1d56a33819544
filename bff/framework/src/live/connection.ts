import type { ServerResponse } from 'node:http'
import type { SessionRecord } from '../access/session-record.ts'
import type { Seated } from './seats.ts'

/** A browser that reads nothing for so long that this much waits for it is given up; it comes back by itself. */
const MAX_WAITING_BYTES = 64 * 1024
/** A comment for what lies on the way, and an event, for a page does not see comments and must notice a silent stream. */
const HEARTBEAT = ': beat\nevent: beat\ndata: 0\n\n'

/** One open stream. Kept small: there are ten thousand, and none has a timer or a closure of its own. */
export class LiveConnection implements Seated {
  readonly response: ServerResponse
  /** Of the cookie: the user who has it is looked up again by it. */
  readonly cookieId: string
  record: SessionRecord
  slot = 0
  /** What was sent last of the releases. */
  #reported = ''

  constructor(response: ServerResponse, cookieId: string, record: SessionRecord) {
    this.response = response
    this.cookieId = cookieId
    this.record = record
  }

  get sessionId(): string {
    return this.record.sessionId
  }

  get tenantId(): string {
    return this.record.info.tenant.id
  }

  get userId(): string {
    return this.record.info.user.id
  }

  /** Of the releases; the same again is not sent. */
  sendSnapshot(frame: string): void {
    if (frame === this.#reported) return
    this.#reported = frame
    this.send(frame)
  }

  send(frame: string): void {
    if (this.response.writableLength > MAX_WAITING_BYTES) this.response.destroy()
    else this.response.write(frame)
  }

  beat(): void {
    this.send(HEARTBEAT)
  }

  end(frame = ''): void {
    this.response.end(frame)
  }
}
