import type { SessionRecord } from '../access/session-record.ts'

/** Of a kept session: counted up with every change that another version of the gateway would misread. */
const FORMAT = 1

/** The same record gives the same text, which a change compares with. */
export function writeSession(record: SessionRecord): string {
  return JSON.stringify({ format: FORMAT, ...record })
}

/** Null for what another version kept: its user logs in again. Throws for what is no JSON. */
export function readSession(text: string): SessionRecord | null {
  const { format: found, ...record } = JSON.parse(text) as SessionRecord & { format?: unknown }
  return found === FORMAT ? record : null
}
