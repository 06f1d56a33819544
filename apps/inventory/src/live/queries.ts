import { healFailedReads, queryDefaults } from '@portico/shared-ui'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import type { App } from 'vue'

export function installQueries(app: App): void {
  const queryClient = new QueryClient({ defaultOptions: queryDefaults })
  app.use(VueQueryPlugin, { queryClient })
  app.onUnmount(healFailedReads(queryClient))
}
