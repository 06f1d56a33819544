import { test as base } from '@playwright/test'
import { PorticoPage } from './portico-page.ts'

export { findLeaks, type Leak, type LeakCode, type LeakGateOptions, leakGate } from './leak-gate.ts'
export { type PorticoLogin, PorticoPage } from './portico-page.ts'

/** Playwright's own, with `portico`: who is logged in, which app is open, in which version, with which answers. */
export const test = base.extend<{ portico: PorticoPage }>({
  portico: ({ page }, use) => use(new PorticoPage(page)),
})
