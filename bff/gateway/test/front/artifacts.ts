import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const ordersQuery = 'query SalesOk { ok }'
export const ordersQueryId = createHash('sha256').update(ordersQuery).digest('hex')
export const productsQuery =
  'query Products($search: String) { products(search: $search) { nodes { id name } } }'
export const productsQueryId = createHash('sha256').update(productsQuery).digest('hex')

/** A store with a shell, two apps and React shared; `remove` deletes it. */
export async function createArtifacts(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-artifacts-'))
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, typeof content === 'string' ? content : JSON.stringify(content))
  }
  await writeFile(join(folder, '..', `${folder.split('/').at(-1)}-secret.txt`), 'outside')
  return { folder, remove: () => rm(folder, { recursive: true }) }
}

/** Only the form of these is checked here. */
const reactHash = `sha384-${'a'.repeat(64)}`

function hashesOf(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map(path => [path, reactHash]))
}

function app(name: string, permission: string, more: object = {}): object {
  return {
    schema: 1,
    name,
    version: '1.0.0',
    protocol: 1,
    entry: 'assets/entry.js',
    css: [],
    preload: ['assets/vendor.js'],
    imports: [],
    own: {},
    integrity: hashesOf('assets/entry.js', 'assets/vendor.js', 'own/react.js'),
    title: { 'zh-CN': name, en: name },
    icon: 'shopping',
    base: `/${name}`,
    menu: [{ path: '/', title: { 'zh-CN': name, en: name }, permission }],
    requires: { shared: {} },
    operations: [],
    keepAlive: true,
    ...more,
  }
}

const shellHtml = `<!doctype html><html><head><!--portico:head-->
<script type="module" crossorigin src="./assets/shell.js"></script><link rel="stylesheet" href="./assets/shell.css"></head><body></body></html>`

const files: Record<string, string | object> = {
  'current.json': {
    shell: '1.0.0',
    apps: { sales: '1.0.0', inventory: '1.0.0', broken: '1.0.0' },
    shared: { react: '19.3.1' },
  },
  'shell/1.0.0/index.html': shellHtml,
  'shell/1.0.0/assets/shell.js': `export const shell = '${'x'.repeat(4000)}'`,
  'sales/1.0.0/portico.json': app('sales', 'sales.order.read', {
    requires: { shared: { react: '^19' } },
    imports: ['react'],
    own: { react: { react: 'own/react.js' } },
    operations: [
      { id: ordersQueryId, name: 'SalesOk', body: ordersQuery },
      { id: productsQueryId, name: 'Products', body: productsQuery },
    ],
  }),
  'sales/1.0.0/assets/entry.js': 'export {}',
  'inventory/1.0.0/portico.json': app('inventory', 'inventory.stock.read', {
    requires: { shared: { react: '^18' } },
    own: { react: { react: 'own/react.js' } },
  }),
  'broken/1.0.0/portico.json': '{"schema":',
  'react/19.3.1/portico.json': {
    schema: 1,
    name: 'react',
    version: '19.3.1',
    exports: { react: 'react.js' },
    imports: { 'react.js': ['core.js'] },
    requires: { shared: {} },
    integrity: { 'react.js': reactHash },
  },
}
