import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import { onTestFinished } from 'vitest'

/** In this package, whose name the apps' `vite.config.ts` imports. */
const HERE = join(import.meta.dirname, '.work-')

/** A folder with these files, until the end of the test. */
export async function workFolder(files: Record<string, string> = {}): Promise<string> {
  const root = await mkdtemp(HERE)
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) await put(root, path, content)
  return root
}

export async function put(root: string, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
}

export function definition(app: Partial<AppDefinition> & Pick<AppDefinition, 'name'>): string {
  const { name } = app
  const title = { en: name, 'zh-CN': name }
  const whole = { title, icon: 'inbox', base: `/${name}`, menu: [{ path: '/', title }], ...app }
  return `export default ${JSON.stringify(whole)}\n`
}

const CONFIG = `import portico from '@portico/vite-preset'
import app from './portico.app.ts'
export default portico(app)
`

/** Modules without a framework: nothing has to be bundled for them. */
export function moduleApp(name: string, app: Partial<AppDefinition> = {}): Record<string, string> {
  return {
    'portico.app.ts': definition({ name, framework: 'none', ...app }),
    'vite.config.ts': CONFIG,
    'src/entry.ts':
      "import { words } from './words.ts'\nexport const mount = ({ container }) => container.append(words)\nexport const unmount = () => {}\n",
    'src/words.ts': "export const words = 'first'\n",
  }
}

export function pageApp(name: string): Record<string, string> {
  return {
    'portico.app.ts': definition({ name, framework: 'none' }),
    'index.html': '<!doctype html><title>Page</title><script src="./page.js"></script><p>Hello</p>',
    'page.js': "document.title = 'first'\n",
  }
}
