import { hkdfSync } from 'node:crypto'
import { hmacOf } from './hmac.ts'

const KEY_BYTES = 32
const NAME = /^[a-z][a-z0-9-]{0,62}$/
/** More parts than a platform has; a header names any it likes. */
const MAX_KNOWN = 256

/** The keys of one part of the platform (a service, the gateway, the launcher), in hex, the newest first: that one signs, all are accepted. */
export interface PartKeys {
  /** By the part that is called. */
  to: Record<string, string[]>
  /** By the part that calls. */
  from: Record<string, string[]>
  /** By purpose, such as `vault`: known to no other part. */
  own: Record<string, string[]>
}

/** Part -> its keys: the value of `PORTICO_KEYS`. */
export type KeyBundle = Record<string, PartKeys>

/**
 * What one part signs with and believes. Each ordered pair of parts has a key of its own, made from the platform's secret:
 * a part that has its own pairs only can neither sign as another part nor accept for one. The receiver of a pair could sign
 * as its caller, but only to itself.
 */
export class Keyring {
  readonly part: string
  readonly #find: (kind: keyof PartKeys, name: string) => readonly string[]
  readonly #known = {
    to: new Map<string, readonly Buffer[]>(),
    from: new Map<string, readonly Buffer[]>(),
    own: new Map<string, readonly Buffer[]>(),
  }

  private constructor(part: string, find: (kind: keyof PartKeys, name: string) => readonly string[]) {
    this.part = part
    this.#find = find
  }

  /** Of a process that has the platform's secret, the newest first: it could be any part. */
  static fromSecrets(part: string, secrets: readonly string[]): Keyring {
    return new Keyring(part, (kind, name) => secrets.map(secret => derive(secret, part, kind, name)))
  }

  /** Of a process that was given its own keys only. Null when it was given none for this part. */
  static fromBundle(part: string, bundle: KeyBundle): Keyring | null {
    const keys = Object.hasOwn(bundle, part) ? bundle[part] : undefined
    if (!keys) return null
    return new Keyring(part, (kind, name) =>
      Object.hasOwn(keys[kind], name) ? (keys[kind][name] ?? []) : [],
    )
  }

  /** To sign what goes to `audience`, the first; empty where this part has no business there. */
  to(audience: string): readonly Buffer[] {
    return this.#get('to', audience)
  }

  /** To check what `caller` signed. */
  from(caller: string): readonly Buffer[] {
    return this.#get('from', caller)
  }

  own(purpose: string): readonly Buffer[] {
    return this.#get('own', purpose)
  }

  #get(kind: keyof PartKeys, name: string): readonly Buffer[] {
    const ofKind = this.#known[kind]
    const known = ofKind.get(name)
    if (known) return known
    if (!NAME.test(name)) return []
    const keys = this.#find(kind, name).map(hex => Buffer.from(hex, 'hex'))
    if (ofKind.size < MAX_KNOWN) ofKind.set(name, keys)
    return keys
  }
}

/** The keys of each of `parts` and no more: what a launcher hands to a process that runs them. */
export function bundleFor(
  secrets: readonly string[],
  parts: readonly string[],
  options: { all: readonly string[]; purposes?: Readonly<Record<string, readonly string[]>> },
): KeyBundle {
  const table = (part: string, kind: keyof PartKeys, names: readonly string[]) =>
    Object.fromEntries(names.map(name => [name, secrets.map(secret => derive(secret, part, kind, name))]))
  const keysOf = (part: string): PartKeys => ({
    to: table(part, 'to', options.all),
    from: table(part, 'from', options.all),
    own: table(part, 'own', options.purposes?.[part] ?? []),
  })
  return Object.fromEntries(parts.map(part => [part, keysOf(part)]))
}

/** The password of a database role. The part that connects gets its URL, never what this is made from. */
export function databasePassword(secret: string, role: string): string {
  return expand(secret, `portico database ${role}`)
}

/** Another secret, which reveals nothing of `secret`: the gateway's own, for snapshot tokens and sealed cookies. */
export function partSecret(secret: string, part: string): string {
  return expand(secret, `portico secret of ${part}`)
}

/** One key for each use of a pair, so that a text signed for one use means nothing in another. */
export function macOf(key: Buffer, use: string, text: string): string {
  return hmacOf(key, `${use}\n${text}`)
}

function derive(secret: string, part: string, kind: keyof PartKeys, name: string): string {
  if (kind === 'own') return expand(secret, `portico ${part} ${name}`)
  const [caller, audience] = kind === 'to' ? [part, name] : [name, part]
  return expand(secret, `portico pair ${caller}>${audience}`)
}

function expand(secret: string, info: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', info, KEY_BYTES)).toString('hex')
}
