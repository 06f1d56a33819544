import { type Env, SettingReader } from '@portico/settings'
import { StartFault } from '../errors/start-fault.ts'

export type { Env }

export function badSetting(message: string): StartFault {
  return new StartFault('BAD_SETTING', message)
}

/** Its faults are BAD_SETTING. */
export function gatewayReader(env: Env): SettingReader {
  return new SettingReader(env, badSetting)
}
