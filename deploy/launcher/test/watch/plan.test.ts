import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Planner } from '../../src/watch/plan.ts'

const root = resolve(import.meta.dirname, '../../../..')

describe('a changed file belongs to', () => {
  const planner = new Planner(root, ['../elsewhere/returns'])

  it.each([
    ['apps/sales/src/App.tsx', ['artifacts']],
    ['../elsewhere/returns/src/entry.ts', ['artifacts']],
    ['shell/src/main.tsx', ['artifacts']],
    ['shared-ui/src/react/index.ts', ['artifacts']],
    ['services/business/sales/src/service.ts', ['services']],
    ['services/core/party/migrations/050.do.x.sql', ['services']],
    ['services/kit/src/index.ts', ['services']],
    ['bff/gateway/app/router.ts', ['gateway']],
    ['bff/framework/src/index.ts', ['gateway']],
    // What both are made of.
    ['services/business/sales/contract/src/index.ts', ['services', 'gateway']],
    ['toolkit/service-client/src/index.ts', ['services', 'gateway']],
    ['toolkit/release/src/index.ts', ['artifacts', 'services', 'gateway']],
    ['docs/glossary.md', []],
  ])('%s: %j', (file, parts) => {
    const plan = planner.planFor([file])
    expect(Object.entries(plan).flatMap(([part, isPlanned]) => (isPlanned ? [part] : []))).toEqual(parts)
  })
})
