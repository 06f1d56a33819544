import type { AppDefinition } from '@portico/micro-app/manifest'
import type { UserConfig } from 'vite'
import { CLASSIC_INPUT, wrapClassicApp } from './classic/classic-plugin.ts'
import type { BuildPlace } from './common/build-place.ts'
import { findEntryModule, isPlainPage } from './common/framework-plugin.ts'
import { writeManifest } from './common/manifest-plugin.ts'
import { moduleConfig } from './common/module-config.ts'

/** The Vite configuration of a sub-app's production build. */
export function createBuildConfig(app: AppDefinition, place: BuildPlace): UserConfig {
  const { root, outDir = 'dist' } = place
  if (isPlainPage(app, root)) return createClassicConfig(app, place)
  return moduleConfig(app, place, {
    ...{ input: findEntryModule(root), outDir },
    describe: writeManifest(app, place),
  })
}

function createClassicConfig(app: AppDefinition, place: BuildPlace): UserConfig {
  const { root, outDir = 'dist' } = place
  return {
    root,
    base: './',
    publicDir: false,
    plugins: [wrapClassicApp(app, place)],
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: CLASSIC_INPUT } },
  }
}
