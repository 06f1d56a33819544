export { type CaughtDownload, catchDownloads } from './catch-downloads.ts'
export { type OpenedApp, openApp } from './open-app.ts'
