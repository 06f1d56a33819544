import type { HotPayload, ViteDevServer } from 'vite'
import { RELOAD_EVENT } from '../../common/reload-event.ts'

/** What Vite would load the whole page anew for. */
export type Reload = 'app' | 'page'

/**
 * Takes Vite's word to load the page anew: the page is the shell's, with other apps and what is typed in them. A module that cannot be
 * replaced needs its app opened anew; libraries that were bundled anew need the page, for addresses of the old bundle stay in it.
 */
export function takeReloads({ environments, ws }: ViteDevServer, reload: (kind: Reload) => void): void {
  const channels = new Set([environments.client?.hot, ws].filter(channel => channel !== undefined))
  for (const channel of channels) {
    const send = channel.send.bind(channel) as (...args: unknown[]) => void
    channel.send = (...args: unknown[]) => {
      const [payload] = args
      if (!isReload(payload)) return send(...args)
      reload(payload.triggeredBy === undefined ? 'page' : 'app')
    }
  }
  ws.on(RELOAD_EVENT, () => reload('app'))
}

function isReload(payload: unknown): payload is Extract<HotPayload, { type: 'full-reload' }> {
  return (
    typeof payload === 'object' && payload !== null && 'type' in payload && payload.type === 'full-reload'
  )
}
