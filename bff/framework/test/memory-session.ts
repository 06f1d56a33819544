import { LocalNotifications } from '../src/notifications/local-notifications.ts'
import { MemorySessionStore, type MemorySessionStoreOptions } from '../src/session/memory-session-store.ts'
import { SessionRecords } from '../src/session/session-records.ts'

/** As a gateway without a Redis has them. */
export function memoryRecords(options: MemorySessionStoreOptions = {}): SessionRecords {
  return new SessionRecords(new MemorySessionStore(options), new LocalNotifications())
}
