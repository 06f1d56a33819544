import { Id, Nullable } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { Language } from '../users/user.schema.ts'

export const NewSession = Type.Object({
  /** Of the browser, as the gateway sees it. */
  address: Type.String({ maxLength: 100 }),
  /** Longer ones are cut. */
  userAgent: Type.String({ maxLength: 2000 }),
})
export type NewSession = Static<typeof NewSession>

/** What a gateway keeps with a session, and how old that is: see `access-changes.ts`. */
export const SessionAccess = Type.Object({
  sessionId: Id,
  accessVersion: Type.Integer(),
  sessionsVersion: Type.Integer(),
  user: Type.Object({
    id: Id,
    username: Type.String(),
    displayName: Type.String(),
    language: Nullable(Language),
  }),
  permissions: Type.Array(Type.String()),
})
export type SessionAccess = Static<typeof SessionAccess>

const Instant = Type.String({ format: 'date-time' })

export const SeenSessions = Type.Object({
  items: Type.Array(Type.Object({ id: Id, seenAt: Instant }), { minItems: 1, maxItems: 1000 }),
})
export type SeenSessions = Static<typeof SeenSessions>

export const SessionView = Type.Object({
  id: Id,
  address: Type.String(),
  /** Such as Chrome and Windows; null where the browser does not say. */
  browser: Nullable(Type.String()),
  system: Nullable(Type.String()),
  createdAt: Type.String(),
  seenAt: Type.String(),
  /** The one the caller uses. */
  isOwn: Type.Boolean(),
})
export type SessionView = Static<typeof SessionView>
