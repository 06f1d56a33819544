import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Context, createContext, Script } from 'node:vm'
import { MockError } from '../format/mock-error.ts'

const TIMEOUT_MS = 50
/** What scripts take for now. */
const CLOCK = '2026-01-01T08:00:00.000Z'

export interface ScriptLimits {
  /** ISO 8601. */
  clock?: string
  timeoutMs?: number
}

interface ScriptSpace {
  task?: string
  answer?: string
}

const LIBRARY = new Script(readFileSync(createRequire(import.meta.url).resolve('jsonata/jsonata.js'), 'utf8'))

/** The same now and the same random numbers at each run. */
const PRELUDE = new Script(`
  const RealDate = Date
  globalThis.Date = class extends RealDate {
    constructor(...args) { if (args.length === 0) super(clock); else super(...args) }
    static now() { return RealDate.parse(clock) }
  }
  let state = 0
  globalThis.seed = text => {
    state = 2166136261
    for (const character of text) state = Math.imul(state ^ character.codePointAt(0), 16777619)
  }
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
`)

/** Only texts of JSON cross the border, so that no object of this process can be reached from inside. */
const PARSE = new Script(`
  try { jsonata(JSON.parse(task).script); answer = '{}' }
  catch (error) { answer = JSON.stringify({ error: error.message }) }
`)
const RUN = new Script(`{
  const { script, input, seedText } = JSON.parse(task)
  seed(seedText)
  jsonata(script).evaluate(input).then(
    value => { answer = JSON.stringify({ value }) },
    error => { answer = JSON.stringify({ error: error.message }) })
}`)

/**
 * Runs JSONata in a context of its own, which has no I/O, for a limited time: promises are settled inside of the limit too,
 * and loops, regular expressions and ranges are cut.
 */
export class ScriptRunner {
  readonly #clock: string
  readonly #timeoutMs: number
  #context: Context | null = null

  constructor({ clock = CLOCK, timeoutMs = TIMEOUT_MS }: ScriptLimits = {}) {
    this.#clock = clock
    this.#timeoutMs = timeoutMs
  }

  /** What is wrong with the text of a script; null: nothing. */
  findFault(script: string): string | null {
    const { error } = this.#do(PARSE, { script })
    return typeof error === 'string' ? error : null
  }

  /** `name` is for messages, and what the random numbers begin with. Undefined: the script says nothing. */
  run(script: string, input: unknown, name: string): unknown {
    const { value, error } = this.#do(RUN, { script, input, seedText: name })
    if (error !== undefined)
      throw new MockError('MOCK_SCRIPT_FAILED', `The script of ${name}: ${String(error)}`)
    return value
  }

  #do(step: Script, task: object): Record<string, unknown> {
    this.#context ??= this.#createContext()
    const space = this.#context as ScriptSpace
    space.task = JSON.stringify(task)
    space.answer = '{"error":"it waits for something that never comes"}'
    try {
      step.runInContext(this.#context, { timeout: this.#timeoutMs })
    } catch (cause) {
      // What was cut may have left anything behind.
      this.#context = null
      throw new MockError('MOCK_SCRIPT_TIMEOUT', `A script had not ended after ${this.#timeoutMs} ms`, {
        cause,
      })
    }
    return JSON.parse(space.answer) as Record<string, unknown>
  }

  #createContext(): Context {
    const context = createContext(
      { clock: this.#clock },
      { codeGeneration: { strings: false, wasm: false }, microtaskMode: 'afterEvaluate' },
    )
    LIBRARY.runInContext(context)
    PRELUDE.runInContext(context)
    return context
  }
}
