import { useQuery } from '@tanstack/react-query'

/** The chart library is half of the app's weight, so it comes after the figures. */
export function useChart() {
  return useQuery({
    queryKey: ['chart'],
    queryFn: () => import('./Chart.tsx').then(module => module.Chart),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
