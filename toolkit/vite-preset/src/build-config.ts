import type { AppDefinition } from '@portico/micro-app/manifest'
import { sourceNames } from '@portico/shared-libs'
import { scopeCss } from '@portico/wrap'
import type { UserConfig } from 'vite'
import { CLASSIC_INPUT, wrapClassicApp } from './classic/classic-plugin.ts'
import type { BuildPlace } from './common/build-place.ts'
import { defineFeatures } from './common/features.ts'
import { findEntryModule, frameworkPlugin, isPlainPage, listRuntimes } from './common/framework-plugin.ts'
import { writeManifest } from './common/manifest-plugin.ts'
import { ownNames } from './common/own-names.ts'
import { scopeChunks } from './scope-plugin.ts'
import { shareLibraries } from './shared-plugin.ts'

/** The Vite configuration of a sub-app's production build. */
export function createBuildConfig(app: AppDefinition, place: BuildPlace): UserConfig {
  const { root, version } = place
  if (isPlainPage(app, root)) return createClassicConfig(app, place)
  return {
    root,
    base: './',
    plugins: [
      frameworkPlugin(app, root),
      shareLibraries(Object.keys(app.shared ?? {}), root),
      scopeChunks(`${app.name}@${version}`),
      ownNames(app.name),
      writeManifest(app, place),
      defineFeatures(place.features),
    ],
    resolve: { dedupe: listRuntimes(app) },
    css: { postcss: { plugins: [scopeCss(app.name)] } },
    build: {
      ...writesTo(place),
      sourcemap: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: findEntryModule(root),
        preserveEntrySignatures: 'strict',
        output: { sourcemapPathTransform: sourceNames(root) },
      },
    },
  }
}

function createClassicConfig(app: AppDefinition, place: BuildPlace): UserConfig {
  return {
    root: place.root,
    base: './',
    publicDir: false,
    plugins: [wrapClassicApp(app, place)],
    build: { ...writesTo(place), rolldownOptions: { input: CLASSIC_INPUT } },
  }
}

/** Emptied wherever it lies: nothing of an earlier build may get into the artifact. */
function writesTo({ outDir = 'dist' }: BuildPlace): UserConfig['build'] {
  return { outDir, emptyOutDir: true }
}
