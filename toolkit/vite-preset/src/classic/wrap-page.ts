import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import { Folder, type WrappedBuild, wrapBuild } from '@portico/wrap'
import { build } from 'vite'

/** Of the project, not of the app. */
const LEFT_OUT =
  /^(?:node_modules|dist|mocks|\..*|package(?:-lock)?\.json|pnpm-lock\.yaml|tsconfig\.json|portico\.app\.ts|vite\.config\.ts)$/
const PAGE = 'index.html'
/** `<script type="module" src="/src/main.ts">`. */
const MODULE_SCRIPT = /<script\b[^>]*\btype=["']?module\b/i

/** A plain HTML page is its own finished build; one that begins with a module is built by Vite first. Throws WrapError. */
export async function wrapPage(
  root: string,
  { name }: AppDefinition,
  version: string,
): Promise<WrappedBuild> {
  const sources = await Folder.read(root, LEFT_OUT)
  const isOfModules = sources.has(PAGE) && MODULE_SCRIPT.test(sources.text(PAGE))
  return wrapBuild(isOfModules ? await buildPage(root) : sources, { name, version })
}

/** As `vite build` makes it of a project without configuration: TypeScript, imports of packages and styles, and `public/`. */
async function buildPage(root: string): Promise<Folder> {
  const outDir = await mkdtemp(join(tmpdir(), 'portico-page-'))
  try {
    await build({
      root,
      base: './',
      configFile: false,
      logLevel: 'warn',
      build: { outDir, emptyOutDir: true, modulePreload: false },
    })
    return await Folder.read(outDir)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}
