import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { createServer, loadConfigFromFile, mergeConfig, type UserConfig } from 'vite'
import { inAppRoot } from '../../common/app-root.ts'
import { createDevManifest } from '../../dev/serve-app.ts'
import { DevError } from '../fault/dev-error.ts'
import type { AppPlace, AppServer } from './app-server.ts'
import { takeReloads } from './hot-reloads.ts'
import { watch, watchMissed } from './watch.ts'

const ENVIRONMENT = { command: 'serve', mode: 'development' } as const

/**
 * An app of modules, from a Vite server of its own. Vite's connection for hot reloading is one of `server`, so the page's policy, which
 * lets it speak to its own origin alone, stays as it is.
 */
export async function serveModules(place: AppPlace, server: Server): Promise<AppServer> {
  const { root, app, base, readers } = place
  // Hot reloading is not for production, so it is no production whatever the environment says.
  process.env.NODE_ENV = 'development'
  const { config, configFiles } = await readConfig(root)
  const vite = await createServer(
    mergeConfig(config, {
      configFile: false,
      root,
      base,
      appType: 'custom',
      clearScreen: false,
      server: { middlewareMode: true, ws: { server }, cors: { origin: [...readers] } },
    }),
  )
  takeReloads(vite, place.reload)
  watch(vite, place)
  const { integrity, entry, css, preload } = createDevManifest(app)
  return {
    start: { entry, css, preload, integrity },
    configFiles,
    handle: (request, response) =>
      vite.middlewares(request, response, () => void response.writeHead(404).end()),
    renew: () => Promise.resolve(),
    watchMissed: () => watchMissed(vite, root),
    close: () => vite.close(),
  }
}

/** What the app's own `vite.config.ts` says. Faults: APP_INVALID. */
export async function readConfig(root: string): Promise<{ config: UserConfig; configFiles: string[] }> {
  const loaded = await loadConfig(root)
  if (loaded === null) throw noConfig(root, 'there is none')
  const configFiles = [loaded.path, ...loaded.dependencies].map(file => resolve(file))
  return { config: loaded.config, configFiles }
}

async function loadConfig(root: string) {
  try {
    return await inAppRoot(root, () => loadConfigFromFile(ENVIRONMENT, undefined, root, 'silent'))
  } catch (cause) {
    throw noConfig(root, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function noConfig(root: string, reason: string, cause?: unknown): DevError {
  const message = `The vite.config.ts in ${root} cannot be used: ${reason}.`
  const advice =
    "It is three lines: import portico from '@portico/vite-preset', import app from './portico.app.ts', export default portico(app)."
  return new DevError('APP_INVALID', { message, advice }, { cause })
}
