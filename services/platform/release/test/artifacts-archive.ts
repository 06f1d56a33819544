import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** One entry of a tar, as its bytes are written: nothing is checked, so that it can be hostile. */
export interface TarEntry {
  path: string
  body?: string | Buffer
  /** The type flag: `0` a file, `1` a hard link, `2` a symbolic link, `3` a device, `5` a folder, `x` a PAX header... */
  type?: string
  link?: string
  /** What the header says, where that is not the truth. */
  size?: number
  isChecksumWrong?: boolean
}

const block = 512

export function tar(entries: TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(toBlocks), Buffer.alloc(2 * block)])
}

export function tgz(entries: TarEntry[]): Buffer {
  return gzipSync(tar(entries))
}

function toBlocks(entry: TarEntry): Buffer[] {
  const body = Buffer.from(entry.body ?? '')
  const padding = Buffer.alloc((block - (body.length % block)) % block)
  return [header(entry, entry.size ?? body.length), body, padding]
}

function header({ path, type = '0', link = '', isChecksumWrong = false }: TarEntry, size: number): Buffer {
  const bytes = Buffer.alloc(block)
  bytes.write(path.slice(0, 100), 0)
  bytes.write('0000644\0', 100)
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  bytes.write('00000000000\0', 136)
  bytes.write('        ', 148)
  bytes.write(type, 156)
  bytes.write(link, 157)
  bytes.write('ustar\u000000', 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0) + (isChecksumWrong ? 1 : 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

/** A PAX header that gives the next entry these fields. */
export function pax(fields: Record<string, string>): TarEntry {
  const lines = Object.entries(fields).map(([name, value]) => paxLine(` ${name}=${value}\n`))
  return { path: 'PaxHeader', type: 'x', body: lines.join('') }
}

/** A line says its own length, the digits of it too. */
function paxLine(rest: string): string {
  const length = Buffer.byteLength(rest)
  const digits = String(length + String(length).length).length
  return `${length + digits}${rest}`
}

export const hashOf = (body: string | Buffer) =>
  `sha384-${createHash('sha384').update(body).digest('base64')}`

export const operation = (name: string, body: string) => ({
  id: createHash('sha256').update(body).digest('hex'),
  name,
  body,
})

export interface AppFiles {
  [path: string]: string
}

export const appFiles: AppFiles = {
  'assets/entry.js': 'export function mount() {}\nexport function unmount() {}\n',
  'assets/entry.css': '.orders { color: green }\n',
}

/** The manifest of an app with these files; `changes` go over it. */
export function manifestOf(files: AppFiles, changes: object = {}): Record<string, unknown> {
  return {
    schema: 1,
    protocol: 1,
    name: 'sales',
    version: '1.5.0',
    entry: 'assets/entry.js',
    css: ['assets/entry.css'],
    preload: [],
    imports: [],
    own: {},
    integrity: Object.fromEntries(Object.entries(files).map(([path, body]) => [path, hashOf(body)])),
    title: { 'zh-CN': '销售', en: 'Sales' },
    icon: 'shopping',
    base: '/sales',
    menu: [],
    requires: { shared: {} },
    operations: [],
    keepAlive: true,
    ...changes,
  }
}

export function entriesOf(files: AppFiles, manifest: unknown): TarEntry[] {
  const entries = Object.entries(files).map(([path, body]) => ({ path, body }))
  return [{ path: 'portico.json', body: JSON.stringify(manifest) }, ...entries]
}

/** A sound archive of an app; `changes` go over its manifest. */
export function app(changes: object = {}, files: AppFiles = appFiles): Buffer {
  return tgz(entriesOf(files, manifestOf(files, changes)))
}

/** What a build of an app writes. */
export function appBuild(changes: object): AppFiles {
  return { 'portico.json': JSON.stringify(manifestOf(appFiles, changes)), ...appFiles }
}

/** Of a shared library whose one file is `react.js`. */
export const sharedManifest = {
  schema: 1,
  name: 'react',
  version: '19.1.0',
  exports: { react: 'react.js' },
  imports: {},
  requires: { shared: {} },
  integrity: { 'react.js': hashOf('export {}\n') },
}
