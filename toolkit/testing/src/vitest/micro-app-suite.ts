import type { Lifecycles } from '@portico/micro-app'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkMicroApp, type Fault, RULES, type RuleCode, type SuiteOptions } from '../check-micro-app.ts'

const CYCLE_MS = 1_000

/**
 * Tests that hold for every sub-app: it mounts, is suspended and resumed, unmounts, mounts again, and after 50 openings has left
 * nothing. `entry` is the module of `src/entry`, or what imports it. In jsdom, and in a browser by Vitest's browser mode.
 */
export function microAppSuite(
  name: string,
  entry: Lifecycles | (() => Promise<Lifecycles>),
  options: SuiteOptions = {},
): void {
  const { cycles = 50, timeoutMs = 5_000 } = options
  describe(`the sub-app ${name}`, () => {
    let faults: Fault[]
    beforeAll(
      async () => {
        const lifecycles = typeof entry === 'function' ? await entry() : entry
        faults = await checkMicroApp(name, lifecycles, options)
      },
      3 * timeoutMs + cycles * CYCLE_MS,
    )
    for (const code of Object.keys(RULES) as RuleCode[])
      it(`${RULES[code]} (${code})`, () => {
        expect(faults.filter(fault => fault.code === code).map(({ message }) => message)).toEqual([])
      })
  })
}
