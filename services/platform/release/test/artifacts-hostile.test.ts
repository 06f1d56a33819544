import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  app,
  appFiles,
  entriesOf,
  hashOf,
  manifestOf,
  operation,
  pax,
  sharedManifest,
  type TarEntry,
  tar,
  tgz,
} from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

/** For the large ones on a busy machine. */
const timeoutMs = 60_000

let shelf: Shelf
/** `authorization` headers by who sends. */
const tokens: Record<string, string> = {}

const graph = 'type Query { orders: [Order!]! } type Order { id: ID! node: Order }'

beforeAll(async () => {
  shelf = await Shelf.open()
  await shelf.call('PUT', '/graphs/merchant', { sdl: graph })
  const sound = [
    tgz(entriesOf({ 'react.js': 'export {}\n' }, sharedManifest)),
    app({ name: 'inventory', base: '/inventory' }),
    app({ version: '1.4.0' }),
  ]
  for (const archive of sound) expect((await shelf.publish(archive)).statusCode).toBe(201)
  for (const name of ['team', 'expired', 'revoked']) {
    const { id, authorization } = await shelf.token(name, ['sales'])
    tokens[name] = authorization
    if (name === 'expired') await shelf.run(`update token set expires_at = now() where id = $1`, [id])
    if (name === 'revoked') await shelf.call('DELETE', `/tokens/${id}`)
  }
  tokens.reader = (await shelf.token('reader', ['sales'], ['read'])).authorization
  tokens.made = `Bearer ptk_${'A'.repeat(43)}`
  tokens.nonsense = 'Bearer nonsense'
})

afterAll(() => shelf.close())

/** A sound archive with these entries besides, behind the manifest. */
const withEntries = (...more: TarEntry[]) => tgz([...entriesOf(appFiles, manifestOf(appFiles)), ...more])
const withManifest = (body: string | Buffer) => tgz([{ path: 'portico.json', body }])
const withFiles = (files: Record<string, string>, changes: object = {}) =>
  app(changes, { ...appFiles, ...files })
const withOperation = (name: string, body: string) => app({ operations: [operation(name, body)] })
const longPath = `${'a/'.repeat(150)}x.js`
const many = (count: number, entry: (n: number) => TarEntry) =>
  withEntries(...Array.from({ length: count }, (_, n) => entry(n)))
const damaged = (archive: Buffer) => {
  const copy = Buffer.from(archive)
  copy.writeUInt32LE(0xdeadbeef, copy.length - 8)
  return copy
}
const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels)

type Hostile = [what: string, code: string, archive: () => Buffer, sender?: string]

const containers: Hostile[] = [
  ['nothing', 'NOT_GZIP', () => Buffer.alloc(0)],
  ['a single byte', 'NOT_GZIP', () => Buffer.from([0x1f])],
  ['a text', 'NOT_GZIP', () => Buffer.from('<!doctype html>')],
  ['a zip', 'NOT_GZIP', () => Buffer.from('PK\u0003\u0004 and so on')],
  ['a tar without gzip', 'NOT_GZIP', () => tar(entriesOf(appFiles, manifestOf(appFiles)))],
  ['a gzip that is cut', 'ARCHIVE_BROKEN', () => app().subarray(0, 200)],
  ['a gzip with a wrong checksum', 'ARCHIVE_BROKEN', () => damaged(app())],
  ['a gzip header with nonsense behind', 'ARCHIVE_BROKEN', () => Buffer.from('1f8b0800ffffffff', 'hex')],
  ['a text in gzip', 'NOT_TAR', () => gzipSync('no tar, but long enough to be a block of one'.repeat(20))],
  ['a short text in gzip', 'NOT_TAR', () => gzipSync('no tar')],
  ['an archive packed twice', 'NOT_TAR', () => gzipSync(app())],
  ['a tar without entries', 'NOT_TAR', () => tgz([])],
  [
    'a tar whose file is cut',
    'ARCHIVE_BROKEN',
    () => tgz([{ path: 'portico.json', body: '{}', size: 9000 }]),
  ],
  [
    'a header with a wrong checksum',
    'ARCHIVE_BROKEN',
    () => withEntries({ path: 'a.txt', isChecksumWrong: true }),
  ],
  [
    'a PAX header of 2 MB',
    'ARCHIVE_BROKEN',
    () => withEntries(pax({ comment: 'x'.repeat(2 << 20) }), { path: 'a.txt' }),
  ],
]

const paths: Hostile[] = [
  ['a way up', 'PATH_TRAVERSAL', () => withEntries({ path: '../../evil.js' })],
  ['a way up in the middle', 'PATH_TRAVERSAL', () => withEntries({ path: 'assets/../../evil.js' })],
  ['a way up with backslashes', 'PATH_TRAVERSAL', () => withEntries({ path: '..\\..\\evil.js' })],
  ['a folder above', 'PATH_TRAVERSAL', () => withEntries({ path: '../', type: '5' })],
  [
    'a way up in a PAX header',
    'PATH_TRAVERSAL',
    () => withEntries(pax({ path: '../evil.js' }), { path: 'a.js' }),
  ],
  [
    'a way up in a GNU header',
    'PATH_TRAVERSAL',
    () => withEntries({ path: 'l', type: 'L', body: '../evil.js\0' }, { path: 'a.js' }),
  ],
  ['an absolute path', 'ABSOLUTE_PATH', () => withEntries({ path: '/etc/passwd' })],
  ['a drive', 'ABSOLUTE_PATH', () => withEntries({ path: 'C:\\evil.js' })],
  ['another machine', 'ABSOLUTE_PATH', () => withEntries({ path: '\\\\server\\evil.js' })],
  ['a hidden file', 'PATH_INVALID', () => withEntries({ path: '.npmrc' })],
  ['a hidden folder', 'PATH_INVALID', () => withEntries({ path: 'assets/.git/config' })],
  ['an encoded way up', 'PATH_INVALID', () => withEntries({ path: '%2e%2e/evil.js' })],
  ['a line break in a path', 'PATH_INVALID', () => withEntries({ path: 'a\nb.js' })],
  [
    'dots of another alphabet',
    'PATH_INVALID',
    () => withEntries(pax({ path: '．．/evil.js' }), { path: 'a.js' }),
  ],
  ['a path too long', 'PATH_INVALID', () => withEntries(pax({ path: longPath }), { path: 'a.js' })],
  [
    'a compressed copy that is another script',
    'PATH_INVALID',
    () => withEntries({ path: 'assets/entry.js.br', body: 'evil' }),
  ],
  [
    'a compressed copy of nothing',
    'PATH_INVALID',
    () => withEntries({ path: 'assets/lone.js.br', body: 'x' }),
  ],
  [
    'a compressed copy by another case',
    'PATH_INVALID',
    () => withEntries({ path: 'lone.txt.GZ', body: 'x' }),
  ],
  [
    // Of a pattern that looks for slashes at the end, each slash begins a new search: minutes of work.
    'a path of a mebibyte of slashes',
    'PATH_INVALID',
    () => withEntries(pax({ path: `a${'/'.repeat((1 << 20) - 100)}b` }), { path: 'a.js' }),
  ],
  ['a path twice', 'DUPLICATE_PATH', () => withEntries({ path: 'assets/entry.js', body: 'evil()' })],
  ['a manifest twice', 'DUPLICATE_PATH', () => withEntries({ path: './portico.json', body: '{}' })],
  ['a path twice but for a capital', 'DUPLICATE_PATH', () => withEntries({ path: 'assets/Entry.js' })],
  ['a file that is a folder', 'DUPLICATE_PATH', () => withEntries({ path: 'assets/entry.js/a.txt' })],
  ['a folder that is a file', 'DUPLICATE_PATH', () => withEntries({ path: 'assets' })],
  ['a symbolic link', 'LINK_REFUSED', () => withEntries({ path: 'a.js', type: '2', link: '/etc/passwd' })],
  [
    'a file behind a link',
    'LINK_REFUSED',
    () => withEntries({ path: 'out', type: '2', link: '/tmp' }, { path: 'out/a.js' }),
  ],
  ['a hard link', 'LINK_REFUSED', () => withEntries({ path: 'a.js', type: '1', link: 'portico.json' })],
  ['a character device', 'SPECIAL_FILE', () => withEntries({ path: 'a.js', type: '3' })],
  ['a block device', 'SPECIAL_FILE', () => withEntries({ path: 'a.js', type: '4' })],
  ['a pipe', 'SPECIAL_FILE', () => withEntries({ path: 'a.js', type: '6' })],
  ['an entry of an unknown kind', 'SPECIAL_FILE', () => withEntries({ path: 'a.js', type: 'Z' })],
]

const sizes: Hostile[] = [
  [
    'a bomb behind the end of the archive',
    'TOO_LARGE',
    () => gzipSync(Buffer.alloc(300 << 20), { level: 1 }),
  ],
  ['a file that says it is large', 'TOO_LARGE', () => withEntries({ path: 'a.txt', size: 300 << 20 })],
  ['5,001 files', 'TOO_LARGE', () => many(5001, n => ({ path: `a${n}.txt` }))],
  ['10,001 folders', 'TOO_LARGE', () => many(10_001, n => ({ path: `a${n}/`, type: '5' }))],
  ['65 MB', 'TOO_LARGE', () => Buffer.concat([app(), Buffer.alloc(65 << 20)])],
  ['a huge manifest', 'MANIFEST_TOO_LARGE', () => withManifest(`{"a":"${'x'.repeat(1 << 20)}"}`)],
]

const manifests: Hostile[] = [
  ['no manifest', 'MANIFEST_MISSING', () => tgz([{ path: 'index.html', body: '<p>' }])],
  [
    'a manifest one folder down',
    'MANIFEST_MISSING',
    () => tgz([{ path: 'package/portico.json', body: '{}' }]),
  ],
  ['a manifest of HTML', 'MANIFEST_NOT_JSON', () => withManifest('<!doctype html>')],
  ['a manifest that is a list', 'MANIFEST_INVALID', () => withManifest('[]')],
  [
    'a manifest of 100,000 levels',
    'MANIFEST_INVALID',
    () => withManifest(`{"a":${deep('[', ']', 100_000)}}`),
  ],
  ['a NUL in the manifest', 'MANIFEST_INVALID', () => app({ title: { en: 'a\0b', 'zh-CN': 'a' } })],
  [
    'half a character in the manifest',
    'MANIFEST_INVALID',
    () => app({ title: { en: '\ud800', 'zh-CN': 'a' } }),
  ],
  ['an icon that is not drawn', 'MANIFEST_INVALID', () => app({ icon: 'shoping' })],
  ['a manifest without a title', 'MANIFEST_INVALID', () => app({ title: undefined })],
  ['an entry outside of the artifact', 'MANIFEST_INVALID', () => app({ entry: '../../shell/1.0.0/main.js' })],
  ['an entry on another host', 'MANIFEST_INVALID', () => app({ entry: 'https://evil.example/a.js' })],
  ['an escaped base', 'MANIFEST_INVALID', () => app({ base: '/%73ales' })],
  ['a base with a query', 'MANIFEST_INVALID', () => app({ base: '/sales?a' })],
  ['a base with a way up', 'MANIFEST_INVALID', () => app({ base: '/sales/../inventory' })],
  ['a base with a backslash', 'MANIFEST_INVALID', () => app({ base: '/\\elsewhere.example' })],
  ['a base with two slashes inside', 'MANIFEST_INVALID', () => app({ base: '/sales//orders' })],
  ['a base of slashes', 'MANIFEST_INVALID', () => app({ base: `/a${'/'.repeat(900_000)}b` })],
  ['a name of the prototype', 'MANIFEST_INVALID', () => app({ name: '__proto__' })],
  ['a name that is a path', 'MANIFEST_INVALID', () => app({ name: '../sales' })],
  ['a name too long', 'MANIFEST_INVALID', () => app({ name: 'a'.repeat(65) })],
  ['another protocol', 'MANIFEST_UNSUPPORTED', () => app({ protocol: 2 })],
  ['no version', 'VERSION_INVALID', () => app({ version: undefined })],
  ['a version that moves', 'VERSION_INVALID', () => app({ version: 'latest' })],
  ['a version that is a path', 'VERSION_INVALID', () => app({ version: '1.5.0/../1.4.0' })],
]

/** What a browser would show, or run, as a page of its own. */
const documents = [
  'x.html',
  'x.htm',
  'x.HTML',
  'x.xhtml',
  'x.xht',
  'x.shtml',
  'x.xml',
  'x.xsl',
  'x.svgz',
  'x.mht',
  'x.mhtml',
  'x.pdf',
  'x.swf',
  'x.hta',
  'x.js.html',
  'x.html.',
  'x.',
  'x',
  'html',
  'assets/index.html',
  'index.html',
]

const contents: Hostile[] = [
  [
    'a wrong hash',
    'INTEGRITY_MISMATCH',
    () =>
      app({
        integrity: {
          'assets/entry.js': hashOf('other'),
          'assets/entry.css': hashOf(appFiles['assets/entry.css'] ?? ''),
        },
      }),
  ],
  [
    'a script without a hash',
    'INTEGRITY_MISSING',
    () => withEntries({ path: 'assets/lazy.js', body: 'evil()' }),
  ],
  ['a style sheet without a hash', 'INTEGRITY_MISSING', () => withEntries({ path: 'a.css', body: 'a{}' })],
  ['a module without a hash', 'INTEGRITY_MISSING', () => withEntries({ path: 'a.MJS', body: 'evil()' })],
  ['no entry', 'ENTRY_MISSING', () => tgz(entriesOf({}, manifestOf(appFiles)))],
  [
    'a hash of nothing',
    'ENTRY_MISSING',
    () => app({ integrity: { ...(manifestOf(appFiles).integrity as object), 'a.js': hashOf('') } }),
  ],
  [
    'HTML as a script',
    'CONTENT_NOT_SCRIPT',
    () => withFiles({ 'assets/entry.js': '<!doctype html><p>Not found' }),
  ],
  ...documents.map(
    (path): Hostile => [`a document, ${path},`, 'TYPE_REFUSED', () => withEntries({ path, body: 'x' })],
  ),
  [
    'an entry that is JSON',
    'ENTRY_NOT_SCRIPT',
    () => withFiles({ 'assets/entry.json': '{}' }, { entry: 'assets/entry.json' }),
  ],
  ['an entry that is CSS', 'ENTRY_NOT_SCRIPT', () => app({ entry: 'assets/entry.css' })],
  ['a style sheet that is a script', 'ENTRY_NOT_SCRIPT', () => app({ css: ['assets/entry.js'] })],
  [
    'a copy of a library that is an image',
    'ENTRY_NOT_SCRIPT',
    () => withFiles({ 'own/react.svg': 'x' }, { own: { react: { react: 'own/react.svg' } } }),
  ],
  [
    'a preload that is WebAssembly',
    'ENTRY_NOT_SCRIPT',
    () => withFiles({ 'a.wasm': 'x' }, { preload: ['a.wasm'] }),
  ],
  ['HTML as a style sheet', 'CONTENT_NOT_SCRIPT', () => withFiles({ 'assets/entry.css': '\ufeff \n<html>' })],
]

const product: Hostile[] = [
  ['another content of a version', 'VERSION_EXISTS', () => app({ version: '1.4.0', icon: 'tag' })],
  ['the base of another app', 'ROUTE_OVERLAP', () => app({ base: '/inventory' })],
  ['a base below that of another app', 'ROUTE_OVERLAP', () => app({ base: '/Inventory/stock/' })],
  ['the base of everything', 'ROUTE_OVERLAP', () => app({ base: '/' })],
  ['a base of the gateway', 'ROUTE_OVERLAP', () => app({ base: '/api/sales' })],
  ['a library that is not shared', 'SHARED_RANGE', () => app({ requires: { shared: { lodash: '^4' } } })],
  ['a range nothing fits', 'SHARED_RANGE', () => app({ requires: { shared: { react: '^20' } } })],
  [
    'a field the graph does not have',
    'OPERATION_INVALID',
    () => withOperation('Orders', '{ orders { total } }'),
  ],
  ['an operation that is none', 'OPERATION_INVALID', () => withOperation('Orders', '{ orders {')],
  [
    'an operation without an end',
    'OPERATION_INVALID',
    () => withOperation('Deep', deep('{ node ', '}', 50_000)),
  ],
  [
    'an operation under another id',
    'OPERATION_ID',
    () =>
      app({
        operations: [{ ...operation('Orders', '{ orders { id } }'), body: '{ orders { node { id } } }' }],
      }),
  ],
]

const senders: Hostile[] = [
  ["another team's name", 'FORBIDDEN_SCOPE', () => app({ name: 'inventory', base: '/inventory' }), 'team'],
  [
    'a name that is not taken yet',
    'FORBIDDEN_SCOPE',
    () => app({ name: 'constructor', base: '/new' }),
    'team',
  ],
  [
    'the shell, by a team',
    'NAME_RESERVED',
    () =>
      tgz(
        entriesOf(
          { 'index.html': '<p>' },
          { name: 'shell', version: '9.0.0', requires: { shared: {} }, integrity: {} },
        ),
      ),
    'team',
  ],
  [
    'a shared library, by a team',
    'NAME_RESERVED',
    () => tgz(entriesOf({ 'react.js': 'export {}\n' }, { ...sharedManifest, name: 'sales' })),
    'team',
  ],
  ['an app in the name of a shared library', 'NAME_RESERVED', () => app({ name: 'react', base: '/react' })],
  ['a token that only reads', 'FORBIDDEN_SCOPE', () => app(), 'reader'],
  ['an expired token', 'TOKEN_EXPIRED', () => app(), 'expired'],
  ['a revoked token', 'TOKEN_REVOKED', () => app(), 'revoked'],
  ['a token that was made up', 'TOKEN_INVALID', () => app(), 'made'],
  ['what is no token', 'TOKEN_INVALID', () => app(), 'nonsense'],
]

describe('an upload of', () => {
  it.each([...containers, ...paths, ...sizes, ...manifests, ...contents, ...product, ...senders])(
    '%s is refused as %s, and nothing is kept',
    async (_what, code, archive, sender) => {
      const before = [await shelf.files(), await shelf.rows()]
      const authorization = sender && tokens[sender]
      const answer = await shelf.publish(archive(), authorization ? { authorization } : undefined)
      expect(answer.json()).toMatchObject({ code, status: answer.statusCode })
      expect([await shelf.files(), await shelf.rows()]).toEqual(before)
    },
    timeoutMs,
  )

  it('another content type is refused unread', async () => {
    for (const type of ['application/json', 'text/plain', 'application/zip']) {
      const answer = await shelf.publish(app(), { 'content-type': type })
      expect([type, answer.json().code]).toEqual([type, 'UNSUPPORTED_MEDIA_TYPE'])
    }
  })

  it('a broken operation is refused with its name and what the graph says', async () => {
    const answer = await shelf.publish(withOperation('Orders', 'query Orders { orders { total } }'))
    expect(answer.json().operations).toEqual([
      { name: 'Orders', message: 'Cannot query field "total" on type "Order".' },
    ])
  })
})
