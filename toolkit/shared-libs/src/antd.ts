import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { SharedLibrary } from './library.ts'

/**
 * Components that few business pages use: a file each (100 KB gzipped together). The others are one module, because they
 * share most of their code: finer slices cost 20 to 60 requests a page and save nothing (figures in ADR 0005).
 */
const RARE_FOLDERS = new Set(
  [
    'affix anchor auto-complete back-top border-beam calendar carousel cascader color-picker float-button image listy',
    'masonry mentions qr-code qrcode rate slider splitter timeline tour transfer tree-select watermark',
  ].flatMap(line => line.split(' ')),
)

const EXPORT_LINE = /export \{ default as (\w+) \} from '\.\/([\w-]+)'/g

/** Values of dayjs cross between an app and antd's pickers, and a StyleProvider must be antd's own: so both come with it. */
const COMPANIONS: Record<string, string> = {
  dayjs: "export { default } from 'dayjs'",
  '@ant-design/cssinjs': "export * from '@ant-design/cssinjs'",
}

export const antd: SharedLibrary = {
  name: 'antd',
  requires: { react: '^19' },
  listSpecifiers: root => ['antd', ...Object.keys(COMPANIONS), ...new Set(listRareComponents(root).values())],
  createEntry(specifier, root) {
    const companion = COMPANIONS[specifier]
    if (companion !== undefined) return companion
    return specifier === 'antd' ? createCommonEntry(root) : `export { default } from '${specifier}'`
  },
}

/** Exported name -> specifier, for the components that are files of their own. */
export function listRareComponents(root: string): Map<string, string> {
  return selectComponents(root, folder => RARE_FOLDERS.has(folder))
}

/** Exported name -> specifier, for the components that `antd` itself exports. */
export function listCommonComponents(root: string): Map<string, string> {
  return selectComponents(root, folder => !RARE_FOLDERS.has(folder))
}

function selectComponents(root: string, isWanted: (folder: string) => boolean): Map<string, string> {
  const main = createRequire(join(root, 'package.json')).resolve('antd/es/index.js')
  const components = new Map<string, string>()
  for (const [, name = '', folder = ''] of readFileSync(main, 'utf8').matchAll(EXPORT_LINE)) {
    if (isWanted(folder)) components.set(name, `antd/es/${folder}`)
  }
  return components
}

function createCommonEntry(root: string): string {
  const lines = [...listCommonComponents(root)].map(
    ([name, specifier]) => `export { default as ${name} } from '${specifier}'`,
  )
  return lines.join('\n')
}
