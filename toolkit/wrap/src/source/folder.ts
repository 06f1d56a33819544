import { readdir, readFile, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'

/** An address of the build that leads to a file of it. */
export interface OwnAddress {
  /** Relative to the folder. */
  file: string
  /** Query and fragment, or nothing. */
  suffix: string
}

const SCHEME = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i

/** The files of one finished build, and which of them an address means. */
export class Folder {
  readonly files: ReadonlyMap<string, Buffer>

  constructor(files: ReadonlyMap<string, Buffer>) {
    this.files = files
  }

  /** `leftOut`: names in the folder itself that are not of the build. */
  static async read(root: string, leftOut: RegExp = /^\./): Promise<Folder> {
    const files = new Map<string, Buffer>()
    for (const name of await readdir(root)) {
      // Not looked into: packages alone may be a hundred thousand files.
      if (leftOut.test(name)) continue
      for (const path of await listFiles(root, name)) files.set(path, await readFile(join(root, path)))
    }
    return new Folder(new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1))))
  }

  has(file: string): boolean {
    return this.files.has(file)
  }

  text(file: string): string {
    const content = this.files.get(file)
    if (content === undefined) throw new Error(`The folder has no ${file}`)
    return content.toString('utf8').replace(/^\uFEFF/, '')
  }

  /**
   * The file that an address means where it stands in the folder `from`. An absolute path is looked up as it is and, for a build
   * that was made for a path below the root of its site, without its first segments. Null: no file of the build.
   */
  find(address: string, from: string): OwnAddress | null {
    if (SCHEME.test(address) || address.startsWith('#')) return null
    const [, path = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(address.trim()) ?? []
    if (path === '') return null
    const file = path.startsWith('/') ? this.#findAbsolute(decode(path)) : posix.join(from, decode(path))
    return file !== null && this.files.has(file) ? { file, suffix } : null
  }

  #findAbsolute(path: string): string | null {
    const segments = path.split('/').filter(segment => segment !== '')
    for (let skipped = 0; skipped < segments.length; skipped++) {
      const file = segments.slice(skipped).join('/')
      if (this.files.has(file)) return file
    }
    return null
  }

  /** The folder of the build that an absolute path means, with its last slash; the build's own is empty. */
  findFolder(path: string): string {
    const segments = path.split('/').filter(segment => segment !== '')
    const starts = segments.map((_, skipped) => `${segments.slice(skipped).join('/')}/`)
    return starts.find(start => [...this.files.keys()].some(file => file.startsWith(start))) ?? ''
  }
}

/** Relative to the root, with slashes. */
async function listFiles(root: string, name: string): Promise<string[]> {
  const place = join(root, name)
  if (!(await stat(place)).isDirectory()) return [name]
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name: file }) =>
      posix.join(name, ...parentPath.slice(place.length).split(/[\\/]/), file),
    )
}

export function isElsewhere(address: string): boolean {
  return SCHEME.test(address) && !/^(?:data|blob|mailto|tel|sms|about):/i.test(address)
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
