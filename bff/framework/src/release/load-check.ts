import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import { init, parse } from 'es-module-lexer'
import { LRUCache } from 'lru-cache'
import type { ArtifactLibrary } from './artifact-library.ts'
import type { AssetFiles } from './asset-file.ts'

/** A store that was away for a moment is looked at again. */
const KEPT_MS = 5_000
const MAX_KEPT = 100
/** An artifact of more than these is judged by the first of them. */
const MAX_FILES = 300
const SCRIPT = /\.m?js$/
const unzip = { br: promisify(brotliDecompress), gzip: promisify(gunzip) }

/**
 * Whether an artifact is broken as this gateway itself serves it: its description unreadable, a file missing, unreadable or
 * other than its hash, an import that leads nowhere. A browser's word that it could not load it is only a reason to look.
 */
export class LoadCheck {
  readonly #library: Pick<ArtifactLibrary, 'findApp' | 'isUsable'>
  readonly #files: Pick<AssetFiles, 'find'>
  readonly #looked: LRUCache<string, Promise<boolean>>

  /** `now`: milliseconds of the monotonic clock. */
  constructor(
    library: Pick<ArtifactLibrary, 'findApp' | 'isUsable'>,
    files: Pick<AssetFiles, 'find'>,
    now: () => number = performance.now.bind(performance),
  ) {
    this.#library = library
    this.#files = files
    this.#looked = new LRUCache({ max: MAX_KEPT, ttl: KEPT_MS, ttlResolution: 0, perf: { now } })
  }

  /** Never rejects. However many ask, it is looked at once in a while. */
  isBroken(app: string, version: string): Promise<boolean> {
    const key = `${app}@${version}`
    const looked = this.#looked.get(key)
    if (looked) return looked
    const looking = this.#look(app, version).catch(() => true)
    this.#looked.set(key, looking)
    return looking
  }

  async #look(app: string, version: string): Promise<boolean> {
    if (app === 'shell') return !(await this.#library.isUsable({ kind: 'app', name: app, version }))
    const manifest = await this.#library.findApp(app, version)
    if (!manifest) return true
    const folder = `${app}/${version}`
    const files = new Set([manifest.entry, ...Object.keys(manifest.integrity)])
    for (const file of [...files].slice(0, MAX_FILES)) {
      const bytes = await this.#read(`${folder}/${file}`)
      if (!bytes || !isIntact(bytes, manifest.integrity[file])) return true
      if (SCRIPT.test(file) && !(await this.#hasImports(folder, file, bytes, files))) return true
    }
    return false
  }

  /** Those of the artifact itself; what is shared is the page's concern. Files that were looked at are not asked for again. */
  async #hasImports(
    folder: string,
    file: string,
    bytes: Buffer,
    known: ReadonlySet<string>,
  ): Promise<boolean> {
    for (const imported of await importsOf(file, bytes)) {
      if (!known.has(imported) && !(await this.#read(`${folder}/${imported}`))) return false
    }
    return true
  }

  /** As a browser gets it. */
  async #read(path: string): Promise<Buffer | null> {
    const asset = await this.#files.find(path, ['br', 'gzip'])
    if (!asset || asset.encoding === 'identity') return asset?.body ?? null
    return unzip[asset.encoding](asset.body)
  }
}

async function importsOf(file: string, bytes: Buffer): Promise<string[]> {
  await init
  const [imports] = parse(bytes.toString())
  // An `import()` of a template names many files, of which the page asks for one; the lexer gives them as one pattern.
  const named = imports.filter(found => !('glob' in found && found.glob))
  const relative = named.flatMap(({ specifier: name }) => (name?.startsWith('.') ? [name] : []))
  return relative.map(name => posix.join(posix.dirname(file), name.split(/[?#]/, 1)[0] ?? ''))
}

function isIntact(bytes: Buffer, hash: string | undefined): boolean {
  const [algorithm = '', expected] = hash?.split('-', 2) ?? []
  if (expected === undefined) return true
  return createHash(algorithm).update(bytes).digest('base64') === expected
}
