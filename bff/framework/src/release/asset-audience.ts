import type { ArtifactKey } from '@portico/artifact-store'
import { LRUCache } from 'lru-cache'
import type { Rules } from './rules/rules.ts'

/** What was released once stays so; these many versions are remembered. */
const MAX_RELEASED = 5_000
/** So that a client that asks again and again for what is not released costs one call a second. */
const DOUBT_MS = 1_000
const MAX_DOUBTED = 1_000

export interface AssetAudienceParts {
  rules(): Promise<Rules | null>
  /** Whether a version was ever released to a tenant. Null: there is no release service, and nothing is kept back. */
  ask: ((key: ArtifactKey) => Promise<boolean>) | null
}

/**
 * Whether every client may read a version. Those of the baseline and of running releases are known here; those of ended
 * releases, on which old tabs live, are asked for once. What no tenant was ever given is for operators.
 */
export class AssetAudience {
  readonly #parts: AssetAudienceParts
  readonly #released = new LRUCache<string, true>({ max: MAX_RELEASED })
  readonly #doubted = new LRUCache<string, true>({ max: MAX_DOUBTED, ttl: DOUBT_MS })
  readonly #asking = new Map<string, Promise<boolean>>()

  constructor(parts: AssetAudienceParts) {
    this.#parts = parts
  }

  /** Rejects when only the release service knows and does not answer. */
  async isPublic(key: ArtifactKey): Promise<boolean> {
    const { ask, rules } = this.#parts
    const label = `${key.name}/${key.version}`
    if (ask === null || this.#released.has(label)) return true
    if (isInRules(await rules(), key)) return this.#remember(label, true)
    if (this.#doubted.has(label)) return false
    const asking = this.#asking.get(label) ?? this.#ask(label, ask(key))
    return asking
  }

  #ask(label: string, answer: Promise<boolean>): Promise<boolean> {
    const asking = answer
      .then(isReleased => this.#remember(label, isReleased))
      .finally(() => this.#asking.delete(label))
    this.#asking.set(label, asking)
    return asking
  }

  #remember(label: string, isReleased: boolean): boolean {
    const known = isReleased ? this.#released : this.#doubted
    known.set(label, true)
    return isReleased
  }
}

function isInRules(rules: Rules | null, { name, version }: ArtifactKey): boolean {
  if (rules === null) return false
  const { baseline, releases, inForce } = rules.feed
  const sets = [
    { ...baseline.apps, shell: baseline.shell },
    baseline.shared,
    ...[...releases, ...inForce].flatMap(({ overlay }) => [overlay.apps, overlay.shared ?? {}]),
  ]
  return sets.some(set => Object.hasOwn(set, name) && set[name] === version)
}
