import { useLocale } from '@portico/micro-app/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { healFailedReads } from '../reads.ts'
import { DegradedNotice } from './DegradedNotice.tsx'
import { createQueryClient } from './query-client.ts'
import './react.css'
import '../card/card.css'

/** What a card stands on that is shown in another app: queries and language. A library of components it does without. */
export function CardApp({ children }: { children: ReactNode }): ReactNode {
  const locale = useLocale()
  const [queryClient] = useState(createQueryClient)
  useEffect(() => healFailedReads(queryClient), [queryClient])
  return (
    <QueryClientProvider client={queryClient}>
      <div className="p-app p-card-app" lang={locale}>
        <DegradedNotice />
        {children}
      </div>
    </QueryClientProvider>
  )
}
