export { DevError, type DevErrorCode } from './fault/dev-error.ts'
export { type DevOptions, type DevServer, startDev } from './start-dev.ts'
export { type OfflineOptions, startOffline } from './start-offline.ts'
