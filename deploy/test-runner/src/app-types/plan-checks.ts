import { existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Where sub-apps lie. */
const PLACES = '{apps,e2e/frameworks}/*'

/** One run of a checker that reads files which the compiler does not. */
export interface TypeCheck {
  /** Below the root, such as `apps/inventory`. */
  app: string
  checker: 'vue-tsc' | 'svelte-check'
  /** Null: the app has none of its own, and is checked by `defaultConfig`. */
  config: string | null
}

/**
 * For each sub-app with Vue or Svelte files, one that is added later too. Modules and TSX files of all apps, React's and Solid's
 * among them (a Solid file begins with its `@jsxImportSource`), are checked by `check:types-web`.
 */
export function planChecks(root: string): TypeCheck[] {
  const apps = globSync(PLACES, { cwd: root }).filter(app => existsSync(join(root, app, 'portico.app.ts')))
  return apps.toSorted().flatMap(app => {
    const has = (ending: string) => globSync(`src/**/*.${ending}`, { cwd: join(root, app) }).length > 0
    const config = existsSync(join(root, app, 'tsconfig.json')) ? join(app, 'tsconfig.json') : null
    return [
      ...(has('vue') ? [{ app, checker: 'vue-tsc', config } as const] : []),
      ...(has('svelte') ? [{ app, checker: 'svelte-check', config } as const] : []),
    ]
  })
}

/** Of an app without one of its own. */
export function defaultConfig(root: string, { app, checker }: TypeCheck): object {
  const files = checker === 'vue-tsc' ? 'vue' : 'svelte'
  const isVue = checker === 'vue-tsc'
  return {
    extends: join(root, 'tsconfig.web.json'),
    compilerOptions: isVue ? { jsx: 'preserve' } : {},
    ...(isVue && {
      vueCompilerOptions: {
        checkUnknownComponents: true,
        checkUnknownEvents: true,
        checkUnknownDirectives: true,
      },
    }),
    include: [`src/**/*.ts`, `src/**/*.${files}`, 'portico.app.ts'].map(glob => join(root, app, glob)),
    exclude: [join(root, app, 'node_modules')],
  }
}

/** The checkers are the test runner's, so that an app need not install one. */
export function commandOf({ app, checker }: TypeCheck, config: string): string {
  const program = `deploy/test-runner/node_modules/.bin/${checker}`
  return checker === 'vue-tsc'
    ? `${program} --noEmit -p ${config}`
    : `${program} --workspace ${app} --tsconfig ${config} --fail-on-warnings`
}

export function configNameOf({ app, checker }: TypeCheck): string {
  return `${basename(app)}-${checker}.json`
}
