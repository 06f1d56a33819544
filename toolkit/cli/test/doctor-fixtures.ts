import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const hashOf = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`

const definition = {
  name: 'orders',
  title: { 'zh-CN': '订单', en: 'Orders' },
  icon: 'shopping',
  base: '/orders',
  menu: [{ path: '/', title: { 'zh-CN': '订单', en: 'Orders' } }],
  shared: { react: '^19' },
}

const files: Record<string, string> = {
  'assets/entry.js': `import { jsx } from 'react/jsx-runtime';import './vendor.js';const later = () => import("./later.js");
export { later as mount, later as unmount }; if (typeof process !== 'undefined') process.env.MODE`,
  'assets/vendor.js': 'export const one = 1',
  'assets/later.js': 'export default jsx => jsx',
  'assets/entry.css':
    '@layer a, b; @font-face { font-family: x } @scope ([data-app="orders"]) { .row { color: green } }',
}

/** What of a sound app is other than it should be; `undefined` in place of a file leaves it out. */
export interface Spoiled {
  definition?: object
  files?: Record<string, string | undefined>
  manifest?: object
  /** Beside the app, in one repository. */
  siblings?: Record<string, object>
  package?: object
}

/** An app with its build, in `apps/orders` of a repository. Answers its folder. */
export async function writeApp(repository: string, spoiled: Spoiled = {}): Promise<string> {
  const app = { ...definition, ...spoiled.definition }
  const folder = join(repository, 'apps/orders')
  await put(join(repository, 'package.json'), '{}')
  await put(join(folder, 'package.json'), JSON.stringify(spoiled.package ?? {}))
  await put(join(folder, 'portico.app.ts'), `export default ${JSON.stringify(app)}`)
  await writeArtifact(join(folder, 'dist'), spoiled)
  for (const [name, sibling] of Object.entries(spoiled.siblings ?? {}))
    await put(
      join(repository, 'apps', name, 'portico.app.ts'),
      `export default ${JSON.stringify({ ...definition, ...sibling })}`,
    )
  return folder
}

export async function writeArtifact(
  dist: string,
  { files: changed = {}, manifest = {} }: Spoiled = {},
): Promise<void> {
  const all = { ...files, ...changed }
  const { shared, ...rest } = definition
  const described = {
    ...{ schema: 1, protocol: 1, version: '1.0.0', keepAlive: true, own: {}, operations: [] },
    ...{ entry: 'assets/entry.js', css: ['assets/entry.css'], preload: ['assets/vendor.js'] },
    ...{ imports: ['react/jsx-runtime'], requires: { shared } },
    integrity: Object.fromEntries(Object.entries(all).map(([path, text]) => [path, hashOf(text ?? '')])),
    ...rest,
    ...manifest,
  }
  await put(join(dist, 'portico.json'), JSON.stringify(described))
  for (const [path, text] of Object.entries(all)) {
    if (text === undefined) await rm(join(dist, path), { force: true })
    else await put(join(dist, path), text)
  }
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
