import type { GraphModule } from '@portico/bff-framework'
import { catalog } from './catalog/index.ts'
import { identity } from './identity/index.ts'
import { inventory } from './inventory/index.ts'
import { party } from './party/index.ts'
import { sales } from './sales/index.ts'
import { secondFactor } from './second-factor/index.ts'
import { shared } from './shared/index.ts'
import { singleSignOn } from './single-sign-on/index.ts'
import { workbench } from './workbench/index.ts'

/** The whole graph. */
export const modules: readonly GraphModule[] = [
  shared,
  identity,
  secondFactor,
  singleSignOn,
  party,
  catalog,
  inventory,
  sales,
  workbench,
]
