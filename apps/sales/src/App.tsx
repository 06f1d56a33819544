import { ShellRouter } from '@portico/micro-app/react'
import { AppProvider } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { ImportHome } from './features/import/ImportHome.tsx'
import { ImportPage } from './features/import/ImportPage.tsx'
import { OrderPage } from './features/order/OrderPage.tsx'
import { EditOrderPage } from './features/order-form/EditOrderPage.tsx'
import { NewOrderPage } from './features/order-form/NewOrderPage.tsx'
import { OrderList } from './features/orders/OrderList.tsx'
import { useShellEvents } from './features/orders/use-shell-events.ts'
import { NotFound } from './NotFound.tsx'
import './sales.css'

export function App(): ReactNode {
  return (
    <AppProvider>
      <ShellRouter>
        <SalesRoutes />
      </ShellRouter>
    </AppProvider>
  )
}

function SalesRoutes(): ReactNode {
  useShellEvents()
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/orders" replace />} />
      <Route path="/orders" element={<OrderList />} />
      <Route path="/orders/new" element={<NewOrderPage />} />
      <Route path="/orders/:id" element={<OrderPage />} />
      <Route path="/orders/:id/edit" element={<EditOrderPage />} />
      <Route path="/import" element={<ImportHome />} />
      <Route path="/import/:id" element={<ImportPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
