import type { Tag } from './model/rules.ts'

/** The value of the baggage member `portico.routing`: the services that are not stable, such as `sales:gray,inventory:gray`. */
export function encodeTargets(services: Readonly<Record<string, Tag>>): string {
  return Object.entries(services)
    .filter(([, tag]) => tag !== 'stable')
    .map(([service, tag]) => `${service}:${tag}`)
    .sort()
    .join(',')
}

/** What is no target is left out: an unreadable one is stable. */
export function decodeTargets(text: string): Record<string, Tag> {
  const parts = text.split(',').map(part => /^([a-z][a-z0-9-]*):([a-z][a-z0-9-]*)$/.exec(part))
  return Object.fromEntries(parts.flatMap(match => (match ? [[match[1], match[2]]] : [])))
}

/** What an operator may do on the platform; of a token too, which has neither `administer` nor `intervene`. */
export interface OperatorScope {
  /** `*`: every app and service. */
  apps: readonly string[] | '*'
  actions: readonly OperatorAction[]
}

/**
 * `administer`: tokens, the stop of all releases, settings of the platform. `intervene`: limits, blocks and the like of the traffic.
 * `inspect`: plans of SQL. `develop` is of tokens alone.
 */
export type OperatorAction =
  | 'publish'
  | 'release'
  | 'read'
  | 'administer'
  | 'intervene'
  | 'inspect'
  | 'develop'

const RELEASE_EVERYTHING = 'platform.release.write'
/** `platform.release.write:sales` is the right to release the app or service `sales` alone. */
const RELEASE_ONE = `${RELEASE_EVERYTHING}:`

/** From the permissions of an operator's role. */
export function operatorScopeOf(permissions: Iterable<string>): OperatorScope {
  const names = [...permissions]
  const apps = names.flatMap(name => (name.startsWith(RELEASE_ONE) ? [name.slice(RELEASE_ONE.length)] : []))
  const isEverything = names.includes(RELEASE_EVERYTHING)
  const actions: OperatorAction[] = []
  if (isEverything || apps.length > 0) actions.push('publish', 'release')
  if (names.includes('platform.release.read')) actions.push('read')
  if (names.includes('platform.administer')) actions.push('administer')
  if (names.includes('platform.sql.read')) actions.push('inspect')
  if (names.includes('platform.intervene')) actions.push('intervene')
  return { apps: isEverything ? '*' : apps, actions }
}

/** The value of the baggage member `portico.scope`, such as `read,release;sales,inventory`. */
export function encodeScope({ apps, actions }: OperatorScope): string {
  return `${[...actions].sort().join(',')};${apps === '*' ? '*' : [...apps].sort().join(',')}`
}

export function decodeScope(text: string): OperatorScope {
  const [actions = '', apps = ''] = text.split(';')
  return {
    actions: actions.split(',').filter(isAction),
    apps: apps === '*' ? '*' : apps.split(',').filter(Boolean),
  }
}

function isAction(name: string): name is OperatorAction {
  return ['publish', 'release', 'read', 'administer', 'intervene', 'inspect'].includes(name)
}
