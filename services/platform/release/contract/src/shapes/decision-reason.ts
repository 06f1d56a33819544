import Type from 'typebox'

/** By which rule a tenant is in a release or not. */
export const DecisionReasonSchema = Type.Enum([
  'KILL',
  'LANE',
  'BLOCK',
  'ALLOW',
  'CONSTRAINT',
  'STICKY',
  'PERCENT',
  'DEFAULT',
  'NO_TENANT',
])
