import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import type { PluginOption, UserConfig } from 'vite'
import { writeManifest } from './manifest-plugin.ts'
import { scopeCss } from './scope-css.ts'
import { scopeChunks } from './scope-plugin.ts'

export interface BuildPlace {
  /** The app's folder, absolute. */
  root: string
  /** The artifact's version. */
  version: string
}

/** The Vite configuration of a sub-app. */
export function createConfig(app: AppDefinition, { root, version }: BuildPlace): UserConfig {
  return {
    root,
    base: './',
    plugins: [frameworkPlugin(app), scopeChunks(`${app.name}@${version}`), writeManifest(app, version)],
    css: { postcss: { plugins: [scopeCss(app.name)] } },
    build: {
      sourcemap: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: findEntryModule(root), preserveEntrySignatures: 'strict' },
    },
  }
}

function frameworkPlugin({ framework = 'react' }: AppDefinition): PluginOption {
  if (framework === 'react') return react()
  return framework === 'vue' ? vue() : []
}

function findEntryModule(root: string): string {
  const candidates = ['src/entry.tsx', 'src/entry.ts'].map(path => join(root, path))
  const entry = candidates.find(path => existsSync(path))
  if (entry === undefined)
    throw new Error(`A sub-app begins at src/entry.tsx or src/entry.ts; ${root} has neither`)
  return entry
}
