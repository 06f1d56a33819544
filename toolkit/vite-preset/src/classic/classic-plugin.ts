import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { hashFiles } from '@portico/shared-libs'
import postcss from 'postcss'
import type { Plugin } from 'vite'
import type { BuildPlace } from '../common/build-place.ts'
import { describeApp } from '../common/manifest-plugin.ts'
import { nameApart } from '../common/own-names.ts'
import { scopeCss } from '../common/scope-css.ts'
import { type PlainPage, readPlainPage } from './plain-page.ts'

/** The input of a build that has no modules. */
export const CLASSIC_INPUT = 'portico-classic'
const SCRIPT_FILE = 'app.js'
const STYLE_FILE = 'app.css'
/** Of the project, not of the app. */
const LEFT_OUT =
  /^(?:node_modules|dist|\..*|index\.html|package\.json|tsconfig\.json|portico\.app\.ts|vite\.config\.ts)$/

/**
 * Wraps a plain HTML page into one script that runs inside of its sandbox without any string being evaluated, and one
 * style sheet in the app's scope. Every other file of the folder goes along as it is.
 */
export function wrapClassicApp(app: AppDefinition, place: BuildPlace): Plugin {
  return {
    name: 'portico:classic',
    apply: 'build',
    resolveId: id => (id === CLASSIC_INPUT ? `\0${id}` : null),
    load: id => (id === `\0${CLASSIC_INPUT}` ? 'export {}' : null),
    async generateBundle(_options, bundle) {
      for (const file of Object.keys(bundle)) delete bundle[file]
      const page = readPlainPage(await readFile(join(place.root, 'index.html'), 'utf8'))
      const emit = (fileName: string, source: string | Uint8Array) =>
        this.emitFile({ type: 'asset', fileName, source })
      const scripts = await readAll(page.scripts, place.root)
      emit(SCRIPT_FILE, wrapScripts(`${app.name}@${place.version}`, scripts))
      const styles = await scopeStyles(app.name, await readAll(page.styles, place.root))
      const named = nameApart(new Map([[STYLE_FILE, styles]]), [...scripts, page.body], app.name)
      emit(STYLE_FILE, named.get(STYLE_FILE) ?? styles)
      for (const file of await listFiles(place.root)) emit(file, await readFile(join(place.root, file)))
    },
    async writeBundle({ dir = 'dist' }, bundle) {
      const { body } = readPlainPage(await readFile(join(place.root, 'index.html'), 'utf8'))
      const manifest: Manifest = {
        ...describeApp({ ...app, shared: {} }, place.version),
        ...{ entry: SCRIPT_FILE, css: [STYLE_FILE], preload: [], imports: [], own: {}, operations: [] },
        integrity: await hashFiles(dir, Object.keys(bundle)),
        classic: { html: body },
      }
      await writeFile(join(dir, 'portico.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    },
  }
}

/** Each script ends its last statement, as if it stood alone. `with` gives bare names of the page to the sandbox. */
function wrapScripts(instance: string, scripts: string[]): string {
  return `__PORTICO_CLASSIC__(${JSON.stringify(instance)},function(){with(this){\n${scripts.join('\n;\n')}\n}});\n`
}

async function scopeStyles(name: string, styles: string[]): Promise<string> {
  return (await postcss([scopeCss(name)]).process(styles.join('\n'), { from: undefined })).css
}

function readAll(parts: PlainPage['scripts'], root: string): Promise<string[]> {
  return Promise.all(
    parts.map(part => ('code' in part ? part.code : readFile(join(root, part.file), 'utf8'))),
  )
}

async function listFiles(root: string, folder = ''): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  const kept = entries.filter(({ name }) => folder !== '' || !LEFT_OUT.test(name))
  const files = kept.map(entry => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    return entry.isDirectory() ? listFiles(root, path) : [path]
  })
  return (await Promise.all(files)).flat()
}
