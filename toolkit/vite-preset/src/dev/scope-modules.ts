import MagicString from 'magic-string'
import type { Plugin } from 'vite'
import { bindGlobals, createPrelude } from '../common/prelude.ts'
import { RELOAD_EVENT } from '../common/reload-event.ts'

/** They set up the page that hot reloading is for, so they need its real globals. */
const PAGE_MODULES = /@react-refresh|plugin-react\/preamble|vite\/dist\/client\/env/
const VUE_RUNTIME = /(?<![.\w$'"`])__VUE_HMR_RUNTIME__/g
/** Vite puts a style sheet after the one before, which may lie in another app's element. */
const STYLE_INSERTION = 'lastInsertedStyle.insertAdjacentElement("afterend", style)'

/** Vite's client, whose page is not the app's: it asks the server, which knows what has to begin anew (`hot-reloads.ts`). */
const CLIENT = /vite\/dist\/client\/client\.mjs$/
const PAGE_RELOAD = 'location.reload()'
const ASK_FOR_RELOAD = `(() => { try { transport.send({ type: "custom", event: "${RELOAD_EVENT}" }) } catch {} })()`

/** Binds the free globals of every module to the app's sandbox, as the build does with every chunk. */
export function scopeModules(instance: string): Plugin {
  return {
    name: 'portico:scope-modules',
    enforce: 'post',
    transform: {
      filter: { id: { exclude: PAGE_MODULES } },
      handler(code, id) {
        const text = new MagicString(code)
        text.replace(VUE_RUNTIME, 'window.__VUE_HMR_RUNTIME__')
        text.replace(STYLE_INSERTION, 'document.head.appendChild(style)')
        if (CLIENT.test(id)) text.replaceAll(PAGE_RELOAD, ASK_FOR_RELOAD)
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
