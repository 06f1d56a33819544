import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AppDefinition } from '@portico/micro-app/manifest'
import type { Plugin, PluginOption } from 'vite'

type Framework = NonNullable<AppDefinition['framework']>

/** What an app has one copy of, its own, whichever version the packages it uses were written against. */
const RUNTIMES: Record<Framework, string[]> = {
  react: ['react', 'react-dom'],
  vue: ['vue'],
  svelte: ['svelte'],
  solid: ['solid-js'],
  lit: ['lit'],
  none: [],
}

export function frameworkPlugin({ framework = 'react' }: AppDefinition, root: string): PluginOption {
  switch (framework) {
    case 'react':
      return react(root)
    case 'vue':
      return vue(root)
    case 'svelte':
      return svelte(root)
    case 'solid':
      return solid(root)
    case 'lit':
    case 'none':
      return []
  }
}

/** For `resolve.dedupe`. Two copies in one app would not know of each other's components. */
export function listRuntimes({ framework = 'react' }: AppDefinition): string[] {
  return RUNTIMES[framework]
}

async function react(root: string): Promise<Plugin[]> {
  const plugin: typeof import('@vitejs/plugin-react') = await importPlugin(
    'react',
    '@vitejs/plugin-react',
    root,
  )
  return plugin.default()
}

async function vue(root: string): Promise<Plugin> {
  const plugin: typeof import('@vitejs/plugin-vue') = await importPlugin('vue', '@vitejs/plugin-vue', root)
  return plugin.default()
}

/** Its options stand here: a `svelte.config.js` is for what Portico does not build. */
async function svelte(root: string): Promise<Plugin[]> {
  const plugin: typeof import('@sveltejs/vite-plugin-svelte') = await importPlugin(
    'svelte',
    '@sveltejs/vite-plugin-svelte',
    root,
  )
  // By a configuration of its own: the app's would put styles into the app's scope before Svelte has read them, and once
  // more afterwards. The plugin gives the app's to a function that it made itself, therefore this one around it.
  const { style } = plugin.vitePreprocess({ style: { configFile: false, root } })
  return plugin.svelte({ configFile: false, preprocess: style && { style: options => style(options) } })
}

async function solid(root: string): Promise<Plugin> {
  const plugin: typeof import('vite-plugin-solid') = await importPlugin('solid', 'vite-plugin-solid', root)
  return plugin.default()
}

/** From the app's folder, so that an app of another framework need not install it; in this repository the preset has them all. */
export async function importPlugin<T>(framework: Framework, name: string, root: string): Promise<T> {
  const path = lookFor(name, join(root, 'package.json')) ?? lookFor(name, import.meta.url)
  if (path === undefined)
    throw new Error(`framework: '${framework}' needs ${name}: add it to the app's devDependencies`)
  return import(pathToFileURL(path).href)
}

function lookFor(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name)
  } catch {
    return undefined
  }
}

/** The module a sub-app begins with; throws when there is none. */
export function findEntryModule(root: string): string {
  const entry = lookForEntryModule(root)
  if (entry !== undefined) return entry
  throw new Error(`A sub-app begins at src/entry.tsx, src/entry.ts or src/entry.js; ${root} has none`)
}

/** A plain HTML page: nothing but `index.html` and what it names. */
export function isPlainPage({ framework }: AppDefinition, root: string): boolean {
  return framework === 'none' && lookForEntryModule(root) === undefined
}

/** The module of one contribution, `src/contributions/<id>`; none: the app's entry exports it. */
export function findContributionModule(root: string, id: string): string | undefined {
  return lookForModule(root, `src/contributions/${id}`)
}

function lookForEntryModule(root: string): string | undefined {
  return lookForModule(root, 'src/entry')
}

function lookForModule(root: string, path: string): string | undefined {
  return ['.tsx', '.ts', '.js'].map(ending => join(root, path + ending)).find(file => existsSync(file))
}
