import { AppProvider } from '@portico/shared-ui/react'
import { Workbench } from './Workbench.tsx'
import './features/figures/figures.css'
import './features/card/card.css'
import './features/daily-sales/daily-sales.css'
import './features/card/rows.css'
// Last: what changes on narrow pages overrides the rest.
import './narrow.css'

export function App() {
  return (
    <AppProvider>
      <Workbench />
    </AppProvider>
  )
}
