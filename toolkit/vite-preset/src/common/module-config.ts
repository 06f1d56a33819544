import type { AppDefinition } from '@portico/micro-app/manifest'
import { sourceNames } from '@portico/shared-libs'
import { scopeCss } from '@portico/wrap'
import type { PluginOption, UserConfig } from 'vite'
import type { BuildPlace } from './build-place.ts'
import { defineFeatures } from './features.ts'
import { frameworkPlugin, listRuntimes } from './framework-plugin.ts'
import { ownNames } from './own-names.ts'
import { scopeChunks } from './scope-plugin.ts'
import { shareLibraries } from './shared-plugin.ts'

export interface ModuleBuild {
  /** The module it begins with, absolute. */
  input: string
  outDir: string
  /** Runs last. */
  describe: PluginOption
}

/** How the modules of a sub-app are built, those of the app itself and those of each contribution. */
export function moduleConfig(
  app: AppDefinition,
  { root, version, features }: BuildPlace,
  { input, outDir, describe }: ModuleBuild,
): UserConfig {
  return {
    root,
    base: './',
    plugins: [
      frameworkPlugin(app, root),
      shareLibraries(Object.keys(app.shared ?? {}), root),
      scopeChunks(`${app.name}@${version}`),
      ownNames(app.name),
      describe,
      defineFeatures(features),
    ],
    resolve: { dedupe: listRuntimes(app) },
    css: { postcss: { plugins: [scopeCss(app.name)] } },
    build: {
      outDir,
      // Wherever it lies: nothing of an earlier build may get into the artifact.
      emptyOutDir: true,
      sourcemap: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: { sourcemapPathTransform: sourceNames(root) },
      },
    },
  }
}
