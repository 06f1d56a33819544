import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { assetTypeOf, isSourceMap } from '@portico/artifact-store/asset-types'
import type { Manifest } from '@portico/micro-app/manifest'
import { bundleCss } from './css/bundle-css.ts'
import { nameApart } from './css/name-apart.ts'
import { frameBuild } from './frame/frame-build.ts'
import { findPage } from './html/find-page.ts'
import type { Page } from './html/page.ts'
import { classicProgram, handlersProgram, rootProgram } from './program.ts'
import { compileHandler } from './script/handler.ts'
import { ScriptFiles } from './script-files.ts'
import type { Folder } from './source/folder.ts'
import { Problems, WrapError } from './source/problems.ts'

export interface WrapOptions {
  name: string
  version: string
  /** What never runs may evaluate strings. */
  allowsEval?: boolean
  /** Scripts that start, in their order, where the folder has no `index.html`; left out: its only script that is no chunk. */
  entries?: readonly string[]
}

/** What the manifest says of how a build starts. */
type Start = Pick<Manifest, 'entry' | 'css' | 'preload' | 'imports' | 'own' | 'operations' | 'integrity'>

/** A finished build as an artifact: its files, and what the manifest says of how it starts. */
export interface FramedBuild {
  files: Map<string, Buffer>
  start: Start
  /** The page's own title; null: it has none. */
  title: string | null
  /** Files of the folder that no artifact can hold. */
  leftOut: string[]
}

/** One whose programs run in the page. */
export interface WrappedBuild extends FramedBuild {
  start: Start & Required<Pick<Manifest, 'classic'>>
}

const PROGRAM_FILE = 'portico-page.js'
const STYLE_FILE = 'portico-page.css'
const SCRIPT = /\.m?js$/

/** As `wrapBuild`, for a frame: scripts run as they were built, and may evaluate strings. */
export async function wrapForFrame(folder: Folder): Promise<FramedBuild> {
  const { files, entry, title } = frameBuild(folder, isCarried)
  const integrity = { ...hashesOf(files), [entry]: hashOf(files.get(entry) ?? Buffer.alloc(0)) }
  const start = { entry, css: [], preload: [], imports: [], own: {}, operations: [], integrity }
  const leftOut = [...folder.files.keys()].filter(file => !isCarried(file))
  return { files, start, title, leftOut }
}

/** Makes an artifact of a finished build. Throws WrapError, with everything that stands in the way. */
export async function wrapBuild(folder: Folder, options: WrapOptions): Promise<WrappedBuild> {
  const problems = new Problems()
  const page = findPage(folder, problems, options.entries)
  if (page === null) throw new WrapError(problems.list)
  const scripts = new ScriptFiles({ ...options, folder, problems, base: page.base })
  await scripts.addPage(page)
  const files = new Map<string, Buffer>()
  const leftOut = [...folder.files.keys()].filter(file => !isCarried(file))
  for (const [file, content] of folder.files) {
    if (SCRIPT.test(file)) continue
    if (file.endsWith('.css'))
      files.set(file, Buffer.from(scopeFile(file, { folder, problems, name: options.name })))
    else if (isCarried(file)) files.set(file, content)
  }
  for (const [file, code] of scripts.files()) files.set(file, Buffer.from(code))
  const css = bundleCss(page.sheets, '', { folder, problems, name: options.name })
  if (css.trim() !== '') files.set(STYLE_FILE, Buffer.from(css))
  const programs = pagePrograms(page, scripts, { ...options, problems })
  files.set(PROGRAM_FILE, Buffer.from(programs.code))
  nameSheetsApart(files, page.html, options.name)
  if (problems.list.length > 0) throw new WrapError(problems.list)
  const start = {
    entry: PROGRAM_FILE,
    css: files.has(STYLE_FILE) ? [STYLE_FILE] : [],
    preload: scripts.startFiles,
    ...{ imports: [], own: {}, operations: [] },
    integrity: hashesOf(files),
    classic: { html: page.html, start: programs.start },
  }
  return { files, start, title: page.title, leftOut }
}

function nameSheetsApart(files: Map<string, Buffer>, html: string, name: string): void {
  const textsOf = (ending: RegExp) =>
    [...files].flatMap(([file, content]): [string, string][] =>
      ending.test(file) ? [[file, content.toString()]] : [],
    )
  const scripts = textsOf(SCRIPT).map(([, text]) => text)
  const named = nameApart(new Map(textsOf(/\.css$/)), [...scripts, html], name)
  for (const [file, css] of named) files.set(file, Buffer.from(css))
}

function isCarried(file: string): boolean {
  return assetTypeOf(file) !== null && !isSourceMap(file) && file !== 'portico.json'
}

/** A sheet that code links later, as its own file. */
function scopeFile(file: string, options: { folder: Folder; problems: Problems; name: string }): string {
  const text = options.folder.text(file)
  const from = posix.dirname(file)
  return bundleCss([{ text, from, media: '', place: { file, text, offset: 0 } }], from, options)
}

interface ProgramOptions extends WrapOptions {
  problems: Problems
}

/** Everything that stood in the page itself, and the order in which all of it runs. */
function pagePrograms(page: Page, scripts: ScriptFiles, { name, version, problems }: ProgramOptions) {
  const artifact = `${name}@${version}`
  const root = rootProgram(artifact, '#page', page)
  const inline = scripts.inline.map(({ key, compiled }) => classicProgram(artifact, key, compiled))
  const handlers = page.handlers.map(handler =>
    compileHandler(handler.code, scripts.optionsAt(handler.place, problems)),
  )
  const code = [
    root,
    handlersProgram(artifact, '#handlers', { handlers, body: page.bodyHandlers }),
    ...inline,
    ...scripts.inlineModules,
  ].join('')
  return { code, start: ['#page', '#handlers', ...scripts.start] }
}

function hashOf(content: Buffer): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`
}

function hashesOf(files: ReadonlyMap<string, Buffer>): Record<string, string> {
  const hashed = [...files].filter(([file]) => /\.(?:m?js|css)$/.test(file))
  const entries = hashed.map(([file, content]): [string, string] => [file, hashOf(content)])
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
}
