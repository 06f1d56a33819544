import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AppDefinition, type Manifest, parseManifest } from '@portico/micro-app/manifest'
import { describeApp, Folder, wrapForFrame } from '@portico/wrap'
import { type ArtifactSet, readApps } from './artifacts.ts'

const FRAMED = join(import.meta.dirname, '../framed')
const VERSION = '1.0.0'
const ORDERS = 'query Orders { orders { id } }'

/** The hand-written apps, and two that run in a frame: a page of Vue 2 with run-time templates, wrapped, and a module. */
export async function readFramedApps(): Promise<ArtifactSet> {
  const set = await readApps()
  await addLegacy(set)
  await addOrders(set)
  return set
}

async function addLegacy(set: ArtifactSet): Promise<void> {
  const { files: own } = await Folder.read(join(FRAMED, 'legacy'))
  const vue = await readFile(fileURLToPath(import.meta.resolve('vue-2/dist/vue.min.js')))
  const { files, start } = await wrapForFrame(new Folder(new Map([...own, ['js/vue.js', vue]])))
  add(set, { ...describeApp(definition('legacy', 'Old stock'), VERSION), ...start }, files)
}

async function addOrders(set: ArtifactSet): Promise<void> {
  const id = createHash('sha256').update(ORDERS).digest('hex')
  const code = await readFile(join(FRAMED, 'orders/entry.js'), 'utf8')
  const entry = Buffer.from(code.replace('ORDERS_ID', id))
  const manifest = {
    ...describeApp(definition('orders', 'Framed orders'), VERSION),
    ...{ entry: 'entry.js', css: [], preload: [], imports: [], own: {} },
    operations: [{ id, name: 'Orders', body: ORDERS }],
    integrity: { 'entry.js': `sha384-${createHash('sha384').update(entry).digest('base64')}` },
  }
  add(set, manifest, new Map([['entry.js', entry]]))
}

function definition(name: string, title: string): AppDefinition {
  const titles = { 'zh-CN': title, en: title }
  const menu = [{ path: '/', title: titles }]
  return { name, title: titles, icon: 'inbox', base: `/${name}`, menu, isolation: 'frame' }
}

/** Read as the gateway reads it. */
function add({ apps, files }: ArtifactSet, manifest: Manifest, own: ReadonlyMap<string, Buffer>): void {
  const url = `/a/${manifest.name}/${manifest.version}/`
  for (const [file, content] of own) files.set(url + file, content)
  apps[manifest.name] = { url, manifest: parseManifest(JSON.stringify(manifest)) }
}
