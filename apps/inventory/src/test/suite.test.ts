import { microAppSuite } from '@portico/testing/vitest'

// A few openings: `e2e/product/leaks.spec.ts` counts in a browser.
microAppSuite('inventory', () => import('../entry.ts'), { cycles: 2 })
