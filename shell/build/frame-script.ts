import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const ENTRY = fileURLToPath(new URL('../src/host/frame/inside/main.ts', import.meta.url))
/** The gateway writes it into the document of every frame, by this name. */
const FILE = 'frame.js'

/** Adds the script that the documents of frames begin with: plain and in one file, for it runs before anything of the app. */
export function frameScript(): Plugin {
  return {
    name: 'portico:frame-script',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: await bundleScript() })
    },
  }
}

async function bundleScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: ENTRY, formats: ['iife'], name: '__PORTICO_FRAME__' } },
  })
  const outputs = [result].flat().flatMap(one => ('output' in one ? one.output : []))
  const [chunk, ...more] = outputs.filter(file => file.type === 'chunk')
  if (chunk === undefined || more.length > 0) throw new Error('The script of frames is not one file')
  return chunk.code
}
