export { platformSettings } from './platform-settings.ts'
export { type ChoiceName, type Env, type IntegerName, SettingReader, type SwitchName } from './reader.ts'
export { type Part, SERVICE_SETTINGS, type Setting } from './setting.ts'
export { TOOL_SETTINGS } from './tool-settings.ts'
