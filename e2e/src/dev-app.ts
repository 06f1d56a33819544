import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import { type DevServer, startDev } from '@portico/vite-preset/dev'

const E2E = resolve(import.meta.dirname, '..')
/** Inside of the workspace, from which alone Vite serves files, and where no other test looks for apps. */
const WORK = join(E2E, '.dev')

type Kind = 'react' | 'vue' | 'svelte' | 'none'

/** Whose packages a copy uses, bundled for development once for all tests. */
const PACKAGES: Record<Kind, string> = {
  react: 'frameworks/react-19',
  vue: 'frameworks/vue-3-5',
  svelte: 'frameworks/svelte',
  none: '.',
}

export interface DevApp extends DevServer {
  root: string
  said: string[]
  /** Replaces text in a file, as an editor would. */
  edit(file: string, from: string, to: string): Promise<void>
  /** Saves a file as it stands once more: a watcher passes over what follows a change within 50 ms. */
  save(file: string): Promise<void>
}

/** One folder for the registry of all development servers of a test. */
export interface DevHome {
  env: Record<string, string>
  start(app: Partial<AppDefinition> & { name: string; framework: Kind }, baseline: string): Promise<DevApp>
  stop(): Promise<void>
}

export async function createDevHome(): Promise<DevHome> {
  await mkdir(WORK, { recursive: true })
  const home = await mkdtemp(join(WORK, 'run-'))
  const env = { XDG_RUNTIME_DIR: home }
  const started: DevServer[] = []
  return {
    env,
    async start(app, baseline) {
      const root = join(home, app.name)
      await writeApp(root, app)
      const said: string[] = []
      const say = (line: string) => void said.push(line)
      const server = await startDev({ root, baseline, token: null, env, say })
      started.push(server)
      const of = (file: string) => join(root, file)
      return {
        ...{ ...server, root, said },
        edit: (file, from, to) => edit(of(file), from, to),
        save: async file => writeFile(of(file), await readFile(of(file), 'utf8')),
      }
    },
    async stop() {
      for (const server of started) await server.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function edit(path: string, from: string, to: string): Promise<void> {
  const before = await readFile(path, 'utf8')
  if (!before.includes(from)) throw new Error(`${path} has no ${from}`)
  await writeFile(path, before.replace(from, to))
}

async function writeApp(
  root: string,
  app: Partial<AppDefinition> & { name: string; framework: Kind },
): Promise<void> {
  const title = { en: app.name, 'zh-CN': app.name }
  const definition = { title, icon: 'tag', base: `/${app.name}`, menu: [{ path: '/', title }], ...app }
  const files = {
    ...FILES[app.framework],
    'portico.app.ts': `export default ${JSON.stringify(definition, null, 2)}\n`,
    'package.json': JSON.stringify({ name: `@portico/dev-${app.name}`, private: true, type: 'module' }),
  }
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), content)
  }
  await symlink(join(E2E, PACKAGES[app.framework], 'node_modules'), join(root, 'node_modules'))
}

const CONFIG = {
  'vite.config.ts': `import portico from '@portico/vite-preset'
import app from './portico.app.ts'
export default portico(app)
`,
}

/** Each shows a heading from a file of its own, and an input whose text is state. */
const FILES: Record<Kind, Record<string, string>> = {
  react: {
    ...CONFIG,
    'src/entry.tsx': `import { defineReactApp } from '@portico/micro-app/react'
import { Page } from './Page.tsx'
export const { mount, update, unmount } = defineReactApp(Page)
`,
    'src/Page.tsx': `import { useState } from 'react'
import { Words } from './Words.tsx'
export function Page() {
  const [note, setNote] = useState('')
  return (
    <>
      <Words />
      <input aria-label="Note" value={note} onChange={event => setNote(event.target.value)} />
    </>
  )
}
`,
    'src/Words.tsx': `export function Words() {
  return <h1>First words</h1>
}
`,
  },
  vue: {
    ...CONFIG,
    'src/entry.ts': `import { defineVueApp } from '@portico/micro-app/vue'
import Page from './Page.vue'
export const { mount, unmount } = defineVueApp(Page)
`,
    'src/Page.vue': `<script setup lang="ts">
import { ref } from 'vue'
import Words from './Words.vue'
const note = ref('')
</script>
<template>
  <Words />
  <input v-model="note" aria-label="Note" />
</template>
`,
    'src/Words.vue': `<template>
  <h1>First words</h1>
</template>
`,
  },
  svelte: {
    ...CONFIG,
    'src/entry.ts': `import { defineSvelteApp } from '@portico/micro-app/svelte'
import Page from './Page.svelte'
export const { mount, unmount } = defineSvelteApp(Page)
`,
    'src/Page.svelte': `<script lang="ts">
import Words from './Words.svelte'
let note = $state('')
</script>
<Words />
<input bind:value={note} aria-label="Note" />
`,
    'src/Words.svelte': `<h1>First words</h1>
`,
  },
  none: {
    'index.html': `<!doctype html>
<html lang="en">
  <head>
    <title>Page</title>
    <script src="page.js"></script>
  </head>
  <body onload="show()">
    <h1></h1>
    <input aria-label="Note" />
  </body>
</html>
`,
    'page.js': `function show() {
  document.querySelector('h1').textContent = 'First words'
}
`,
  },
}
