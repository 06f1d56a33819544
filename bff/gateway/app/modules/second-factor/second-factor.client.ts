import type { GraphContext } from '@portico/bff-framework'
import Type from 'typebox'
import { nullable } from '../shared/page.ts'

const SecondFactor = Type.Object({
  isOn: Type.Boolean(),
  isRequired: Type.Boolean(),
  confirmedAt: nullable(Type.String()),
  recoveryCodesLeft: Type.Integer(),
})
const Offer = Type.Object({
  secret: Type.String(),
  uri: Type.String(),
  qr: Type.Object({ size: Type.Integer(), path: Type.String() }),
})
const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })

interface PasswordAndCode {
  password: string
  code: string
}

/** A password is hashed, perhaps after a wait of 4 s for its turn. */
const TIMEOUT_MS = 8_000

export function fetchSecondFactor(context: GraphContext) {
  return context.upstream('identity').get('/second-factor', { answer: SecondFactor })
}

export function postEnrolment(context: GraphContext, password: string) {
  const options = { answer: Offer, timeoutMs: TIMEOUT_MS }
  return context.upstream('identity').post('/second-factor/enrolment', { password }, options)
}

export async function postConfirmation(context: GraphContext, code: string): Promise<string[]> {
  const path = '/second-factor/confirm'
  return (await context.upstream('identity').post(path, { code }, { answer: RecoveryCodes })).recoveryCodes
}

export async function postRecoveryCodes(context: GraphContext, proof: PasswordAndCode): Promise<string[]> {
  const options = { answer: RecoveryCodes, timeoutMs: TIMEOUT_MS }
  const path = '/second-factor/recovery-codes'
  return (await context.upstream('identity').post(path, proof, options)).recoveryCodes
}

export async function postOff(context: GraphContext, proof: PasswordAndCode): Promise<void> {
  await context.upstream('identity').post('/second-factor/off', proof, { timeoutMs: TIMEOUT_MS })
}

export async function deleteSecondFactor(context: GraphContext, userId: string): Promise<void> {
  await context.upstream('identity').delete(`/users/${encodeURIComponent(userId)}/second-factor`)
}

export async function putRule(context: GraphContext, isRequired: boolean): Promise<void> {
  await context.upstream('identity').put('/second-factor/rule', { isRequired })
}
