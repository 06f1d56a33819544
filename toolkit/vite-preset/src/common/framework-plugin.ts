import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import type { PluginOption } from 'vite'

export function frameworkPlugin({ framework = 'react' }: AppDefinition): PluginOption {
  return framework === 'vue' ? vue() : react()
}

/** The module a sub-app begins with; throws when there is none. */
export function findEntryModule(root: string): string {
  const candidates = ['src/entry.tsx', 'src/entry.ts'].map(path => join(root, path))
  const entry = candidates.find(path => existsSync(path))
  if (entry !== undefined) return entry
  throw new Error(`A sub-app begins at src/entry.tsx or src/entry.ts; ${root} has neither`)
}
