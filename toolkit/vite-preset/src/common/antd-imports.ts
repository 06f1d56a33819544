import { listCommonComponents, listRareComponents } from '@portico/shared-libs'
import MagicString from 'magic-string'
import { type ESTree, type Plugin, parseSync } from 'vite'

type Split = { code: string; map: ReturnType<MagicString['generateMap']> }

const DEEP_IMPORT = /^antd\/(?:es|lib)\/([\w-]+)(?:\/index(?:\.js)?)?$/
/** Texts of a language: plain data, which an app may well have a copy of. */
const LOCALE_IMPORT = /^antd\/(?:(?:es|lib)\/)?locale\//
const VIRTUAL = '\0portico:antd/'

/**
 * Leads every way to write an antd import to the modules of the shared artifact: what `antd` does not export there comes
 * from a module of its own, and `antd/es/table` is what `antd` exports. A second copy of antd in an app would have
 * contexts of its own, and ignore the app's theme; what cannot be led to the shared one therefore fails the build.
 */
export function mapAntdImports(root: string): Plugin {
  const rare = listRareComponents(root)
  const common = new Map([...listCommonComponents(root)].map(([name, specifier]) => [specifier, name]))
  return {
    name: 'portico:antd-imports',
    enforce: 'pre',
    resolveId(id) {
      if (!id.startsWith('antd/') || LOCALE_IMPORT.test(id)) return null
      const name = common.get(`antd/es/${DEEP_IMPORT.exec(id)?.[1]}`)
      if (name !== undefined) return VIRTUAL + name
      if ([...rare.values()].includes(id)) return null
      return this.error(`${id} is no part of the shared antd. Import what you need from 'antd'.`)
    },
    load(id) {
      return id.startsWith(VIRTUAL) ? `export { ${id.slice(VIRTUAL.length)} as default } from 'antd'` : null
    },
    transform: {
      order: 'post',
      filter: { code: /['"]antd['"]/ },
      handler: code => splitRareImports(code, rare),
    },
  }
}

type FromStatement = ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration

/** `import { Table, Tour } from 'antd'` becomes two imports. Null: nothing to change. */
export function splitRareImports(code: string, rare: Map<string, string>): Split | null {
  const text = new MagicString(code)
  for (const statement of parseSync('module.js', code, { sourceType: 'module' }).program.body) {
    const isFrom = statement.type === 'ImportDeclaration' || statement.type === 'ExportNamedDeclaration'
    if (isFrom && statement.source?.value === 'antd') splitStatement(text, statement, rare)
  }
  return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) } : null
}

function splitStatement(text: MagicString, statement: FromStatement, rare: Map<string, string>): void {
  const keyword = statement.type === 'ImportDeclaration' ? 'import' : 'export'
  const names = statement.specifiers.flatMap(specifier => readNames(specifier))
  if (!names.some(({ from }) => rare.has(from))) return
  const common = names.filter(({ from }) => !rare.has(from)).map(({ from, as }) => `${from} as ${as}`)
  const own = names.map(({ from, as }) => {
    const specifier = rare.get(from)
    return specifier === undefined ? '' : `${keyword} { default as ${as} } from '${specifier}';`
  })
  const first = common.length > 0 ? `${keyword} { ${common.join(', ')} } from 'antd';` : ''
  text.overwrite(statement.start, statement.end, first + own.join(''))
}

function readNames(specifier: FromStatement['specifiers'][number]): { from: string; as: string }[] {
  switch (specifier.type) {
    case 'ImportSpecifier':
      return [{ from: nameOf(specifier.imported), as: specifier.local.name }]
    case 'ExportSpecifier':
      return [{ from: nameOf(specifier.local), as: nameOf(specifier.exported) }]
    default:
      return []
  }
}

function nameOf(name: ESTree.ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name
}
