import type { Page } from './html/page.ts'
import { RUNTIME } from './script/addresses.ts'
import type { CompiledScript } from './script/classic-script.ts'
import { type CompiledModule, RUNNER_NAMES } from './script/module-script.ts'

/** What the shell knows of a program beside its code. */
interface ProgramFacts {
  /** Names it makes properties of `window`, known from its start. */
  names?: string[]
  lexical?: string[]
  /** Present: a module; files it imports at once. */
  imports?: string[]
}

/** A program of one file of the artifact, as the shell takes it: `__PORTICO_CLASSIC__(artifact, key, facts, program)`. */
export function classicProgram(
  artifact: string,
  key: string,
  { code, names, lexical }: CompiledScript,
): string {
  return program(artifact, key, { names, lexical }, `with(${RUNTIME}.scope){\n${code}\n}`)
}

export function moduleProgram(artifact: string, key: string, { code, imports }: CompiledModule): string {
  const body = `"use strict";\n${code}\n`
  const inner = `return async function(${RUNNER_NAMES.join(',')}){${body}}`
  return program(artifact, key, { imports }, `with(${RUNTIME}.scope){${inner}}`)
}

/**
 * The handlers of the page: each has its element and that element's form in front of what else it sees. `body`: which of them are
 * the body's.
 */
export function handlersProgram(
  artifact: string,
  key: string,
  { handlers, body }: { handlers: string[]; body: string },
): string {
  const functions = handlers.map(
    code => `function(event){with(${RUNTIME}.formOf(this)){with(this){\n${code}\n}}}`,
  )
  const answer = `{handlers:[${functions.join(',\n')}],body:${JSON.stringify(body)}}`
  return program(artifact, key, {}, `with(${RUNTIME}.scope){return ${answer}}`)
}

/** Classes and the like of `html` and `body`, set in the app's name, and the `<base>` it looks for. */
export function rootProgram(
  artifact: string,
  key: string,
  { rootAttributes, hasBase }: Pick<Page, 'rootAttributes' | 'hasBase'>,
): string {
  const lines = (['html', 'body'] as const).flatMap(tag =>
    Object.entries(rootAttributes[tag]).map(([name, value]) => setRoot(tag, name, value)),
  )
  if (hasBase) lines.unshift(`${RUNTIME}.giveBase();`)
  return program(artifact, key, {}, `with(${RUNTIME}.scope){${lines.join('')}}`)
}

function setRoot(tag: 'html' | 'body', name: string, value: string): string {
  const element = tag === 'html' ? 'document.documentElement' : 'document.body'
  if (name !== 'class') return `${element}.setAttribute(${JSON.stringify(name)},${JSON.stringify(value)});`
  const classes = value.split(/\s+/).filter(each => each !== '')
  return `${element}.classList.add(${classes.map(each => JSON.stringify(each)).join(',')});`
}

function program(artifact: string, key: string, facts: ProgramFacts, body: string): string {
  const head = [artifact, key, facts].map(value => JSON.stringify(value)).join(',')
  return `__PORTICO_CLASSIC__(${head},function(${RUNTIME}){${body}});\n`
}
