import { expect, it } from 'vitest'
import { readStartOptions } from '../src/options.ts'

it.each([
  ['', { only: null, isWatching: false }],
  ['--watch', { only: null, isWatching: true }],
  ['--only sales,inventory', { only: ['sales', 'inventory'], isWatching: false }],
  ['--only=sales --only inventory,sales --watch', { only: ['sales', 'inventory'], isWatching: true }],
])('npm start -- %s', (args, options) => {
  expect(readStartOptions(args.split(' ').filter(Boolean))).toEqual(options)
})

it.each(['--only', '--only ,', '--onyl sales', 'sales'])(
  'npm start -- %s is refused with the usage',
  args => {
    expect(() => readStartOptions(args.split(' '))).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: expect.stringContaining('Usage: npm start -- [--only'),
      }),
    )
  },
)
