import { Signal } from './signal.ts'

/** A release in the tab's snapshot was revoked; the gateway serves stable already. */
export interface Revocation {
  /** Id of the snapshot the tab should be on. */
  to: string
  /** The tab must not go on, whatever is unsaved in it. */
  isForced: boolean
}

/** What the gateway's answers say about the snapshot this tab lives on. */
export class Freshness {
  /** Id of the tenant's present snapshot, when it is another than the tab's. */
  readonly newer = new Signal<string | null>(null)
  readonly revocation = new Signal<Revocation | null>(null)
  readonly #ownId: string
  readonly #releases: readonly string[]

  /** `releases`: ids of those this tab lives on. */
  constructor(ownId: string, releases: readonly string[] = []) {
    this.#ownId = ownId
    this.#releases = releases
  }

  /** Of any answer, errors too. An answer that says nothing changes nothing: not every route knows. */
  receive(headers: Headers): void {
    const newer = headers.get('x-portico-newer')
    if (newer !== null) this.learn(newer)
    const revocation = parseRevocation(headers.get('x-portico-revoked'))
    if (revocation !== null) this.#revoke(revocation)
  }

  /** What every tab of the user receives; `revoked` as in `LiveMessage`. */
  onStatus({ id, revoked }: { id: string; revoked: readonly string[] }): void {
    this.learn(id)
    const own = revoked.filter(mark =>
      this.#releases.some(release => release.endsWith(mark.replace(/!$/, ''))),
    )
    if (own.length > 0) this.#revoke({ to: id, isForced: own.some(mark => mark.endsWith('!')) })
  }

  /** The tenant's present snapshot, asked for. */
  learn(presentId: string): void {
    this.newer.set(presentId === this.#ownId ? null : presentId)
  }

  #revoke(revocation: Revocation): void {
    if (!isSame(revocation, this.revocation.get())) this.revocation.set(revocation)
  }

  /** Id of the snapshot to go to; null: stay. */
  target(): string | null {
    return this.revocation.get()?.to ?? this.newer.get()
  }
}

/** `<snapshot id>;force=0|1`. */
function parseRevocation(header: string | null): Revocation | null {
  if (header === null) return null
  const [to = '', ...parameters] = header.split(';').map(part => part.trim())
  return { to, isForced: parameters.includes('force=1') }
}

function isSame(one: Revocation, other: Revocation | null): boolean {
  return one.to === other?.to && one.isForced === other.isForced
}
