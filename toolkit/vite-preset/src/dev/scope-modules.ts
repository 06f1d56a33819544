import MagicString from 'magic-string'
import type { Plugin } from 'vite'
import { bindGlobals, createPrelude } from '../common/prelude.ts'
import { RELOAD_EVENT } from '../common/reload-event.ts'

/** They set up the page that hot reloading is for, so they need its real globals. */
const PAGE_MODULES = /@react-refresh|plugin-react\/preamble|vite\/dist\/client\/env|portico-page-socket/
const VUE_RUNTIME = /(?<![.\w$'"`])__VUE_HMR_RUNTIME__/g
/** Vite puts a style sheet after the one before, which may lie in another app's element. */
const STYLE_INSERTION = 'lastInsertedStyle.insertAdjacentElement("afterend", style)'

/** Vite's client, whose page is not the app's: it asks the server, which knows what has to begin anew (`hot-reloads.ts`). */
const CLIENT = /vite\/dist\/client\/client\.mjs$/
const PAGE_RELOAD = 'location.reload()'
const ASK_FOR_RELOAD = `(() => { try { transport.send({ type: "custom", event: "${RELOAD_EVENT}" }) } catch {} })()`
/**
 * Vite's client is evaluated once a page, and its connection is of the page: one of the app would end with the app's first closing, and
 * no edit were seen after it.
 */
const PAGE_SOCKET = '\0portico-page-socket'
const NEW_SOCKET = 'new WebSocket('

/** Binds the free globals of every module to the app's sandbox, as the build does with every chunk. */
export function scopeModules(instance: string): Plugin {
  return {
    name: 'portico:scope-modules',
    enforce: 'post',
    resolveId: id => (id === PAGE_SOCKET ? id : null),
    load: id => (id === PAGE_SOCKET ? 'export const PageSocket = globalThis.WebSocket' : null),
    transform: {
      filter: { id: { exclude: PAGE_MODULES } },
      handler(code, id) {
        const text = new MagicString(code)
        text.replace(VUE_RUNTIME, 'window.__VUE_HMR_RUNTIME__')
        text.replace(STYLE_INSERTION, 'document.head.appendChild(style)')
        if (CLIENT.test(id)) useThePage(text)
        // Places in the code are those of the original, so what was replaced gets its line only.
        if (text.hasChanged()) text.prepend(createPrelude(text.toString(), instance) ?? '')
        else bindGlobals(text, code, instance)
        return text.hasChanged()
          ? { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) }
          : null
      },
    },
  }
}

function useThePage(client: MagicString): void {
  client.replaceAll(PAGE_RELOAD, ASK_FOR_RELOAD)
  client.replaceAll(NEW_SOCKET, 'new PageSocket(')
  client.prepend(`import { PageSocket } from ${JSON.stringify(PAGE_SOCKET)};`)
}
