import { defineReactContribution } from '@portico/micro-app/react'
import { CardApp } from '@portico/shared-ui/react'
import { DailySalesCard } from '../features/cards/daily-sales/DailySalesCard.tsx'

export const { mount, update, unmount, suspend, resume } = defineReactContribution(() => (
  <CardApp>
    <DailySalesCard />
  </CardApp>
))
