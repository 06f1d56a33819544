import type { GraphContext } from '@portico/bff-framework'
import type {
  MutationConfirmSecondFactorArgs,
  MutationOfferSecondFactorArgs,
  MutationRenewRecoveryCodesArgs,
  MutationRequireSecondFactorArgs,
  MutationResetSecondFactorArgs,
  MutationSwitchSecondFactorOffArgs,
} from '../../schema.generated.ts'
import {
  deleteSecondFactor,
  fetchSecondFactor,
  postConfirmation,
  postEnrolment,
  postOff,
  postRecoveryCodes,
  putRule,
} from './second-factor.client.ts'

export const resolvers = {
  Query: {
    secondFactor: (_: unknown, __: unknown, context: GraphContext) => fetchSecondFactor(context),
  },
  Mutation: {
    offerSecondFactor: (_: unknown, { password }: MutationOfferSecondFactorArgs, context: GraphContext) =>
      postEnrolment(context, password),
    confirmSecondFactor: (_: unknown, { code }: MutationConfirmSecondFactorArgs, context: GraphContext) =>
      postConfirmation(context, code),
    renewRecoveryCodes: (_: unknown, proof: MutationRenewRecoveryCodesArgs, context: GraphContext) =>
      postRecoveryCodes(context, proof),
    switchSecondFactorOff: async (
      _: unknown,
      proof: MutationSwitchSecondFactorOffArgs,
      context: GraphContext,
    ) => {
      await postOff(context, proof)
      return fetchSecondFactor(context)
    },
    resetSecondFactor: async (
      _: unknown,
      { userId }: MutationResetSecondFactorArgs,
      context: GraphContext,
    ) => {
      await deleteSecondFactor(context, userId)
      return userId
    },
    requireSecondFactor: async (
      _: unknown,
      { isRequired }: MutationRequireSecondFactorArgs,
      context: GraphContext,
    ) => {
      await putRule(context, isRequired)
      return fetchSecondFactor(context)
    },
  },
}
