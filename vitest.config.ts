import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const ignored = ['**/node_modules/**', '**/dist/**', '.portico/**', 'e2e/**']

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Left out, it leaves one core to whoever watches: half of what two cores have.
    maxWorkers: 2,
    // The default of one second is too little for a process to start or end on a busy machine.
    expect: { poll: { timeout: 5_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['{bff,services,deploy,toolkit}/**/*.test.ts'],
          exclude: [...ignored, 'toolkit/{micro-app,testing}/**'],
          globalSetup: ['deploy/postgres/src/testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        plugins: [vue()],
        test: {
          name: 'web',
          environment: 'jsdom',
          // Style sheets come as empty text, but the test of the design tokens reads this one.
          css: { include: /tokens\.css/ },
          include: [
            '{shell,apps,shared-ui}/**/*.test.{ts,tsx}',
            'toolkit/{micro-app,testing}/**/*.test.{ts,tsx}',
          ],
          exclude: ignored,
        },
      },
    ],
  },
})
