import { ShellRouter, useLocale } from '@portico/micro-app/react'
import { Route, Routes } from 'react-router'
import { CustomerForm } from './customers/CustomerForm.tsx'
import { CustomerList } from './customers/CustomerList.tsx'
import './app.css'

export function App() {
  return (
    <ShellRouter>
      <main className="page" lang={useLocale()}>
        <Routes>
          <Route path="/" element={<CustomerList />} />
          <Route path="/new" element={<CustomerForm />} />
        </Routes>
      </main>
    </ShellRouter>
  )
}
