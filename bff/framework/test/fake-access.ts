import { randomUUID } from 'node:crypto'
import type { SessionInfo } from '@portico/micro-app/page-state'
import { AccessChanges } from '../src/access/access-changes.ts'
import type { OpenedSession } from '../src/access/access-source.ts'
import type { SessionAccess } from '../src/access/session-access.ts'
import type { SessionRecord } from '../src/access/session-record.ts'

export function openedOf(info: SessionInfo, sessionId: string = randomUUID()): OpenedSession {
  return { info, sessionId, accessVersion: 1, sessionsVersion: 1 }
}

/** Identity as a gateway process knows it: `changes` is what it received, `present` what a session gets when it asks. */
export class FakeAccess implements SessionAccess {
  readonly changes = new AccessChanges()
  readonly seen: string[] = []
  readonly ended: string[] = []
  /** Null: the session has ended. Rejects while it is an error. */
  present: ((record: SessionRecord) => OpenedSession | null) | Error = record => record
  asked = 0

  judge(record: SessionRecord) {
    return this.changes.judge(record)
  }

  async find(record: SessionRecord): Promise<OpenedSession | null> {
    this.asked += 1
    if (this.present instanceof Error) throw this.present
    return this.present(record)
  }

  noteSeen({ sessionId }: SessionRecord): void {
    this.seen.push(sessionId)
  }

  async noteEnded({ sessionId }: SessionRecord): Promise<void> {
    this.ended.push(sessionId)
  }
}
