import { QueryClient } from '@tanstack/react-query'
import { queryDefaults } from '../reads.ts'

export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: queryDefaults })
}
