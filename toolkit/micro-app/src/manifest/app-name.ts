/** Kebab-case. */
export const APP_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** What `name` of a manifest may be. */
export function isAppName(name: string): boolean {
  return APP_NAME.test(name)
}
