import { Id, Nullable, PageQuery, TableQuery } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

export const AUDIT_ACTIONS = [
  'user.invite',
  'user.rename',
  'user.role',
  'user.lock',
  'user.unlock',
  'user.remove',
  'user.link',
  'user.link-revoke',
  'user.join',
  'user.password-reset',
  'user.password',
  'user.sessions-end',
  'user.second-factor-on',
  'user.second-factor-off',
  'user.second-factor-reset',
  'user.recovery-codes',
  'tenant.second-factor-rule',
  'user.sso-link',
  'tenant.sso-change',
  'tenant.sso-remove',
  'role.create',
  'role.change',
  'role.remove',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

const Moment = Type.String({ format: 'date-time' })

export const AuditFilter = Type.Object({
  userId: Type.Optional(Id),
  action: Type.Optional(Type.Enum([...AUDIT_ACTIONS])),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
})
export type AuditFilter = Static<typeof AuditFilter>

/** `userId` finds what the user did and what was done to the user. */
export const AuditQuery = Type.Object({ ...PageQuery.properties, ...AuditFilter.properties })
export const AuditExportQuery = Type.Object({ ...TableQuery.properties, ...AuditFilter.properties })

export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Type.String(),
  actorId: Nullable(Type.String()),
  actorName: Type.String(),
  action: Type.String({
    description: 'One of the actions of the filter; later versions write further ones.',
  }),
  subjectKind: Type.Enum(['USER', 'ROLE']),
  subjectId: Type.String(),
  subjectName: Type.String(),
  change: Type.Record(
    Type.String(),
    Type.Object({ old: Nullable(Type.String()), new: Nullable(Type.String()) }),
  ),
  address: Nullable(Type.String()),
})
export type AuditEntry = Static<typeof AuditEntry>
