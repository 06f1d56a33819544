import type { PlatformSettings } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import type { PersonCause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { isFourEyes } from '../four-eyes/is-four-eyes.ts'
import { dropRequest, findRequest, keepRequest } from '../four-eyes/requests.ts'
import { approvalOf, askedBy, requireSecond, shownRequest } from '../store/asked.ts'

type Wanted = Pick<PlatformSettings, 'isFourEyes'>

const SUBJECT = 'settings:platform'

export async function getSettings(tx: Transaction): Promise<PlatformSettings> {
  const request = await findRequest<Wanted>(tx, 'settings')
  return {
    isFourEyes: await isFourEyes(tx),
    ...(request && { turningOff: shownRequest(request.asked) }),
  }
}

/**
 * One operator switches four eyes on; a second one must agree before they are off. A change to "on" withdraws the request.
 * Throws as `requireSecond`.
 */
export async function changeSettings(
  tx: Transaction,
  wanted: Wanted,
  by: PersonCause,
): Promise<PlatformSettings> {
  await tx.run('select 1 from platform_setting for update')
  const isOn = await isFourEyes(tx)
  if (isOn && !wanted.isFourEyes) await turnOff(tx, wanted, by)
  else if (isOn) await keepOn(tx, by)
  else if (wanted.isFourEyes) await write(tx, wanted, by, {})
  return getSettings(tx)
}

async function turnOff(tx: Transaction, wanted: Wanted, by: PersonCause) {
  const request = await findRequest<Wanted>(tx, 'settings')
  if (request) {
    requireSecond(request.asked, by)
    await dropRequest(tx, 'settings')
    return write(tx, wanted, by, approvalOf(request.asked, by))
  }
  await keepRequest(tx, 'settings', { wanted, asked: askedBy(by) })
  await note(tx, by, 'settings.change-request', { isFourEyes: { from: true, to: false } })
}

async function keepOn(tx: Transaction, by: PersonCause) {
  const wasAsked = await dropRequest(tx, 'settings')
  if (wasAsked) await note(tx, by, 'settings.change-request-dropped', {})
}

async function write(tx: Transaction, wanted: Wanted, by: PersonCause, approval: Record<string, string>) {
  await tx.run('update platform_setting set is_four_eyes = $1', [wanted.isFourEyes])
  const { isFourEyes: to } = wanted
  await note(tx, by, 'settings.change', { isFourEyes: { from: !to, to }, ...approval })
}

function note(
  tx: Transaction,
  { actor, reason }: PersonCause,
  action: string,
  change: Record<string, unknown>,
) {
  return audit(tx, { actor, reason, action, subject: SUBJECT, change })
}
