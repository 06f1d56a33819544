import { afterAll } from 'vitest'

/** Files of a worker share its process: what a development server or a build sets there is not left to the next file. */
const { NODE_ENV } = process.env
afterAll(() => {
  process.env.NODE_ENV = NODE_ENV
})
