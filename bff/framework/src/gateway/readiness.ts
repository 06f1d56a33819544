import type { ArtifactReader } from '../release/artifact-reader.ts'
import type { Rules } from '../release/rules/rules.ts'

/** A store that takes longer to give the page serves no user. */
const READ_TIMEOUT_MS = 2_000

export interface ReadinessParts {
  /** Services without an address. */
  services: readonly string[]
  artifacts: ArtifactReader
  rules(): Promise<Rules | null>
  isIdentityLive: boolean
  /** True where there is no Redis to need. */
  isRedisLive(): Promise<boolean>
  /** False while a service refuses calls for their time. */
  isClockRight: boolean
  isDraining: boolean
}

/** What is served that cannot be served just now: empty for a process that is ready. Each is asked at the moment. */
export async function listMissing(parts: ReadinessParts): Promise<string[]> {
  const [rules, isRedisLive] = await Promise.all([parts.rules(), parts.isRedisLive()])
  const hasArtifacts = rules !== null && (await canRead(parts.artifacts, rules.feed.baseline.shell))
  return [
    ...parts.services.map(service => `${service.toUpperCase()}_URL`),
    ...(rules === null ? ['rules'] : []),
    ...(hasArtifacts ? [] : ['artifacts']),
    ...(parts.isIdentityLive ? [] : ['identity']),
    ...(isRedisLive ? [] : ['redis']),
    ...(parts.isClockRight ? [] : ['clock']),
    ...(parts.isDraining ? ['draining'] : []),
  ]
}

/** Past every cache: the page of the shell, which everything begins with. */
async function canRead(artifacts: ArtifactReader, shell: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), READ_TIMEOUT_MS)
  artifacts.find(`shell/${shell}/index.html`).then(
    found => resolve(found !== null),
    () => resolve(false),
  )
  return promise.finally(() => clearTimeout(timer))
}
