import type { IncomingMessage, ServerResponse } from 'node:http'
import { DEV_VERSION } from '@portico/micro-app/page-state'
import { assetTypeOf, describeProblem, WrapError, type WrappedBuild } from '@portico/wrap'
import { createServer } from 'vite'
import { wrapPage } from '../../classic/wrap-page.ts'
import { DevError } from '../fault/dev-error.ts'
import { allowReader } from '../proxy/allow-reader.ts'
import { answerDevFault } from '../proxy/fault-page.ts'
import type { AppPlace, AppServer } from './app-server.ts'
import { watch, watchMissed } from './watch.ts'

/** A plain HTML page: wrapped as it is for an artifact, and kept in memory. */
export async function servePlainPage(place: AppPlace): Promise<AppServer> {
  const { root, app, base, readers } = place
  let wrapped = await wrap(root, app)
  const vite = await createServer({
    ...{ configFile: false, root, appType: 'custom', logLevel: 'silent' },
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, hmr: false },
  })
  watch(vite, place)
  return {
    get start() {
      const { entry, css, preload, integrity, classic } = wrapped.start
      return { entry, css, preload, integrity, classic }
    },
    configFiles: [],
    async renew() {
      wrapped = await wrap(root, app)
      place.reload('app')
    },
    handle: (request, response) => {
      allowReader(request, response, readers)
      sendFile(request, response, { base, files: wrapped.files })
    },
    watchMissed: () => watchMissed(vite, root),
    close: () => vite.close(),
  }
}

async function wrap(root: string, app: AppPlace['app']): Promise<WrappedBuild> {
  try {
    return await wrapPage(root, app, DEV_VERSION)
  } catch (cause) {
    if (!(cause instanceof WrapError)) throw cause
    const message = cause.problems.map(describeProblem).join('\n')
    throw new DevError(
      'WRAP_REFUSED',
      { message, advice: 'Mend it and save: it is wrapped again by itself.' },
      { cause },
    )
  }
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { base, files }: { base: string; files: ReadonlyMap<string, Buffer> },
): void {
  const path = decode((request.url ?? '').split('?')[0] ?? '').slice(base.length)
  const content = files.get(path)
  if (content === undefined) {
    const message = `The page has no file ${path}.`
    const fault = new DevError('APP_MISSING', { message, advice: 'Add it, or mend the address.' })
    return void answerDevFault(request, response, fault)
  }
  response.writeHead(200, {
    'cache-control': 'no-store',
    'content-type': assetTypeOf(path) ?? 'application/octet-stream',
    'content-length': content.length,
  })
  response.end(request.method === 'HEAD' ? undefined : content)
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
