import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

/**
 * A connection to a database stays open when its app is closed, for code that keeps it in a variable goes on with it at the next
 * opening. It gives way where another (a newer version of the app, in this tab or another one) changes or deletes the database.
 */
export function watchDatabases(apps: PageApps): void {
  overrideMethod(indexedDB, 'open', (native, args) => {
    const owner = apps.caller()
    const request = native(...args) as IDBOpenDBRequest
    if (owner === null) return request
    request.addEventListener('success', () => {
      const database = request.result
      database.addEventListener('versionchange', () => {
        if (!owner.isAttached) database.close()
      })
    })
    return request
  })
}
