import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AppDefinition, parseDefinition } from '@portico/micro-app/manifest'
import type { UserConfigFnObject } from 'vite'
import { createBuildConfig } from './build-config.ts'
import { appRoot } from './common/app-root.ts'
import { readFeatures } from './common/features.ts'
import { createDevConfig } from './dev/dev-config.ts'
import { createTestConfig } from './test-config.ts'

/**
 * The whole build and development server of a sub-app, out of what `portico.app.ts` says about it. Vite runs in the
 * app's folder. `PORTICO_VERSION` names the artifact's version; without it, package.json does. `PORTICO_FEATURES` names
 * what is switched on. `PORTICO_DIST` is the folder the artifact is written to, `dist` without it. Throws ManifestError for a
 * definition that publishing would refuse.
 */
export default function portico(definition: AppDefinition): UserConfigFnObject {
  const app = parseDefinition(definition)
  const root = appRoot()
  return ({ command, mode }) => {
    const features = readFeatures(process.env)
    // Vitest's own mode; it is no build and no server.
    if (mode === 'test') return createTestConfig(app, root, features)
    if (command === 'serve') return createDevConfig(app, root, features)
    // An artifact is for production whatever the environment says; Vite sets this only when nothing else did.
    process.env.NODE_ENV = 'production'
    const version = process.env.PORTICO_VERSION || readPackageVersion(root)
    const outDir = process.env.PORTICO_DIST || 'dist'
    return createBuildConfig(app, { root, version, features, outDir })
  }
}

function readPackageVersion(root: string): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}
