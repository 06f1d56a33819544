import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { CreateOptions } from '../options/flags.ts'
import { TEMPLATES_FOLDER } from '../package/package-folder.ts'
import { readRanges } from '../package/read-ranges.ts'
import { forRepository, joinJson, type TemplateJson, withRanges } from './manifest-json.ts'

const COMMON = 'base'
const PACKAGE_JSON = 'package.json'
/** npm would read these by their own names while it packs this package. */
const DOTTED = /^_(?=git)/
/** What the repository has for all of its apps. */
const NOT_IN_REPOSITORY = /^(?:_git|tsconfig\.json$)/

/** Path in the app -> its text. */
export type AppFiles = Map<string, string>

/** The files of a new app: those all templates have in common, and those of its own. */
export async function readAppFiles(options: CreateOptions, isInRepository: boolean): Promise<AppFiles> {
  const common = await readFolder(join(TEMPLATES_FOLDER, COMMON))
  const own = await readFolder(join(TEMPLATES_FOLDER, options.template))
  const files: AppFiles = new Map()
  for (const [path, text] of [...common, ...own]) {
    if (path === PACKAGE_JSON || (isInRepository && NOT_IN_REPOSITORY.test(path))) continue
    files.set(path.replace(DOTTED, '.'), fillIn(path, text, options))
  }
  const json = joinJson(parse(common), parse(own))
  const named = { ...json, name: options.name }
  const wanted = isInRepository ? forRepository(named) : withRanges(named, readRanges())
  files.set(PACKAGE_JSON, `${JSON.stringify(wanted, null, 2)}\n`)
  return files
}

async function readFolder(folder: string): Promise<AppFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const texts = files.sort().map(async file => [pathIn(folder, file), await readFile(file, 'utf8')] as const)
  return new Map(await Promise.all(texts))
}

function pathIn(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/')
}

function parse(files: AppFiles): TemplateJson {
  return JSON.parse(files.get(PACKAGE_JSON) ?? '{}') as TemplateJson
}

/** Templates are apps themselves, called `template-name`; these words stand in no other place. */
function fillIn(path: string, text: string, { name, base, titleZh, titleEn }: CreateOptions): string {
  const titles: [string, string][] = [
    ['Template title', titleEn],
    ['模板标题', titleZh],
  ]
  const words: [string, string][] = [
    ['template-name', name],
    ['/template-base', base],
    ...(path.endsWith('.ts')
      ? titles.map(([word, title]): [string, string] => [`'${word}'`, literal(title)])
      : titles),
  ]
  return words.reduce((filled, [word, value]) => filled.split(word).join(value), text)
}

/** As a formatter would write it. */
function literal(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\')
  if (text.includes("'") && !text.includes('"')) return `"${escaped}"`
  return `'${escaped.replaceAll("'", "\\'")}'`
}
