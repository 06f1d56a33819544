import { microAppSuite } from '@portico/testing/vitest'

// A few openings: `e2e/product/leaks.spec.ts` counts in a browser.
microAppSuite('workbench', () => import('../entry.tsx'), { cycles: 2 })
