export { platformSettings } from './tables/platform-settings.ts'
export { type Part, SERVICE_SETTINGS, type Setting } from './tables/setting.ts'
export { TOOL_SETTINGS } from './tables/tool-settings.ts'
export {
  type ChoiceName,
  type Env,
  type IntegerName,
  SettingReader,
  type SwitchName,
} from './values/reader.ts'
