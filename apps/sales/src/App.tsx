import { ShellRouter, useShell } from '@portico/micro-app/react'
import { AppProvider } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { ImportHome } from './features/import/ImportHome.tsx'
import { ImportPage } from './features/import/ImportPage.tsx'
import { EditOrderPage } from './features/order-form/EditOrderPage.tsx'
import { NewOrderPage } from './features/order-form/NewOrderPage.tsx'
import { OrderPage } from './features/order-page/OrderPage.tsx'
import { OrderList } from './features/orders/OrderList.tsx'
import { useShellEvents } from './features/orders/use-shell-events.ts'
import { ReportPage } from './features/report/ReportPage.tsx'
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
  // As the shell does with a whole app: for who may not use it, the page is not there.
  const mayImport = useShell().session.can('sales.order.import')
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/orders" replace />} />
      <Route path="/orders" element={<OrderList />} />
      <Route path="/orders/new" element={<NewOrderPage />} />
      <Route path="/orders/:id" element={<OrderPage />} />
      <Route path="/orders/:id/edit" element={<EditOrderPage />} />
      <Route path="/report" element={<ReportPage />} />
      {mayImport && <Route path="/import" element={<ImportHome />} />}
      {mayImport && <Route path="/import/:id" element={<ImportPage />} />}
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
