import { Keyring, readSecrets } from '@portico/release/trust'
import { ensurePlatform, openFirstOperator, SeedError } from '@portico/seed'
import { TOOL_SETTINGS } from '@portico/settings'
import { RoleFault } from './role-fault.ts'

/** The part by whose keys the platform itself asks something of a service. */
const LAUNCHER = 'launcher'

/**
 * The platform's own tenant where there is none yet, and a one-time link for its first operator: the one before is void. Throws RoleFault,
 * also once an operator has joined.
 */
export async function runOperatorLink(env: NodeJS.ProcessEnv): Promise<void> {
  const keyring = Keyring.fromSecrets(LAUNCHER, readSecrets(env))
  const services = { serviceUrls: { identity: env.IDENTITY_URL ?? '' }, keyring }
  const { username, link } = await openOperator(services)
  if (!link)
    throw new RoleFault(
      `OPERATOR_EXISTS: The operator ${username} has a password already. Operators make links for others in Team, Users.`,
    )
  const address = (env.PORTICO_URL || TOOL_SETTINGS.PORTICO_URL.default).replace(/\/$/, '')
  console.log(
    `tenant platform, user ${username}: choose a password at this address, once, until ${link.expiresAt}`,
  )
  console.log(`${address}/welcome#${link.token}`)
}

async function openOperator(services: Parameters<typeof ensurePlatform>[0]) {
  try {
    await ensurePlatform(services)
    return await openFirstOperator(services, true)
  } catch (cause) {
    if (cause instanceof SeedError) throw new RoleFault(`${cause.code}: ${cause.message}`)
    throw cause
  }
}
