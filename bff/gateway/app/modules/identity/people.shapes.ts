import Type, { type Static } from 'typebox'
import { nullable, pageOf } from '../shared/page.ts'

const Purpose = Type.Union([Type.Literal('INVITATION'), Type.Literal('RESET')])

export const UserRecordShape = Type.Object({
  id: Type.String(),
  username: Type.String(),
  displayName: Type.String(),
  role: Type.String(),
  status: Type.Union([Type.Literal('INVITED'), Type.Literal('ACTIVE'), Type.Literal('LOCKED')]),
  createdAt: Type.String(),
  lastLoginAt: nullable(Type.String()),
  link: nullable(Type.Object({ purpose: Purpose, expiresAt: Type.String() })),
})
export const UserPage = pageOf(UserRecordShape)

export const LinkShape = Type.Object({ token: Type.String(), purpose: Purpose, expiresAt: Type.String() })
export const InvitationShape = Type.Object({ user: UserRecordShape, link: LinkShape })

export const SessionItems = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      address: Type.String(),
      browser: nullable(Type.String()),
      system: nullable(Type.String()),
      createdAt: Type.String(),
      seenAt: Type.String(),
      isOwn: Type.Boolean(),
    }),
  ),
})
export const EndedShape = Type.Object({ ended: Type.Integer() })

export const RoleShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  permissions: Type.Array(Type.String()),
  isBuiltIn: Type.Boolean(),
  version: Type.Integer(),
})
export const RoleListShape = Type.Object({
  items: Type.Array(RoleShape),
  catalogue: Type.Array(Type.String()),
})

const AuditEntryShape = Type.Object({
  id: Type.String(),
  at: Type.String(),
  actorId: nullable(Type.String()),
  actorName: Type.String(),
  action: Type.String(),
  subjectId: Type.String(),
  subjectName: Type.String(),
  change: Type.Record(
    Type.String(),
    Type.Object({ old: nullable(Type.String()), new: nullable(Type.String()) }),
  ),
  address: nullable(Type.String()),
})
export type AuditEntry = Static<typeof AuditEntryShape>
export const AuditPage = pageOf(AuditEntryShape)
