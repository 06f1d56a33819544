import type { PlatformSettings } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import type { Cause } from '../releases/cause.ts'

export function getSettings(tx: Transaction): Promise<PlatformSettings> {
  return tx.get<PlatformSettings>('select is_four_eyes as "isFourEyes" from platform_setting')
}

export async function changeSettings(tx: Transaction, wanted: PlatformSettings, by: Cause) {
  const { isFourEyes } = await tx.get<PlatformSettings>(
    'select is_four_eyes as "isFourEyes" from platform_setting for update',
  )
  if (isFourEyes === wanted.isFourEyes) return wanted
  await tx.run('update platform_setting set is_four_eyes = $1', [wanted.isFourEyes])
  const change = { isFourEyes: { from: isFourEyes, to: wanted.isFourEyes } }
  await audit(tx, { ...by, action: 'settings.change', subject: 'settings:platform', change })
  return wanted
}
