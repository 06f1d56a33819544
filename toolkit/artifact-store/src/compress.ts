import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const COMPRESSIBLE = new Set(['.js', '.css', '.html', '.json', '.svg', '.map'])
const MIN_COMPRESSED_BYTES = 1024
/** Above it the best brotli takes seconds for a percent or two. */
const MAX_BEST_BROTLI_BYTES = 4 * 1024 * 1024
const SUFFIXES = ['.br', '.gz'] as const
const COPY = /\.(br|gz)$/
const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

interface CompressedCopy {
  suffix: (typeof SUFFIXES)[number]
  bytes: Buffer
}

/**
 * `quick` is for what is built where it is looked at: source maps stay as they are, and all else has a tenth more bytes in a tenth of the time.
 * `kept`: the copies lie beside the files, where a store of the platform's own put them.
 */
export type Effort = 'best' | 'quick' | 'kept'

/** What a store puts beside the file `path` of the folder `dir`; with the effort `kept`, what lies there. */
export async function copiesOf(dir: string, path: string, bytes: Buffer, effort: Effort) {
  if (effort !== 'kept') return compressedCopies(path, bytes, effort)
  const found = SUFFIXES.map(async suffix => {
    const copy = await readFile(join(dir, path + suffix)).catch(() => null)
    return copy === null ? [] : [{ suffix, bytes: copy }]
  })
  return (await Promise.all(found)).flat()
}

/** What lies beside a file so that it need not be compressed when it is served; none for what does not get smaller. */
export async function compressedCopies(
  file: string,
  bytes: Buffer,
  effort: Exclude<Effort, 'kept'> = 'best',
): Promise<CompressedCopy[]> {
  if (!COMPRESSIBLE.has(extname(file)) || bytes.length < MIN_COMPRESSED_BYTES) return []
  if (effort === 'quick' && file.endsWith('.map')) return []
  const gz: CompressedCopy = {
    suffix: '.gz',
    bytes: await deflate(bytes, { level: effort === 'best' ? 9 : 5 }),
  }
  // Source maps are read by developers only: gzip is enough for them, and brotli of megabytes is slow.
  if (file.endsWith('.map')) return [gz]
  const br = await brotli(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: qualityFor(bytes, effort) },
  })
  return [gz, { suffix: '.br', bytes: br }]
}

function qualityFor(bytes: Buffer, effort: Exclude<Effort, 'kept'>): number {
  return effort === 'quick' || bytes.length > MAX_BEST_BROTLI_BYTES ? 5 : 10
}

/** The files of a built artifact below `dir`, sorted, as paths with `/`; without the compressed copies a store made. */
export async function listArtifactFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true })
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(dir, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
  const known = new Set(files)
  return files.filter(path => !(COPY.test(path) && known.has(path.replace(COPY, '')))).sort()
}
