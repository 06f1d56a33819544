import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const IGNORED = ['**/node_modules/**', '**/dist/**', '.portico/**', 'e2e/**', 'toolkit/*/templates/**']
const NODE_FILES = ['{bff,services,deploy,toolkit,bench}/**/*.test.ts']
const WEB_FILES = [
  '{shell,apps,shared-ui}/**/*.test.{ts,tsx}',
  'toolkit/{micro-app,testing}/**/*.test.{ts,tsx}',
]
const NODE_IGNORED = [...IGNORED, 'toolkit/{micro-app,testing}/**']

const PATIENCE = 'toolkit/testing/src/vitest/patience.ts'
const ENVIRONMENT = 'deploy/test-runner/src/test-environment.ts'
const POSTGRES = ['deploy/postgres/src/testing/global-setup.ts']

const nodeMocks = filesWithMocks(NODE_FILES, NODE_IGNORED)
const webMocks = filesWithMocks(WEB_FILES, IGNORED)

export default defineConfig({
  test: {
    // For a test that hangs: one that starts processes takes 15 s on a machine that does ten other things.
    testTimeout: 45_000,
    hookTimeout: 60_000,
    // Twice the cores of the smallest machine: service tests wait for the database and for each other half of the time.
    maxWorkers: 4,
    env: {
      // For the processes that tests start, a third of whose time is compiling what the one before had compiled.
      NODE_COMPILE_CACHE: resolve('node_modules/.cache/node-compile'),
      // A hash that is safe takes a tenth of a second of a core; the tests of the hashes themselves name their figures.
      PORTICO_SCRYPT: '1024,8,1',
    },
    // The default of one second is too little for a process to start or end on a busy machine.
    expect: { poll: { timeout: 5_000 } },
    // A process, its modules and a page for each file cost more than the tests do.
    isolate: false,
    projects: [
      {
        extends: true,
        // Apollo's suite is written for Jest.
        resolve: { alias: { '@jest/globals': resolve('bff/framework/test/apollo-suite/jest-globals.ts') } },
        test: {
          name: 'node',
          environment: 'node',
          // It must have the same graphql as the sources: Node itself would give it the build for CommonJS.
          server: { deps: { inline: ['@apollo/server', '@apollo/server-integration-testsuite'] } },
          setupFiles: [ENVIRONMENT],
          include: NODE_FILES,
          exclude: [...NODE_IGNORED, ...nodeMocks],
          globalSetup: POSTGRES,
        },
      },
      {
        extends: true,
        test: {
          name: 'node-mocks',
          environment: 'node',
          isolate: true,
          include: nodeMocks,
          globalSetup: POSTGRES,
        },
      },
      {
        extends: true,
        plugins: [vue()],
        test: {
          name: 'web',
          environment: 'jsdom',
          setupFiles: [PATIENCE, 'toolkit/testing/src/vitest/fresh-page.ts'],
          // Style sheets come as empty text, but the test of the design tokens reads this one.
          css: { include: /tokens\.css/ },
          include: WEB_FILES,
          exclude: [...IGNORED, ...webMocks],
        },
      },
      {
        extends: true,
        plugins: [vue()],
        test: {
          name: 'web-mocks',
          environment: 'jsdom',
          isolate: true,
          setupFiles: [PATIENCE],
          include: webMocks,
        },
      },
    ],
  },
})

/** A mocked module would stay mocked for the next file of the worker: these get modules of their own. */
function filesWithMocks(include: string[], exclude: string[]): string[] {
  return globSync(include, { exclude }).filter(file =>
    /\bvi\.(mock|doMock)\(/.test(readFileSync(file, 'utf8')),
  )
}
