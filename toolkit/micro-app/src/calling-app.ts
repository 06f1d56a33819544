/** With every call to the gateway: the app that makes it. */
export const APP_HEADER = 'x-portico-app'

/** Of an app that a development server serves. */
export const DEV_VERSION = '0.0.0-dev'

/** `sales@1.4.2` */
const CALLING_APP = /^([a-z][a-z0-9-]*)@([0-9A-Za-z][\w.+-]*)$/

export interface CallingApp {
  name: string
  version: string
}

export function writeCallingApp({ name, version }: CallingApp): string {
  return `${name}@${version}`
}

/** `header`: as Node has it. Null: none, or not what a shell writes. */
export function readCallingApp(header: string | readonly string[] | undefined): CallingApp | null {
  const [, name, version] = CALLING_APP.exec(typeof header === 'string' ? header : '') ?? []
  return name !== undefined && version !== undefined ? { name, version } : null
}
