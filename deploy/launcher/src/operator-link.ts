import { resolve } from 'node:path'
import { Keyring } from '@portico/release/trust'
import { openFirstOperator, SeedError } from '@portico/seed'
import { servicePort } from './ports.ts'
import { ensureSecrets, LAUNCHER } from './secret.ts'
import { readLauncherSettings } from './settings.ts'
import { StartError } from './start-error.ts'
import { firstOperator } from './welcome.ts'

const root = resolve(import.meta.dirname, '../../..')

/**
 * A new one-time link for the first operator of a product that runs on this machine, or whose identity service IDENTITY_URL
 * names: the one before is void. Refused once an operator has joined, who makes links for others in the pages.
 */
async function main() {
  const settings = readLauncherSettings(root, process.env)
  const identity = process.env.IDENTITY_URL || `http://127.0.0.1:${servicePort('identity', process.env)}`
  const keyring = Keyring.fromSecrets(LAUNCHER, await ensureSecrets(settings.home, process.env))
  const operator = await openFirstOperator({ serviceUrls: { identity }, keyring }, true)
  if (operator.state === 'JOINED') {
    throw new StartError(
      'OPERATOR_EXISTS',
      `The operator ${operator.username} has a password already. Operators make links for others in Team, Users.`,
    )
  }
  console.log(firstOperator(operator, `http://127.0.0.1:${settings.port}`))
}

main().catch(error => {
  const isExpected = error instanceof StartError || error instanceof SeedError
  console.error(isExpected ? `${error.code}: ${error.message}` : error)
  process.exitCode = 1
})
