import type { WorkbenchStartQuery } from '../graph/graph.generated.ts'

const started: WorkbenchStartQuery = {
  products: { totalCount: 1 },
  stockItems: { totalCount: 1 },
  stockSettings: { isTracked: true },
  orders: { totalCount: 1 },
}

export const answers = { WorkbenchStart: started }
