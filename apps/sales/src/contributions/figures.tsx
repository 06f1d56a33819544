import { defineReactContribution } from '@portico/micro-app/react'
import { CardApp } from '@portico/shared-ui/react'
import { FigureCards } from '../features/cards/figures/FigureCards.tsx'

export const { mount, update, unmount, suspend, resume } = defineReactContribution(() => (
  <CardApp>
    <FigureCards />
  </CardApp>
))
