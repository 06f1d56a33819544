import { createContext, runInContext } from 'node:vm'
import { Folder, WrapError, type WrapProblem, type WrappedBuild, wrapBuild } from '../src/index.ts'

/** Wraps a build of these files. */
export function wrap(
  files: Record<string, string>,
  options: { allowsEval?: boolean; entries?: string[] } = {},
): Promise<WrappedBuild> {
  const contents = Object.entries(files).map(([file, text]): [string, Buffer] => [file, Buffer.from(text)])
  return wrapBuild(new Folder(new Map(contents)), { name: 'old', version: '1.0.0', ...options })
}

/** The problems of a build that cannot be wrapped, each as `CODE file:line`. */
export async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const error = await wrap(files).catch(reason => reason)
  if (!(error instanceof WrapError)) throw new Error('The build was wrapped')
  return error.problems.map(({ code, file, line }: WrapProblem) => `${code} ${file}:${line}`)
}

export function page(parts: { head?: string; body?: string }): string {
  return `<!doctype html><html><head>${parts.head ?? ''}</head><body>${parts.body ?? ''}</body></html>`
}

interface Facts {
  names?: string[]
  lexical?: string[]
  imports?: string[]
}

/**
 * Runs what a page runs at its start, in a window of its own: classic scripts only. Answers with the window; `element` is what
 * `$portico` needs nothing of here.
 */
export function runScripts({ files, start }: WrappedBuild): Record<string, unknown> {
  const programs = new Map<string, { facts: Facts; run(runtime: object): unknown }>()
  const register = (...[, key, facts, run]: [string, string, Facts, (runtime: object) => unknown]) =>
    programs.set(key, { facts, run })
  const context = createContext({ __PORTICO_CLASSIC__: register })
  for (const [file, code] of files) if (file.endsWith('.js')) runInContext(code.toString(), context)
  const page: Record<string, unknown> = { Object, Array, Function, Math }
  page.window = page
  const known = new Set<string>()
  const scope = new Proxy(page, { has: (target, name) => known.has(String(name)) || name in target })
  const real = runInContext('globalThis', context)
  const own = (self: unknown) => (self === real || self === undefined || self === scope ? page : self)
  const runtime = {
    scope,
    window: page,
    own,
    url: (path: string) => `/a/old/1.0.0/${path}`,
    formOf: () => ({}),
    giveBase: () => {},
    import: (from: string, specifier: string) => [from, specifier],
  }
  for (const key of start.classic.start ?? []) {
    const program = programs.get(key)
    for (const name of [...(program?.facts.names ?? []), ...(program?.facts.lexical ?? [])]) known.add(name)
    program?.run(runtime)
  }
  return page
}
