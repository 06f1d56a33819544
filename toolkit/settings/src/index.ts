export { platformSettings } from './platform-settings.ts'
export { type ChoiceName, type Env, type IntegerName, SettingReader, type SwitchName } from './reader.ts'
export { type Part, SERVICE_SETTINGS as serviceSettings, type Setting } from './setting.ts'
export { TOOL_SETTINGS as toolSettings } from './tool-settings.ts'
