import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { prepareEnvironment } from '../src/egg/start.ts'

test('Egg does not ask for the home of its user, which in a container may have no account', () => {
  const env: NodeJS.ProcessEnv = {}
  prepareEnvironment(env)
  expect(env.EGG_HOME).toBe(tmpdir())
})
