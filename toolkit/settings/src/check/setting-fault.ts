/** One thing that is wrong with the settings of a process. */
export interface SettingFault {
  code: 'BAD_SETTING' | 'SETTING_REQUIRED' | 'SETTING_FILE' | 'UNKNOWN_SETTING'
  /** Of the setting. */
  name: string
  /** One line: what is wrong, and what to do. */
  message: string
}

/** `CODE: message`, a line each. */
export function faultLines(faults: readonly SettingFault[]): string {
  return faults.map(({ code, message }) => `${code}: ${message}`).join('\n')
}
