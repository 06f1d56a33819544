import type { GraphContext } from '@portico/bff-framework'
import Type from 'typebox'
import type { SingleSignOnInput } from '../../schema.generated.ts'
import { nullable } from '../shared/page.ts'

const Settings = Type.Object({
  issuer: Type.String(),
  clientId: Type.String(),
  scopes: Type.String(),
  groupsClaim: Type.String(),
  roleByGroup: Type.Array(Type.Object({ group: Type.String(), role: Type.String() })),
  defaultRole: nullable(Type.String()),
  allowsPasswords: Type.Boolean(),
  version: Type.Integer(),
})
const PATH = '/sso/settings'

export function fetchSingleSignOn(context: GraphContext) {
  return context.upstream('identity').get(PATH, { answer: nullable(Settings) })
}

/** `version` is that of the settings that were changed; 0: there were none. */
export async function putSingleSignOn(
  context: GraphContext,
  input: SingleSignOnInput,
  version: number,
): Promise<void> {
  const { defaultRole = null, clientSecret, ...settings } = input
  const body = { ...settings, defaultRole, ...(clientSecret && { clientSecret }) }
  await context.upstream('identity').put(PATH, body, { ifMatch: version })
}

export async function deleteSingleSignOn(context: GraphContext): Promise<void> {
  await context.upstream('identity').delete(PATH)
}
