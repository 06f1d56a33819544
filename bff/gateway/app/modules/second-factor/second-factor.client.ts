import type { GraphContext } from '@portico/bff-framework'
import { identityContract } from '@portico/identity-contract'
import { contractClient } from '../shared/contract-client.ts'

interface PasswordAndCode {
  password: string
  code: string
}

/** A password is hashed, perhaps after a wait of 4 s for its turn. */
const TIMEOUT_MS = 8_000

const identity = contractClient(identityContract)

export function fetchSecondFactor(context: GraphContext) {
  return identity(context).call('getSecondFactor', {})
}

export function postEnrolment(context: GraphContext, password: string) {
  return identity(context).call('offerSecondFactor', { body: { password }, timeoutMs: TIMEOUT_MS })
}

export async function postConfirmation(context: GraphContext, code: string): Promise<string[]> {
  return (await identity(context).call('confirmSecondFactor', { body: { code } })).recoveryCodes
}

export async function postRecoveryCodes(context: GraphContext, body: PasswordAndCode): Promise<string[]> {
  return (await identity(context).call('renewRecoveryCodes', { body, timeoutMs: TIMEOUT_MS })).recoveryCodes
}

export async function postOff(context: GraphContext, body: PasswordAndCode): Promise<void> {
  await identity(context).call('switchSecondFactorOff', { body, timeoutMs: TIMEOUT_MS })
}

export async function deleteSecondFactor(context: GraphContext, userId: string): Promise<void> {
  await identity(context).call('resetSecondFactor', { params: { id: userId } })
}

export async function putRule(context: GraphContext, isRequired: boolean): Promise<void> {
  await identity(context).call('setSecondFactorRule', { body: { isRequired } })
}
