import { WEBHOOK_EVENTS } from '@portico/release'
import { Growing, Id, Nullable, PageQuery } from '@portico/service-contract'
import Type from 'typebox'
import { ApprovalRequestSchema } from './approval-request.ts'
import { Instant } from './instant.ts'
import { LocalTextSchema, Reason } from './release.ts'

const MAX_APPS = 100
const ScopeName = Type.String({ pattern: '^(\\*|[a-z][a-z0-9-]{0,63})$' })
const TokenAction = Type.Enum(['publish', 'release', 'read', 'develop'])
const MAX_ACTIONS = 4
const Apps = Type.Array(ScopeName, { minItems: 1, maxItems: MAX_APPS })

export const WantedTokenBody = Type.Object({
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,63}$' }),
  apps: Apps,
  actions: Type.Array(TokenAction, { minItems: 1, maxItems: MAX_ACTIONS }),
  expiresAt: Instant,
})
export const TokenSchema = Type.Object({
  id: Id,
  name: Type.String(),
  apps: Type.Array(Type.String()),
  /** A gateway of before a further action reads the rest. */
  actions: Type.Array(Growing(TokenAction), { minItems: 1 }),
  createdAt: Type.String(),
  createdBy: Type.String(),
  expiresAt: Type.String(),
  lastUsedAt: Nullable(Type.String()),
  revokedAt: Nullable(Type.String()),
})
export const CreatedTokenSchema = Type.Object({ token: TokenSchema, secret: Type.String() })

const MAX_OVERRIDES = 20
const MAX_MINUTES = 24 * 60
/** A link that lets one user have these versions in one tab. The gateway signs it once it is written down. */
/** What a gateway is to forget of a tenant: all, or one operation's answers, or one entity's values. */
export const CacheDropBody = Type.Object(
  {
    tenant: Type.String({ minLength: 1, maxLength: 100 }),
    operation: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    entity: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  { additionalProperties: false },
)
export const OverrideLinkBody = Type.Object({
  apps: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }), Type.String({ maxLength: 100 }), {
    minProperties: 1,
    maxProperties: MAX_OVERRIDES,
  }),
  tenant: Type.String({ minLength: 1, maxLength: 100 }),
  user: Type.String({ minLength: 1, maxLength: 200 }),
  minutes: Type.Integer({ minimum: 1, maximum: MAX_MINUTES }),
  reason: Type.String({ minLength: 1, maxLength: 2000 }),
})
export const OverrideLinkSchema = Type.Object({ id: Id, actor: Type.String(), expiresAt: Type.String() })
/** A link whose time has not run out; the link itself is kept nowhere. */
export const OpenLinkSchema = Type.Object({
  id: Id,
  /** App -> version. */
  apps: Type.Record(Type.String(), Type.String()),
  tenant: Type.String(),
  user: Type.String(),
  reason: Type.String(),
  createdAt: Type.String(),
  createdBy: Type.String(),
  expiresAt: Type.String(),
  revokedAt: Nullable(Type.String()),
  revokedBy: Nullable(Type.String()),
})

const Events = Type.Array(Type.Enum([...WEBHOOK_EVENTS]), { minItems: 1, maxItems: WEBHOOK_EVENTS.length })
export const WebhookSchema = Type.Object({
  id: Id,
  url: Type.String(),
  events: Events,
  createdAt: Type.String(),
  createdBy: Type.String(),
})
export const CreatedWebhookSchema = Type.Object({ webhook: WebhookSchema, secret: Type.String() })
export const WantedWebhookBody = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 2000 }),
  events: Type.Optional(Events),
})
export const DeliverySchema = Type.Object({
  id: Id,
  event: Type.Enum([...WEBHOOK_EVENTS]),
  releaseId: Id,
  at: Type.String(),
  attempts: Type.Integer(),
  state: Type.Enum(['waiting', 'delivered', 'failed']),
  status: Nullable(Type.Integer()),
  triedAt: Nullable(Type.String()),
  problem: Nullable(Type.String()),
  nextAt: Nullable(Type.String()),
})

export const SettingsBody = Type.Object({ isFourEyes: Type.Boolean(), reason: Type.Optional(Reason) })
export const SettingsSchema = Type.Object({
  isFourEyes: Type.Boolean(),
  turningOff: Type.Optional(ApprovalRequestSchema),
})

export const ReleaseAuditQuery = Type.Interface([PageQuery], {
  subject: Type.Optional(Type.String({ maxLength: 300 })),
})
export const AuditEntrySchema = Type.Object({
  id: Id,
  at: Type.String(),
  actor: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  subjectName: Nullable(LocalTextSchema),
  reason: Nullable(Type.String()),
  change: Type.Record(Type.String(), Type.Unknown()),
})
