export { platformSettings } from './platform-settings.ts'
export { type ChoiceName, type Env, type IntegerName, SettingReader, type SwitchName } from './reader.ts'
export { type Part, type Setting, serviceSettings } from './setting.ts'
export { toolSettings } from './tool-settings.ts'
