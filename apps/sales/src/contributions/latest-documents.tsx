import { defineReactContribution } from '@portico/micro-app/react'
import { CardApp } from '@portico/shared-ui/react'
import { LatestDocumentsCard } from '../features/cards/latest-documents/LatestDocumentsCard.tsx'

export const { mount, update, unmount, suspend, resume } = defineReactContribution(() => (
  <CardApp>
    <LatestDocumentsCard />
  </CardApp>
))
