import { OVERRIDES_KEY } from '@portico/micro-app/page-state'
import { isRecord, isText, SessionRecord } from '../state/session-record.ts'
import { LINK_KEY } from './may-override.ts'

/** What a tab has in place of an app: a published version, or what an address of the user's machine serves. */
export type OverrideChoice = { kind: 'version'; version: string } | { kind: 'local'; origin: string }

type OverrideChoices = Readonly<Record<string, OverrideChoice>>

/** Of one tab and one user; it ends with the tab. */
export interface StoredOverrides {
  userId: string
  apps: OverrideChoices
  /** That allows them where the environment does not; null: none was used. */
  link: string | null
}

export const storedOverrides = new SessionRecord<StoredOverrides>(OVERRIDES_KEY, isStored)
/** One that was opened and not agreed to yet. */
export const openedLink = new SessionRecord<string>(LINK_KEY, isText)

/** No other address of this machine than that, so that a typed one leads nowhere else. */
const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d{1,5}$/

/** The origin of a local address, as it is kept; null: it is none. */
export function localOrigin(text: string): string | null {
  const origin = text
    .trim()
    .replace(/\/$/, '')
    .replace(/^http:\/\/localhost(?=:)/, 'http://127.0.0.1')
  return LOOPBACK.test(origin) && Number(origin.split(':')[2]) <= 65_535 ? origin : null
}

function isStored(value: unknown): value is StoredOverrides {
  return (
    isRecord(value) &&
    isText(value.userId) &&
    (value.link === null || isText(value.link)) &&
    isRecord(value.apps) &&
    Object.values(value.apps).every(isChoice)
  )
}

function isChoice(value: unknown): boolean {
  if (!isRecord(value)) return false
  if (value.kind === 'version') return isText(value.version)
  return value.kind === 'local' && isText(value.origin) && localOrigin(value.origin) === value.origin
}
