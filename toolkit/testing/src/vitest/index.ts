export { type CaughtDownload, catchDownloads } from './catch-downloads.ts'
export { microAppSuite } from './micro-app-suite.ts'
export { type OpenedApp, openApp } from './open-app.ts'
