import { type IntegerName, SettingReader } from '@portico/settings'
import { StartupError } from '../problems/startup-error.ts'

export function badServiceSetting(message: string): StartupError {
  return new StartupError('BAD_SETTING', message)
}

/** Its errors are `BAD_SETTING`. */
export function serviceReader(env: NodeJS.ProcessEnv): SettingReader {
  return new SettingReader(env, badServiceSetting)
}

/** A setting that is a number of something, by the table of settings. Throws `BAD_SETTING`. */
export function readWhole<Name extends IntegerName>(env: NodeJS.ProcessEnv, name: Name) {
  return serviceReader(env).integer(name)
}
