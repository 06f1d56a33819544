import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import type { PluginOption, UserConfig } from 'vite'
import type { BuildPlace } from './build-place.ts'
import { writeManifest } from './manifest-plugin.ts'
import { scopeCss } from './scope-css.ts'
import { scopeChunks } from './scope-plugin.ts'
import { shareLibraries } from './shared-plugin.ts'

/** The Vite configuration of a sub-app's production build. */
export function createBuildConfig(app: AppDefinition, place: BuildPlace): UserConfig {
  const { root, version } = place
  return {
    root,
    base: './',
    plugins: [
      frameworkPlugin(app),
      shareLibraries(Object.keys(app.shared ?? {}), root),
      scopeChunks(`${app.name}@${version}`),
      writeManifest(app, place),
    ],
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
