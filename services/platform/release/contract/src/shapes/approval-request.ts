import Type from 'typebox'

export const ApprovalRequestSchema = Type.Object({
  requestedBy: Type.String(),
  requestedAt: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
})
