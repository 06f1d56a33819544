import MagicString from 'magic-string'
import type { Plugin } from 'vite'
import { bindGlobals } from './prelude.ts'

/** Binds the free globals of every chunk to the app's sandbox. Workers are built apart and keep their own globals. */
export function scopeChunks(instance: string): Plugin {
  return {
    name: 'portico:scope-chunks',
    apply: 'build',
    renderChunk(code) {
      const text = new MagicString(code)
      bindGlobals(text, code, instance)
      if (!text.hasChanged()) return null
      return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) }
    },
  }
}
