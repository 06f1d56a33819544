import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ContributionFiles } from '@portico/micro-app/manifest'

/** One contribution, built; files are named from its folder. */
export interface ContributionBuild {
  start: ContributionFiles
  names: string[]
  /** Bare specifiers of shared libraries. */
  imports: string[]
  /** What its chunks hold. */
  moduleIds: string[]
}

interface Kept {
  built: ContributionBuild
  /** `name@version`, which its scripts say. */
  instance: string
  /** Path -> digest, of all that it was made of. */
  sources: ReadonlyMap<string, string>
  contents: ReadonlyMap<string, Buffer>
}

/** What has more sources than its modules: those of style sheets that it reads, and files that match. */
const MORE_SOURCES = /@import\b|import\.meta\.glob/

/**
 * What this process has built of contributions: where an app is built again and again, a contribution of the same sources is another
 * build of the same but for the version in it.
 */
export class KeptContributions {
  readonly #kept = new Map<string, Kept>()

  /** `key`: what it is made with besides its sources. */
  async keep(
    key: string,
    built: ContributionBuild,
    { instance, sources, outDir }: { instance: string; sources: Iterable<string>; outDir: string },
  ): Promise<void> {
    const digests = await digestsOf(sources)
    if (digests === null) return void this.#kept.delete(key)
    const read = async (name: string) => [name, await readFile(join(outDir, name))] as const
    this.#kept.set(key, {
      ...{ built, instance },
      sources: digests,
      contents: new Map(await Promise.all(built.names.map(read))),
    })
  }

  /** Writes it into `outDir`; null: it has to be built. A version of another length would shift what the source maps say. */
  async restore(
    key: string,
    { instance, outDir }: { instance: string; outDir: string },
  ): Promise<ContributionBuild | null> {
    const kept = this.#kept.get(key)
    if (kept === undefined || kept.instance.length !== instance.length) return null
    const now = await digestsOf(kept.sources.keys())
    if (now === null || [...kept.sources].some(([path, digest]) => now.get(path) !== digest)) return null
    for (const [name, content] of kept.contents) {
      await mkdir(dirname(join(outDir, name)), { recursive: true })
      const isScript = name.endsWith('.js')
      const text = isScript ? content.toString('utf8').replaceAll(kept.instance, instance) : content
      await writeFile(join(outDir, name), text)
    }
    return kept.built
  }
}

/** Of those that are files: a module that a plugin has made has no other source than these. Null: there are sources besides. */
async function digestsOf(ids: Iterable<string>): Promise<Map<string, string> | null> {
  const paths = new Set([...ids].map(id => id.split('?', 1)[0] ?? id).filter(path => !path.startsWith('\0')))
  const digests = new Map<string, string>()
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => '')
    if (!path.includes('/node_modules/') && MORE_SOURCES.test(text)) return null
    digests.set(path, createHash('sha256').update(text).digest('base64'))
  }
  return digests
}
