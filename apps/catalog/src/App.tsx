import { ShellRouter, useShell } from '@portico/micro-app/react'
import { AppProvider, EmptyState, useLiveRefresh, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { messages } from './common/messages.ts'
import { EditProductPage } from './features/product-form/EditProductPage.tsx'
import { NewProductPage } from './features/product-form/NewProductPage.tsx'
import { ProductPage } from './features/product-page/ProductPage.tsx'
import { ProductList } from './features/products/ProductList.tsx'
import { NotFound } from './NotFound.tsx'
import './catalog.css'

/** Of these, products and their stock come out changed. */
const REFRESHING = [
  'catalog.product.changed',
  'inventory.stock.changed',
  'sales.order.changed',
  'sales.import.finished',
] as const

export function App(): ReactNode {
  return (
    <AppProvider>
      <ShellRouter>
        <CatalogRoutes />
      </ShellRouter>
    </AppProvider>
  )
}

function CatalogRoutes(): ReactNode {
  const t = useMessages(messages)
  const { session } = useShell()
  useLiveRefresh(REFRESHING)
  if (!session.can('catalog.product.read'))
    return <EmptyState isPage title={t.noAccess} text={t.noAccessText} />
  const mayWrite = session.can('catalog.product.write')
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/products" replace />} />
      <Route path="/products" element={<ProductList />} />
      {mayWrite && <Route path="/products/new" element={<NewProductPage />} />}
      <Route path="/products/:id" element={<ProductPage />} />
      {mayWrite && <Route path="/products/:id/edit" element={<EditProductPage />} />}
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
