import { relative } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import { DEV_VERSION } from '@portico/micro-app/page-state'
import { scopeCss } from '@portico/wrap'
import type { UserConfig } from 'vite'
import { defineFeatures } from '../common/features.ts'
import { findEntryModule, frameworkPlugin, listRuntimes } from '../common/framework-plugin.ts'
import { scopeModules } from './scope-modules.ts'
import { serveApp } from './serve-app.ts'

/**
 * The Vite configuration of a sub-app's development server: the same scoping as in the build, `/portico.json` for a shell,
 * and a page on which the app runs alone. React is not shared here, or it could not refresh.
 */
export function createDevConfig(
  app: AppDefinition,
  root: string,
  features: readonly string[] = [],
): UserConfig {
  const entry = findEntryModule(root)
  return {
    root,
    appType: 'custom',
    plugins: [
      frameworkPlugin(app, root),
      scopeModules(`${app.name}@${DEV_VERSION}`),
      serveApp(app, `/${relative(root, entry)}`),
      defineFeatures(features),
    ],
    resolve: { dedupe: listRuntimes(app) },
    css: { postcss: { plugins: [scopeCss(app.name)] } },
    optimizeDeps: { entries: [entry] },
    server: { host: '127.0.0.1', cors: true },
  }
}
