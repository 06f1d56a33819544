import { posix } from 'node:path'
import postcss, { type AtRule, type Container, type Root } from 'postcss'
import { type Folder, isElsewhere } from '../source/folder.ts'
import type { Problems, SourcePosition } from '../source/problems.ts'
import { scopeCss } from './scope-css.ts'

export interface CssOptions {
  name: string
  folder: Folder
  problems: Problems
}

export interface Sheet {
  text: string
  /** The folder its addresses are relative to. */
  from: string
  /** Of the link or the `<style>`; empty: all media. */
  media: string
  place: SourcePosition
}

/** `url(x)`, with or without quotes; data addresses may be long and hold anything but their own quote. */
const URL_TOKEN = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s)"']*))\s*\)/gi
const IMPORT = /^(?:url\(\s*)?["']?([^"')\s]+)["']?\s*\)?\s*(.*)$/is

/**
 * Joins sheets into one in the app's scope, for a file in the folder `to`: what they import is put in, and addresses are
 * relative to the new place.
 */
export function bundleCss(sheets: Sheet[], to: string, options: CssOptions): string {
  const root = postcss.root()
  for (const sheet of sheets) {
    const nodes = readSheet(sheet, to, options, []).nodes ?? []
    if (sheet.media === '' || sheet.media === 'all') root.append(nodes)
    else root.append(postcss.atRule({ name: 'media', params: sheet.media, nodes }))
  }
  root.walkAtRules('charset', rule => void rule.remove())
  return postcss([scopeCss(options.name)]).process(root, { from: undefined }).css
}

function readSheet(sheet: Sheet, to: string, options: CssOptions, importers: string[]): Root {
  const root = parse(sheet, options.problems)
  root.walkAtRules('import', rule => void importSheet(rule, { sheet, to, options, importers }))
  root.walkDecls(decl => {
    if (/url\(/i.test(decl.value)) decl.value = leadUrls(decl.value, sheet, to, options.folder)
  })
  root.walkAtRules('namespace', rule => void rule.remove())
  return root
}

function parse({ text, place }: Sheet, problems: Problems): Root {
  try {
    return postcss.parse(text)
  } catch (error) {
    const { reason, input } = error as { reason?: string; input?: { offset?: number } }
    problems.add(
      'WRAP_SYNTAX',
      { ...place, offset: place.offset + (input?.offset ?? 0) },
      reason ?? String(error),
    )
    return postcss.root()
  }
}

interface Importing {
  sheet: Sheet
  to: string
  options: CssOptions
  importers: string[]
}

/** A sheet that imports itself by way of others is put in once, as a browser would read it. */
function importSheet(rule: AtRule, { sheet, to, options, importers }: Importing): void {
  const [, address = '', condition = ''] = IMPORT.exec(rule.params) ?? []
  const own = options.folder.find(address, sheet.from)
  const offset = sheet.place.offset + (rule.source?.start?.offset ?? 0)
  if (own === null) {
    const code = isElsewhere(address) ? 'WRAP_ELSEWHERE' : 'WRAP_FILE_MISSING'
    options.problems.add(code, { ...sheet.place, offset }, `It imports ${address}.`)
    rule.remove()
    return
  }
  if (importers.includes(own.file)) return void rule.remove()
  const text = options.folder.text(own.file)
  const place = { file: own.file, text, offset: 0 }
  const imported = { text, from: posix.dirname(own.file), media: '', place }
  const { nodes } = readSheet(imported, to, options, [...importers, own.file])
  rule.replaceWith(wrapInConditions(condition.trim(), nodes))
}

/** `@import x layer(a) supports(b) media`, in this order, each of which may be left out. */
function wrapInConditions(condition: string, nodes: Root['nodes']): Container['nodes'] {
  const [, layer, layerName, supports, media] =
    /^(layer(?:\(([^)]*)\))?)?\s*(?:supports\((.*?)\)(?=\s|$))?\s*(.*)$/is.exec(condition) ?? []
  let inner: Container['nodes'] = [...nodes]
  const around = (name: string, params: string) => {
    inner = [postcss.atRule({ name, params, nodes: inner })]
  }
  if (media) around('media', media)
  if (supports) around('supports', supports.includes(':') ? `(${supports})` : supports)
  if (layer) around('layer', layerName ?? '')
  return inner
}

/** In a value, every `url()` of a file of the folder, relative to the folder `to`. */
export function leadUrls(value: string, { from }: Pick<Sheet, 'from'>, to: string, folder: Folder): string {
  return value.replace(URL_TOKEN, (token, double?: string, single?: string, bare?: string) => {
    const own = folder.find(double ?? single ?? bare ?? '', from)
    return own === null ? token : `url("${posix.relative(to, own.file)}${own.suffix}")`
  })
}
