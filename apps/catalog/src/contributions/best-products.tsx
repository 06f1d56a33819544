import { defineReactContribution } from '@portico/micro-app/react'
import { CardApp } from '@portico/shared-ui/react'
import { BestProductsCard } from '../features/best-products/BestProductsCard.tsx'

export const { mount, update, unmount, suspend, resume } = defineReactContribution(() => (
  <CardApp>
    <BestProductsCard />
  </CardApp>
))
