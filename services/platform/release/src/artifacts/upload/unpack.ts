import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Parser, type ReadEntry } from 'tar'
import { FileFacts, type ReadFile } from '../../manifests/file-facts.ts'
import { artifactProblems } from '../../manifests/problems.ts'
import { ArchivePaths, readArchivePath } from './archive-path.ts'
import { archiveTooLarge, gunzip, MAX_UNPACKED_BYTES } from './gunzip.ts'

const MAX_FILES = 5000
/** Folders too. */
const MAX_ENTRIES = 10_000
const MAX_MANIFEST_BYTES = 1024 * 1024

const FILE_TYPES = new Set(['File', 'OldFile', 'ContiguousFile'])
const FOLDER_TYPES = new Set(['Directory', 'GNUDumpDir'])
const LINK_TYPES = new Set(['Link', 'SymbolicLink'])
/** Of gzip and Zstandard: the parser would unpack what is packed twice, past our limits. */
const PACKED_TWICE = ['1f8b', '28b52ffd']

/**
 * Unpacks a tgz into the folder `dir`, which is the caller's to remove, and gives its files. Nothing is written outside
 * of it. Throws the codes of `gunzip` and `readArchivePath`, NOT_TAR, ARCHIVE_BROKEN, DUPLICATE_PATH, LINK_REFUSED,
 * SPECIAL_FILE, TOO_LARGE, MANIFEST_TOO_LARGE.
 */
export async function unpack(upload: Readable, dir: string): Promise<ReadFile[]> {
  const intake = new Intake(dir)
  let isFirst = true
  for await (const chunk of inBlocks(gunzip(upload))) {
    if (isFirst && PACKED_TWICE.some(magic => chunk.toString('hex', 0, 4).startsWith(magic))) throw notTar()
    isFirst = false
    await intake.write(chunk)
  }
  return intake.end()
}

/** At least a tar block each, so that the first can be looked at. */
async function* inBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (rest.length < 512) continue
    yield rest
    rest = Buffer.alloc(0)
  }
  if (rest.length > 0) yield rest
}

/**
 * Entries flow: what a chunk holds has been handed out when `Parser.write` returns, and is on disk before the next
 * chunk is taken. So there is one chunk in memory, and a refusal is an error thrown out of `write`.
 */
class Intake {
  readonly #dir: string
  readonly #paths = new ArchivePaths()
  readonly #files: FileFacts[] = []
  readonly #folders = new Set<string>()
  readonly #parser: Parser
  #tasks: (() => Promise<void>)[] = []
  #isOver = false
  #entries = 0
  #bytes = 0

  constructor(dir: string) {
    this.#dir = dir
    this.#parser = new Parser({ onwarn: (_code, message) => this.#refuse(message) })
    this.#parser.on('entry', (entry: ReadEntry) => this.#take(entry))
    this.#parser.on('eof', () => (this.#isOver = true))
    this.#parser.on('ignoredEntry', (entry: ReadEntry) => this.#ignore(entry))
  }

  async write(chunk: Buffer): Promise<void> {
    // What follows the end the parser would only gather, copying all of it with each chunk.
    if (this.#isOver) return
    this.#parser.write(chunk)
    await this.#settle()
  }

  async end(): Promise<ReadFile[]> {
    this.#parser.end()
    await this.#settle()
    return this.#files.map(file => file.finish())
  }

  async #settle(): Promise<void> {
    const tasks = this.#tasks
    this.#tasks = []
    for (const task of tasks) await task()
  }

  #take(entry: ReadEntry): void {
    if (++this.#entries > MAX_ENTRIES) throw tooMany(MAX_ENTRIES)
    const path = readArchivePath(entry.path)
    requireKnownType(entry)
    if (FOLDER_TYPES.has(entry.type)) {
      if (path !== null) this.#paths.addFolder(path)
      entry.resume()
    } else if (path === null) {
      throw artifactProblems.PATH_INVALID('A file has no name.', { path: entry.path })
    } else this.#takeFile(path, entry)
  }

  #takeFile(path: string, entry: ReadEntry): void {
    this.#paths.addFile(path)
    this.#bytes += entry.size
    if (this.#files.length >= MAX_FILES) throw tooMany(MAX_FILES)
    if (this.#bytes > MAX_UNPACKED_BYTES) throw archiveTooLarge('unpacked')
    if (path === 'portico.json' && entry.size > MAX_MANIFEST_BYTES) {
      const facts = { maxBytes: MAX_MANIFEST_BYTES }
      throw artifactProblems.MANIFEST_TOO_LARGE(
        `portico.json has more than ${MAX_MANIFEST_BYTES} bytes.`,
        facts,
      )
    }
    this.#keep(path, entry)
  }

  #keep(path: string, entry: ReadEntry): void {
    const facts = new FileFacts(path)
    const target = join(this.#dir, path)
    this.#files.push(facts)
    this.#tasks.push(async () => {
      await this.#makeFolder(dirname(target))
      await writeFile(target, '', { flag: 'wx' })
    })
    entry.on('data', chunk => {
      facts.add(chunk)
      this.#tasks.push(() => appendFile(target, chunk))
    })
  }

  async #makeFolder(dir: string): Promise<void> {
    if (this.#folders.has(dir)) return
    await mkdir(dir, { recursive: true })
    this.#folders.add(dir)
  }

  /** A header of an unknown kind, or one too large to be read, so that what it says of the next file is lost. */
  #ignore(entry: ReadEntry): void {
    if (entry.meta) throw artifactProblems.ARCHIVE_BROKEN('A header of the archive is too large.')
    throw specialFile(entry)
  }

  #refuse(message: string | Error): never {
    if (this.#entries === 0) throw notTar()
    throw artifactProblems.ARCHIVE_BROKEN(message instanceof Error ? message.message : message)
  }
}

function requireKnownType(entry: ReadEntry): void {
  const { type, path } = entry
  if (LINK_TYPES.has(type)) throw artifactProblems.LINK_REFUSED(`${path} is a link.`, { path })
  if (!FILE_TYPES.has(type) && !FOLDER_TYPES.has(type)) throw specialFile(entry)
}

function specialFile({ path, type }: ReadEntry) {
  return artifactProblems.SPECIAL_FILE(`${path} is neither a file nor a folder.`, { path, type })
}

function tooMany(max: number) {
  return artifactProblems.TOO_LARGE(`It has more than ${max} files or folders.`, { maxFiles: max })
}

function notTar() {
  return artifactProblems.NOT_TAR('Inside the gzip there is no tar archive.')
}
