import http from 'node:http'
import { createServer, mergeConfig, type UserConfig } from 'vite'
import { isPlainPage } from '../common/framework-plugin.ts'
import { loadDefinition } from './app/definition.ts'
import { readConfig } from './app/module-server.ts'
import { answerDevFault } from './proxy/fault-page.ts'
import { findHostFault } from './site/host-guard.ts'
import { listen } from './site/listen.ts'
import type { DevOptions, DevServer } from './start-dev.ts'

export type OfflineOptions = Pick<DevOptions, 'root' | 'port' | 'say'>

/**
 * Serves one app without any back-end: on a page of its own with the shell's services in small, answers from the mocks of its folder.
 * Faults: APP_MISSING, APP_INVALID, PORT_TAKEN.
 */
export async function startOffline({ root, port, say }: OfflineOptions): Promise<DevServer> {
  const { app } = await loadDefinition(root)
  const isPage = isPlainPage(app, root)
  process.env.NODE_ENV = 'development'
  const config: UserConfig = isPage ? { appType: 'mpa' } : (await readConfig(root)).config
  const server = http.createServer()
  const vite = await createServer(
    mergeConfig(config, {
      ...{ configFile: false, root, clearScreen: false },
      server: { middlewareMode: true, ws: { server }, cors: false },
    }),
  )
  server.on('request', (request, response) => {
    const fault = findHostFault(request)
    if (fault === null) vite.middlewares(request, response, () => void response.writeHead(404).end())
    else answerDevFault(request, response, fault)
  })
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await vite.close()
  }
  try {
    const origin = `http://127.0.0.1:${await listen(server, port)}`
    const link = isPage ? `${origin}/` : origin + app.base
    say(`${app.name}  ${link}  from this folder, by Vite, on a page of its own`)
    say(
      'answers  mocks/*.yaml of this folder; there is no back-end. Language and theme: ?locale=zh-CN&theme=dark',
    )
    say(`Open ${link}`)
    return { origin, link, close }
  } catch (error) {
    await close()
    throw error
  }
}
