import type { AppDefinition } from '@portico/micro-app/manifest'
import type { UserConfig } from 'vite'
import { defineFeatures } from './common/features.ts'
import { frameworkPlugin, listRuntimes } from './common/framework-plugin.ts'

/** Of Vitest, as far as it is said here: its own types would make it a dependency of every build. */
interface TestOptions {
  environment: string
  server: { deps: { inline: RegExp[] } }
}

/** How the app's unit tests see its modules: as the build does, in a page without a shell and without a sandbox. */
export function createTestConfig(
  app: AppDefinition,
  root: string,
  features: readonly string[] = [],
): UserConfig {
  // What is not in this repository comes from node_modules, where Vitest would leave it to Node, which knows no Svelte.
  const test: TestOptions = { environment: 'jsdom', server: { deps: { inline: [/[\\/]@portico[\\/]/] } } }
  const config: UserConfig & { test: TestOptions } = {
    root,
    plugins: [frameworkPlugin(app, root), defineFeatures(features)],
    // Else Node's conditions would bring Svelte's and Solid's builds for servers.
    resolve: { dedupe: listRuntimes(app), conditions: ['browser', 'module', 'development'] },
    test,
  }
  return config
}
