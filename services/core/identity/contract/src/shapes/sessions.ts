import { Id, IdParams, ItemsOf, Nullable } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Language, Password } from './users.ts'

const MAX_WAIT_SECONDS = 25

export const NewSession = Type.Object({
  address: Type.String({ maxLength: 100, description: 'Of the browser, as the gateway sees it.' }),
  userAgent: Type.String({ maxLength: 2000, description: 'Longer ones are cut.' }),
})
export type NewSession = Static<typeof NewSession>

/** What a gateway keeps with a session, and how old that is: the versions of the access feed. */
export const AccessOfSession = Type.Object({
  sessionId: Type.String(),
  accessVersion: Type.Integer(),
  sessionsVersion: Type.Integer(),
  rolesVersion: Type.Optional(Type.Integer({ description: 'Of what sub-apps have added to the roles.' })),
  user: Type.Object({
    id: Type.String(),
    username: Type.String(),
    displayName: Type.String(),
    language: Nullable(Language),
  }),
  permissions: Type.Array(Type.String()),
})
export type AccessOfSession = Static<typeof AccessOfSession>

export const SeenSessions = Type.Object({
  items: Type.Array(Type.Object({ id: Id, seenAt: Type.String({ format: 'date-time' }) }), {
    minItems: 1,
    maxItems: 1000,
  }),
})
export type SeenSessions = Static<typeof SeenSessions>

const SessionView = Type.Object({
  id: Type.String(),
  address: Type.String(),
  browser: Nullable(Type.String({ description: 'Such as Chrome; null where the browser does not say.' })),
  system: Nullable(Type.String({ description: 'Such as Windows; null where the browser does not say.' })),
  createdAt: Type.String(),
  seenAt: Type.String(),
  isOwn: Type.Boolean({ description: 'The one the caller uses.' }),
})
export type SessionView = Static<typeof SessionView>
export const SessionViews = ItemsOf(SessionView)

export const EndedCount = Type.Object({ ended: Type.Integer() })
export const UserSessionParams = Type.Object({ ...IdParams.properties, sessionId: Id })

export const NewPassword = Type.Object({ current: Password, next: Password })
export const ChosenLanguage = Type.Object({ language: Nullable(Language) })

export const AccessFeedQuery = Type.Object({
  since: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'The revision the caller has; left out: none.',
    }),
  ),
  wait: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MAX_WAIT_SECONDS,
      description: 'Held for so many seconds until there is a later one.',
    }),
  ),
})

export const AccessChange = Type.Object({
  tenantId: Type.String(),
  userId: Type.String(),
  kind: Type.Enum(['ACCESS', 'SESSIONS', 'SESSION'], {
    description:
      'ACCESS: other permissions from `version` on. SESSIONS: those below `version` ended, all but `sessionId`. SESSION: that one ended.',
  }),
  version: Nullable(Type.Integer()),
  sessionId: Nullable(Type.String()),
  reason: Nullable(Type.String({ description: 'Why sessions ended, such as LOCKED.' })),
})
export type AccessChange = Static<typeof AccessChange>

export const AccessFeed = Type.Object({
  revision: Type.Integer(),
  isReset: Type.Boolean({
    description: '`since` is of a database that was set back: what the caller knows is not of this one.',
  }),
  hasMore: Type.Boolean(),
  changes: Type.Array(AccessChange),
  rolesVersion: Type.Optional(
    Type.Integer({
      description:
        'From it on roles hold other permissions, for sub-apps have added or lost some: of every session that is below it, ask again.',
    }),
  ),
})
export type AccessFeed = Static<typeof AccessFeed>
