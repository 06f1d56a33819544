import { AppProvider } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Workbench } from './Workbench.tsx'
import './workbench.css'

export function App(): ReactNode {
  return (
    <AppProvider>
      <Workbench />
    </AppProvider>
  )
}
