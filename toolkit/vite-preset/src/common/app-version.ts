import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const NONE = '0.0.0'
const VERSION = /^\d+\.\d+\.\d+/

/** Of the app's `package.json`: the one that mocks ask for, while the page says that the app is in development. */
export function versionOf(root: string): string {
  const path = join(root, 'package.json')
  if (!existsSync(path)) return NONE
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown }
  return typeof version === 'string' && VERSION.test(version) ? version : NONE
}
