import { type RunningProduct, startProduct as startAny } from '@portico/launcher/testing'

export { createHome, type RunningProduct } from '@portico/launcher/testing'

/** Folders of the sub-apps that misbehave on purpose. */
const MORE_APPS = 'e2e/apps/rude,e2e/apps/broken'

/** All journeys share one store of artifacts, so all their products must agree on the set of current ones. */
export function startProduct(home: string, env: Record<string, string> = {}): Promise<RunningProduct> {
  return startAny(home, { PORTICO_APPS: MORE_APPS, ...env })
}
