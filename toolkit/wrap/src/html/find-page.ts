import { type Node, scriptTreeOf } from '../script/syntax.ts'
import type { Folder } from '../source/folder.ts'
import { isNoBuild, pagesBelow } from '../source/given-folder.ts'
import type { Problems } from '../source/problems.ts'
import { type Page, takePageApart } from './page.ts'

const SCRIPT = /\.m?js$/

/** The page of the folder, or an empty one around its library: around `entries`, else its only script that is no chunk. */
export function findPage(folder: Folder, problems: Problems, entries: readonly string[] = []): Page | null {
  if (entries.length === 0 && isNoBuild(folder, problems)) return null
  if (entries.length === 0 && folder.has('index.html'))
    return takePageApart('index.html', { folder, problems })
  const missing = entries.filter(file => !folder.has(file))
  for (const file of missing) problems.add('WRAP_FILE_MISSING', file, 'It is to start, and is not there.')
  if (missing.length > 0) return null
  const scripts = [...folder.files.keys()].filter(file => SCRIPT.test(file))
  const chunks = scripts.filter(file => !entries.includes(file) && isChunk(folder.text(file)))
  const started = entries.length > 0 ? entries : scripts.filter(file => isTop(file) && !chunks.includes(file))
  if (started.length === 1 || entries.length > 0) return pageAround(started, chunks, folder)
  const seen = started.length === 0 ? 'no script' : `the scripts ${started.join(', ')}`
  problems.add(
    'WRAP_NO_PAGE',
    '',
    `The folder has no index.html, and ${seen} beside it.${pagesBelow(folder)}`,
  )
  return null
}

function isTop(file: string): boolean {
  return !file.includes('/')
}

/** The sheets beside the scripts are the library's, but for those of chunks, which their loader links. */
function pageAround(scripts: readonly string[], chunks: readonly string[], folder: Folder): Page {
  const ofChunks = new Set(chunks.map(file => file.replace(SCRIPT, '.css')))
  const sheets = [...folder.files.keys()].filter(
    file => file.endsWith('.css') && isTop(file) && !ofChunks.has(file),
  )
  return {
    ...{ html: '', title: null, handlers: [], bodyHandlers: '', base: '.', hasBase: false },
    rootAttributes: { html: {}, body: {} },
    scripts: scripts.map(file => ({ isModule: false, source: { file } })),
    sheets: sheets.map(sheet => {
      const text = folder.text(sheet)
      return { text, from: '.', media: '', place: { file: sheet, text, offset: 0 } }
    }),
  }
}

/** webpack's: `(window.webpackJsonp = window.webpackJsonp || []).push([[1], {...}])`, by whatever name. */
function isChunk(code: string): boolean {
  const program = scriptTreeOf(code)
  const [statement, ...more] = (program?.body ?? []).filter(each => !isDirective(each))
  if (statement?.type !== 'ExpressionStatement' || more.length > 0) return false
  const call = statement.expression
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false
  const { property } = call.callee
  const [given] = call.arguments
  const ids = given?.type === 'ArrayExpression' ? given.elements[0] : null
  return property.type === 'Identifier' && property.name === 'push' && ids?.type === 'ArrayExpression'
}

function isDirective(statement: Node): boolean {
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string'
}
