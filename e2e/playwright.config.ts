import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'

/**
 * Debian's Chromium, or the one that Playwright's own installer brings where there is none. The build without windows goes
 * first: a page costs it half of what it costs the other.
 */
const DEBIAN = ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium']
const executablePath = process.env.PORTICO_CHROMIUM ?? DEBIAN.find(path => existsSync(path))

/**
 * The popups of the address bar are pages of their own, which Chromium loads in a process of their own for every window, before
 * a word is typed: half of what a window costs. The others are those that Playwright switches off, for of two switches of one name
 * the last one counts.
 */
const FEATURES_OFF = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/playwright',
  // The runner gives more.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1360, height: 850 },
    locale: 'en-GB',
    // A dialog that still grows takes the press of a mouse and not its release: a click on it is lost, for a test as for a
    // hand. The journey over tabs asks for motion.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace of every test costs half as much again as the test: PORTICO_TRACE=1 for one that fails.
    trace: process.env.PORTICO_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    // Chromium may never answer a navigation that crosses a reload of the page's own: a `toPass` around it tries again.
    navigationTimeout: 30_000,
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${FEATURES_OFF.join()}`,
      ],
    },
  },
  projects: [
    { name: 'host', testDir: './host' },
    { name: 'first-start', testDir: './product', testMatch: 'first-start.setup.ts' },
    { name: 'product', testDir: './product', testIgnore: '**/alone/**' },
    // What is measured, or judged by its speed as a gray release is, goes when the journeys are over.
    { name: 'alone', testDir: './product/alone' },
  ],
})
