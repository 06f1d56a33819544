import { AppProvider } from '@portico/shared-ui/react'
import { Workbench } from './Workbench.tsx'
import './workbench.css'

export function App() {
  return (
    <AppProvider>
      <Workbench />
    </AppProvider>
  )
}
