export { LocalApps } from './local-apps.ts'
